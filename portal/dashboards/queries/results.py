"""The result of a city, a unit or a service in a period: its scorecard, six quarters of it, and periods to choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.catalogue.models import Service, Unit
from portal.dashboards.queries.filters import Filter
from portal.domain.change import Change
from portal.domain.periods import Period, latest_quarters, quarter_of, with_wider
from portal.domain.questionnaire import Channel, Localized
from portal.domain.scoring import ElementScore, Score, weakest_first
from portal.publication.models import Notice
from portal.publication.queries import (
    Scope,
    Scorecard,
    begun_period,
    change_between,
    is_provisional,
    notices,
    of_service,
    of_unit,
    periods_with_ratings,
    scorecards,
)
from portal.surveys.queries import element_names

QUARTERS = 6


@dataclass(frozen=True)
class Result:
    """What is shown of one scope; all but `other_score` stays within the headline channel of its year."""

    card: Scorecard
    before: Scorecard
    """The period of the same kind before it."""
    change: Change | None
    """Since then, in the headline channel; None where it cannot be compared."""
    quarters: Sequence[Scorecard]
    choices: Sequence[Period]
    """Quarters with data and the semesters and years around them, newest first, and the period shown."""
    names: Mapping[str, Localized]
    """Each element's name by its code."""
    is_provisional: bool
    """Whether a month of the period is still open."""
    notices: Sequence[Notice]
    """Notes and corrections beside these numbers."""

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
    def other_channel(self) -> Channel:
        return Channel.OPEN if self.channel is Channel.VERIFIED else Channel.VERIFIED

    @property
    def other_score(self) -> Score:
        return self.card.channels[self.other_channel]

    @property
    def elements(self) -> Sequence[tuple[str, ElementScore]]:
        """Elements by weakness, those withheld last; none where no rating is published."""
        if self.score.n == 0:
            return ()
        return weakest_first(self.score.elements)

    @property
    def trend(self) -> Sequence[tuple[Period, Score]]:
        """The last six quarters, oldest first; none where each of them is withheld."""
        trend = [(card.period, card.channels[self.channel]) for card in self.quarters]
        return trend if any(score.index is not None for _period, score in trend) else ()


def city_result(chosen: Filter, period: str | None, month: str) -> Result:
    """The pooled result of the units chosen; MalformedRequest for a bad period. `month` is the running one."""
    chosen.check()
    return _result(chosen.scope, period, month)


def unit_result(unit: Unit, period: str | None, month: str) -> Result:
    """The result of a unit; MalformedRequest for a bad period."""
    return _result(of_unit(unit), period, month)


def service_result(service: Service, period: str | None, month: str) -> Result:
    """The result of a service, from its own blocks; MalformedRequest for a bad period."""
    return _result(of_service(service), period, month)


def period_choices(known: Sequence[Period], shown: Period) -> list[Period]:
    """Quarters with data and all that holds them, newest first and wider before narrower; and the one shown."""
    return sorted(with_wider(known) | {shown}, key=lambda p: (p.year, p.last_month, p.kind.value), reverse=True)


def _result(scope: Scope, text: str | None, month: str) -> Result:
    period = begun_period(text, scope, month)
    known = periods_with_ratings(scope)
    last = min(period.last_month, known[-1].last_month) if known else period.last_month
    card, before, *quarters = scorecards(scope, [period, period.previous, *latest_quarters(QUARTERS, quarter_of(last))])
    return Result(
        card=card,
        before=before,
        change=change_between(before, card),
        quarters=quarters,
        choices=period_choices(known, period),
        names=element_names(),
        is_provisional=is_provisional(period),
        notices=notices(scope, period),
    )
