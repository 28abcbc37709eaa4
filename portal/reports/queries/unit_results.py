"""All that the documents of a unit say of a period: the public numbers, through the one door for numbers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.catalogue.models import Unit
from portal.catalogue.queries import unit_in
from portal.domain.change import Change
from portal.domain.errors import MalformedRequest, NotFound
from portal.domain.periods import Period, latest_quarters, parse_period, quarter_of
from portal.domain.promises import Status
from portal.domain.questionnaire import Channel, Localized, Question
from portal.domain.sample_size import needed
from portal.domain.scoring import ElementScore, Score, weakest_first
from portal.followups.queries import Chosen, Tracked, all_tracked
from portal.publication.models import Notice
from portal.publication.queries import (
    Respondents,
    Scorecard,
    change_between,
    is_provisional,
    notices,
    of_unit,
    respondents_of,
    scorecard,
    scorecards,
    service_counts,
)
from portal.reports.queries.city_results import has_ratings
from portal.surveys.queries import known_questions

QUARTERS = 8
"""Two years of past results."""


@dataclass(frozen=True)
class ServiceRow:
    """A service: users in the last period, answers in its own blocks, answers needed; None where users are unknown."""

    name: str
    users: int | None
    answered: int
    needed: int | None


@dataclass(frozen=True)
class UnitResult:
    """A unit in a period. All but the scorecard and `questions` stays within the headline channel."""

    unit: Unit
    """As it was in the period's year."""
    card: Scorecard
    change: Change | None
    quarters: Sequence[Scorecard]
    """Oldest first, the last one that of the period's end."""
    services: Sequence[ServiceRow]
    elsewhere: int
    """Ratings of services that had too few of their own."""
    respondents: Respondents | None
    """Of the latest closed year."""
    questions: Sequence[Question]
    """The elements asked, in order."""
    names: Mapping[str, Localized]
    """Of every element that was ever asked, by code: the other channel may hold others."""
    is_provisional: bool
    notices: Sequence[Notice]
    promises: Sequence[Tracked]
    """Those that stand, about the weakest element first."""

    @property
    def period(self) -> Period:
        return self.card.period

    @property
    def channel(self) -> Channel:
        return self.card.headline

    @property
    def score(self) -> Score:
        return self.card.headline_score

    @property
    def weakest_first(self) -> Sequence[tuple[str, ElementScore]]:
        """The elements with an index, from the weakest."""
        return [pair for pair in weakest_first(self.score.elements) if pair[1].index is not None]

    @property
    def trend(self) -> Sequence[tuple[Period, Score]]:
        """The quarters in the headline channel; none where each of them is withheld."""
        scores = [(card.period, card.channels[self.channel]) for card in self.quarters]
        return scores if any(score.index is not None for _period, score in scores) else ()


def reportable(unit: Unit, text: str) -> Period:
    """The period that an address names, in which the unit received ratings.

    Raises NotFound `no_report` for any other: documents that say nothing are not made.
    """
    try:
        period = parse_period(text)
    except MalformedRequest as error:
        raise NotFound("no_report") from error
    if not has_ratings(scorecard(of_unit(unit), period)):
        raise NotFound("no_report")
    return period


def unit_result(unit: Unit, period: Period, *, day: datetime.date) -> UnitResult:
    """The result of a unit in a period, and where its promises stand on a day."""
    scope = of_unit(unit)
    quarters = latest_quarters(QUARTERS, quarter_of(period.last_month))
    card, before, *past = scorecards(scope, [period, period.previous, *quarters])
    then = unit_in(unit, period.year)
    counts = service_counts(unit, period, card.headline)
    known = known_questions()
    return UnitResult(
        unit=then,
        card=card,
        change=change_between(before, card),
        quarters=past,
        services=[
            ServiceRow(one.name, one.users, counts.get(one.id, 0), needed(one.users) if one.users else None)
            for one in sorted(then.services, key=lambda one: one.name)
        ],
        elsewhere=counts.get(0, 0),
        respondents=respondents_of(unit.id),
        questions=[known[code] for code in card.headline_score.elements],
        names={code: question.name for code, question in known.items()},
        is_provisional=is_provisional(period),
        notices=notices(scope, period),
        promises=standing_promises(unit, card.headline_score, day),
    )


def standing_promises(unit: Unit, score: Score, day: datetime.date) -> list[Tracked]:
    """The promises of a unit that are not withdrawn: by weakness of their element, then by the day they are due."""
    found = [one for one in all_tracked(Chosen(unit.id), day) if one.status is not Status.WITHDRAWN]
    order = [code for code, _element in weakest_first(score.elements)]
    return sorted(found, key=lambda one: (_place(order, one.promise.element), one.promise.due_on, one.promise.id))


def _place(order: Sequence[str], code: str) -> int:
    return order.index(code) if code in order else len(order)
