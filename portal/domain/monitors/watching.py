"""All monitors over the days of one unit: from its counters to its alarms."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from portal.domain.monitors.alarms import Alarm, Monitor
from portal.domain.monitors.channels import apart
from portal.domain.monitors.counters import Counters, Series
from portal.domain.monitors.cusum import Evidence, Span, of_count, of_fall, of_rise, of_straight_lines, spans
from portal.domain.monitors.redemptions import Batches, expected, unusual_batches
from portal.domain.monitors.usual import History, Usual, sum_of
from portal.domain.questionnaire import Channel

DAYS = 28
"""How far back sums begin, from nothing: as long as days are kept apart."""
_ONE_DAY = datetime.timedelta(days=1)
_SUMS: Mapping[Monitor, tuple[Evidence, float]] = {
    Monitor.COUNT: (of_count, 11.0),
    Monitor.STRAIGHT_LINES: (of_straight_lines, 7.0),
    Monitor.MEAN_UP: (of_rise, 5.0),
    Monitor.MEAN_DOWN: (of_fall, 6.0),
}
"""What each day adds to a sum, and how high the sum must be: chosen by simulation (ADR 18), so that a unit has an alarm
without an attack less than every second year, over all monitors."""


@dataclass(frozen=True)
class Watched:
    """What is known of a unit: the days of both channels, and the codes by day of issue."""

    opened: Series
    verified: Series
    batches: Batches = field(default_factory=dict)


def alarms(watched: Watched, *, start: datetime.date, end: datetime.date, is_over: bool = True) -> list[Alarm]:
    """All alarms from `start` to `end`. `is_over`: whether the last day has ended; one that runs calms no sum yet."""
    found = [*_of_sums(watched, Channel.OPEN, start, end, is_over), *_of_channels(watched, start, end)]
    found += [*_of_sums(watched, Channel.VERIFIED, start, end, is_over), *_of_batches(watched, end)]
    return sorted(found, key=lambda alarm: (alarm.raised, alarm.channel, alarm.monitor))


def usual_counts(watched: Watched, channel: Channel, days: list[datetime.date]) -> list[float]:
    """The ratings that are usual on each of these days."""
    history = History(watched.opened if channel is Channel.OPEN else watched.verified)
    return [_usual(watched, channel, history, day).n for day in days]


def _of_sums(
    watched: Watched, channel: Channel, start: datetime.date, end: datetime.date, is_over: bool
) -> Iterator[Alarm]:
    series = watched.opened if channel is Channel.OPEN else watched.verified
    if not series:
        return
    history = History(series)
    days = [start + n * _ONE_DAY for n in range((end - start).days + 1)]
    known = {day: (series.get(day, Counters()), _usual(watched, channel, history, day)) for day in days}
    for monitor, (evidence, threshold) in _SUMS.items():
        adds = {day: evidence(*figures) for day, figures in known.items()}
        if not is_over:
            adds[end] = max(adds[end], 0.0)
        for span in spans(adds.items(), threshold):
            yield _alarm(monitor, channel, span, [known[day] for day in days if span.since <= day <= span.last])


def _usual(watched: Watched, channel: Channel, history: History, day: datetime.date) -> Usual:
    """What is usual; of verified ratings at least what the codes issued let expect: who hands out more gets more."""
    usual = history.usual(day)
    if channel is Channel.OPEN:
        return usual
    return usual._replace(n=max(usual.n, expected(watched.batches, day)))


def _alarm(monitor: Monitor, channel: Channel, span: Span, known: list[tuple[Counters, Usual]]) -> Alarm:
    total, usual = sum_of([counters for counters, _ in known]), known[0][1]
    match monitor:
        case Monitor.COUNT:
            found, before = total.n, round(sum(usual.n for _, usual in known))
        case Monitor.STRAIGHT_LINES:
            found, before = round(100 * total.share), round(100 * usual.straight)
        case Monitor.MEAN_UP:
            found, before = _hundredths(total.mean), _hundredths(usual.high)
        case _:
            found, before = _hundredths(total.mean), _hundredths(usual.low)
    return Alarm(monitor, channel, span.since, span.raised, span.last, found, before)


def _hundredths(mean: float) -> int:
    return round(100 + 300 * mean)


def _of_channels(watched: Watched, start: datetime.date, end: datetime.date) -> Iterator[Alarm]:
    """One alarm for as long as the distance stays moved, week after week."""
    if not watched.opened or not watched.verified:
        return
    running: Alarm | None = None
    for monday in _weeks(start, end):
        sunday = min(monday + 6 * _ONE_DAY, end)
        moved = apart(watched.opened, watched.verified, monday)
        if running is not None and (moved is None or _side(moved.lately, moved.before) is not running.monitor):
            yield running
            running = None
        if moved is not None:
            since, raised = (running.since, running.raised) if running else (max(monday, start), max(monday, start))
            monitor = _side(moved.lately, moved.before)
            figures = round(300 * moved.lately), round(300 * moved.before)
            running = Alarm(monitor, Channel.OPEN, since, raised, sunday, *figures)
    if running is not None:
        yield running


def _side(lately: float, before: float) -> Monitor:
    return Monitor.ABOVE_VERIFIED if lately > before else Monitor.BELOW_VERIFIED


def _weeks(start: datetime.date, end: datetime.date) -> Iterator[datetime.date]:
    monday = start - start.weekday() * _ONE_DAY
    while monday <= end:
        yield monday
        monday += 7 * _ONE_DAY


def _of_batches(watched: Watched, end: datetime.date) -> Iterator[Alarm]:
    for unusual in unusual_batches(watched.batches, end):
        yield Alarm(Monitor.REDEMPTION, Channel.VERIFIED, unusual.issued_on, end, end, unusual.found, unusual.usual)
