"""What the page about the method is worked on: one unit in one period, with all that its numbers come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.catalogue.models import Unit
from portal.catalogue.queries import unit_by_slug, unit_in, units_in
from portal.dashboards.queries import KindComparison, Result, unit_comparison, unit_result
from portal.domain.change import Difference, FixedMix, Stratum, difference, fixed_mix
from portal.domain.comparison import Placed
from portal.domain.periods import Period
from portal.domain.questionnaire import Channel
from portal.domain.sample_size import SampleSteps, sample_steps
from portal.publication.queries import (
    CITY,
    Scope,
    asked_period,
    block_counts,
    deciding_counts,
    headlines_of_year,
    last_closed_month,
    of_unit,
    periods_with_ratings,
    service_counts,
    service_strata,
    unit_counts,
)


@dataclass(frozen=True)
class NamedStratum:
    """A service in both periods of a change, "" for "layanan lain", and its share (0 to 1) of the weights."""

    name: str
    stratum: Stratum
    weight: float | None


@dataclass(frozen=True)
class SampleExample:
    """A service with its users of the last period: answers in its own blocks, and how many it needs."""

    name: str
    users: int
    answered: int
    steps: SampleSteps


@dataclass(frozen=True)
class Example:
    """A unit in a period, and what its words and limits come from; None where there is no such thing to say."""

    unit: Unit
    units: Sequence[Unit]
    """Those that may be chosen: with published ratings in this period, and the one shown."""
    result: Result
    deciding: Sequence[tuple[Period, int]]
    """Verified ratings in each quarter of the year before, which decide about the headline channel."""
    difference: Difference | None
    mix: FixedMix
    strata: Sequence[NamedStratum]
    compared: KindComparison | None
    blocks: Mapping[str, int]
    """Ratings of the headline channel in the blocks of each month, quarter and year themselves."""
    sample: SampleExample | None

    @property
    def placed(self) -> Placed | None:
        """The unit among its like."""
        return self.compared.comparison.members.get(self.unit.slug) if self.compared else None


def method_example(slug: str | None, period: str | None, month: str) -> Example | None:
    """The unit asked for, or else the one with the most ratings of the period; None where nothing is published.

    The period is by default the last closed quarter with ratings. Raises NotFound and MalformedRequest.
    """
    now = unit_by_slug(slug) if slug is not None else None
    shown = _period(period, of_unit(now) if now else CITY, month)
    asked = unit_in(now, shown.year) if now else None
    counts = unit_counts(shown)
    rated = [unit for unit in units_in(shown.year) if any(counts.get(unit.id, {}).values())]
    unit = asked or _most_rated(rated, counts, shown)
    if unit is None:
        return None
    offered = {one.id: one for one in (*rated, unit)}.values()
    return _example(unit, sorted(offered, key=lambda one: one.name), unit_result(unit, shown.text, month))


def _period(text: str | None, scope: Scope, month: str) -> Period:
    """The period asked for, or else the last quarter with ratings that is closed, or else the last one."""
    if text is not None:
        return asked_period(text, scope, month)
    closed = last_closed_month() or ""
    ended = [period for period in periods_with_ratings(scope) if period.last_month <= closed]
    return ended[-1] if ended else asked_period(None, scope, month)


def _most_rated(units: Sequence[Unit], counts: Mapping[int, Mapping[Channel, int]], period: Period) -> Unit | None:
    """The unit with the most ratings in its headline channel, then in both, then the first by slug."""
    fixed = headlines_of_year(period.year)

    def place(unit: Unit) -> tuple[int, int, str]:
        of_channel = counts[unit.id]
        channel = fixed.get(of_unit(unit).name, Channel.OPEN)
        return -of_channel[channel], -sum(of_channel.values()), unit.slug

    return min(units, key=place, default=None)


def _example(unit: Unit, units: Sequence[Unit], result: Result) -> Example:
    channel, before = result.channel, result.before.channels[result.channel]
    alike = before.elements.keys() == result.score.elements.keys()
    strata = service_strata(result.before, result.card)
    mix = fixed_mix(before.n, result.score.n, list(strata.values()))
    return Example(
        unit=unit,
        units=units,
        result=result,
        deciding=deciding_counts(of_unit(unit), result.period.year),
        difference=difference(before, result.score) if alike else None,
        mix=mix,
        strata=_named(unit, strata, mix),
        compared=unit_comparison(unit, result.period, channel),
        blocks=block_counts(of_unit(unit), result.period, channel),
        sample=_sample(unit, service_counts(unit, result.period, channel)),
    )


def _named(unit: Unit, strata: Mapping[int, Stratum], mix: FixedMix) -> list[NamedStratum]:
    names = {service.id: service.name for service in unit.services}
    total = mix.covered_before + mix.covered_after
    rows = [
        NamedStratum(names.get(number, ""), one, one.n / total if total and one in mix.kept else None)
        for number, one in strata.items()
        if one.n
    ]
    return sorted(rows, key=lambda row: (not row.name, row.name))


def _sample(unit: Unit, counts: Mapping[int, int]) -> SampleExample | None:
    """The service of known users with the most answers, then the first by slug."""
    known = [service for service in unit.services if service.users]
    if not known:
        return None
    chosen = min(known, key=lambda one: (-counts.get(one.id, 0), one.slug))
    users = chosen.users or 0
    return SampleExample(chosen.name, users, counts.get(chosen.id, 0), sample_steps(users))
