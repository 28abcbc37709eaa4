"""Reads for the review sheet: the public scorecard of a unit, and what each channel of it is worth as evidence."""

from __future__ import annotations

from dataclasses import dataclass

from portal.catalogue.models import Unit
from portal.catalogue.queries import unit_in
from portal.domain.evidence import Evidence, evidence
from portal.domain.periods import Period, with_wider
from portal.domain.questionnaire import Channel
from portal.domain.rules import Grade
from portal.domain.scoring import ElementScore, Score, possible_grades, weakest_first
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
    return Sheet(
        unit_in(unit, period.year), card, tuple(_channel(channel, card.channels[channel]) for channel in Channel)
    )


def offered_periods(scope: Scope) -> tuple[tuple[Period, ...], ...]:
    """What can be chosen, a tuple a year, newest first: the year, its semesters and quarters with ratings."""
    known = with_wider(periods_with_ratings(scope))
    years = sorted({period.year for period in known}, reverse=True)
    return tuple(tuple(sorted((p for p in known if p.year == year), key=_by_size)) for year in years)


def _channel(channel: Channel, score: Score) -> ChannelSheet:
    worth = evidence(channel, score)
    return ChannelSheet(channel, score, worth, possible_grades(score), weakest_first(score.elements))


def _by_size(period: Period) -> tuple[int, int]:
    return -period.kind.value, period.number
