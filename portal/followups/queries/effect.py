"""What came of promises that are done: the effect of each on its element, from published blocks alone.

For all promises of a page there is one reading, of every period that any of them needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.catalogue.models import Unit
from portal.catalogue.queries import units_in
from portal.domain.effect import Effect, Pair, Silence, Span, effect, span
from portal.domain.periods import Period, parse_period
from portal.domain.promises import State
from portal.domain.questionnaire import Channel
from portal.followups.models import Promise
from portal.publication.queries import ElementReading, headlines_of_year, last_closed_month, read_elements


@dataclass(frozen=True)
class Outcome:
    """What can be said about one promise: its effect or why there is none to tell.

    `span`: None while the promise is not done; `channel` and `kind` (of the unit in the later year): None as long as
    that is not over.
    """

    found: Effect | Silence
    element: str
    span: Span | None = None
    channel: Channel | None = None
    kind: str | None = None


def effects_of(promises: Iterable[Promise]) -> dict[int, Outcome]:
    """The outcome of each promise, by its number."""
    wanted = list(promises)
    spans = {promise.id: _span(promise) for promise in wanted if promise.done_on is not None}
    closed = last_closed_month()
    over = [found for found in spans.values() if _is_over(found, closed)]
    periods = {period for found in over for period in (found.before, found.after)}
    city = _City(periods, {promise.element for promise in wanted}) if over else None
    return {promise.id: _outcome(promise, spans.get(promise.id), closed, city) for promise in wanted}


class _City:
    """All units in these periods: the published elements, who was of which kind, and who speaks in which channel."""

    def __init__(self, periods: set[Period], elements: set[str]) -> None:
        self.reading: ElementReading = read_elements(periods, elements)
        years = {period.year for period in periods}
        self.units: Mapping[int, Mapping[int, Unit]] = {
            year: {unit.id: unit for unit in units_in(year)} for year in years
        }
        self.channels = {year: headlines_of_year(year) for year in years}

    def outcome(self, promise: Promise, found: Span) -> Outcome:
        """The effect of one promise whose later period is closed."""
        now, then = self.units[found.after.year], self.units[found.before.year]
        unit = now.get(promise.unit_id)
        if unit is None:
            return Outcome(Silence.TOO_FEW_RATINGS, promise.element, found)
        channel = self.channels[found.after.year].get(f"unit/{unit.slug}", Channel.OPEN)
        like = [one for one in now.values() if one.kind == unit.kind and one.id != unit.id]
        others = [one.id for one in like if one.id in then and then[one.id].kind == unit.kind]
        pairs = [self._pair(other, promise.element, channel, found) for other in others]
        said = effect(self._pair(unit.id, promise.element, channel, found), pairs)
        return Outcome(said, promise.element, found, channel, unit.kind)

    def _pair(self, unit_id: int, element: str, channel: Channel, found: Span) -> Pair:
        before, after = (
            self.reading.of_unit(unit_id, element, channel, period) for period in (found.before, found.after)
        )
        return Pair(before, after, self.reading.strata(unit_id, element, channel, found.before, found.after))


def _span(promise: Promise) -> Span:
    assert promise.done_on is not None
    trigger = parse_period(promise.trigger_period) if promise.trigger_period else None
    return span(trigger, made_on=promise.made_on, done_on=promise.done_on)


def _is_over(found: Span, closed: str | None) -> bool:
    """Whether every month of the later period is closed, so that its numbers no longer move."""
    return closed is not None and found.after.last_month <= closed


def _outcome(promise: Promise, found: Span | None, closed: str | None, city: _City | None) -> Outcome:
    if promise.state == State.WITHDRAWN:
        return Outcome(Silence.WITHDRAWN, promise.element)
    if found is None:
        return Outcome(Silence.NOT_DONE, promise.element)
    if city is None or not _is_over(found, closed):
        return Outcome(Silence.NOT_OVER, promise.element, found)
    return city.outcome(promise, found)
