"""Reads for the review sheet: the public scorecard of a unit, and what each channel of it is worth as evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from portal.catalogue.models import Unit
from portal.domain.evidence import Evidence, evidence
from portal.domain.periods import Period, PeriodKind
from portal.domain.questionnaire import Channel
from portal.domain.rules import Grade
from portal.domain.scoring import ElementScore, Score, possible_grades
from portal.publication.queries import Scope, Scorecard, of_unit, periods_with_ratings, scorecard


@dataclass(frozen=True)
class ChannelSheet:
    """One channel: its public score, its worth, the grades its interval touches, its elements from the weakest."""

    channel: Channel
    score: Score
    evidence: Evidence
    grades: tuple[Grade, ...]
    elements: tuple[tuple[str, ElementScore], ...]


@dataclass(frozen=True)
class Sheet:
    """The review sheet of a unit in a period: nothing but what the public sees, and its worth."""

    unit: Unit
    card: Scorecard
    channels: tuple[ChannelSheet, ...]


def sheet(unit: Unit, period: Period) -> Sheet:
    """The sheet of a unit; its numbers are those of `scorecard`, verified before open."""
    card = scorecard(of_unit(unit), period)
    return Sheet(unit, card, tuple(_channel(channel, card.channels[channel]) for channel in Channel))


def offered_periods(scope: Scope) -> tuple[tuple[Period, ...], ...]:
    """What can be chosen, a tuple a year, newest first: the year, its semesters and quarters with ratings."""
    return _by_year(periods_with_ratings(scope))


def _channel(channel: Channel, score: Score) -> ChannelSheet:
    worth = evidence(channel, score)
    return ChannelSheet(channel, score, worth, possible_grades(score), _weakest_first(score))


def _weakest_first(score: Score) -> tuple[tuple[str, ElementScore], ...]:
    """By index, equals in the order asked; withheld ones at the end."""
    return tuple(sorted(score.elements.items(), key=lambda pair: _place(pair[1])))


def _place(element: ElementScore) -> tuple[bool, Decimal]:
    return element.index is None, element.index or Decimal(0)


def _by_year(known: Iterable[Period]) -> tuple[tuple[Period, ...], ...]:
    """The known quarters (or lone years) with the semesters and years that hold them."""
    years: dict[int, set[Period]] = {}
    for period in known:
        chosen = years.setdefault(period.year, {Period(PeriodKind.YEAR, period.year)})
        if period.kind is PeriodKind.QUARTER:
            chosen |= {period, Period(PeriodKind.SEMESTER, period.year, (period.number + 1) // 2)}
    return tuple(tuple(sorted(years[year], key=_by_size)) for year in sorted(years, reverse=True))


def _by_size(period: Period) -> tuple[int, int]:
    return -period.kind.value, period.number
