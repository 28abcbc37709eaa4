"""What became of suspicious ratings in the sample city: by the monitors, two officers and the clock, day after day."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence

from portal.accounts.models import Staff
from portal.audit.services import record
from portal.catalogue.queries import unit_by_slug
from portal.domain.holding import DAYS, Ground, Outcome
from portal.domain.signals import Reason
from portal.integrity.jobs import CLOCK
from portal.integrity.models import HeldCluster, Proposal
from portal.integrity.queries import clusters_of_unit
from portal.integrity.services import approve, count_days, count_undecided, hold_suspects, propose, watch_unit
from portal.sample.brigades import past_ratings, running_days, running_ratings
from portal.sample.days import ATTACKED, DISPUTED, past_days
from portal.sample.services import sample_staff, store_ratings
from portal.surveys.queries import PublishedSurvey

_OFFICERS = ("integritas.satu", "integritas.dua")
_OF_BRIGADE = frozenset({Reason.MEAN_UP, Reason.MEAN_DOWN, Reason.STRAIGHT_LINES})
"""Held for their pattern; what an alarm held beside them counts."""
_NOTES = {
    Outcome.EXCLUDE: "Beberapa hari berturut-turut jauh lebih banyak dari biasanya; nomor antrean tidak bertambah.",
    Outcome.COUNT: "Datang pada hari yang sama, tetapi tidak berpola; jumlahnya seperti hari biasa.",
}
_MORNING = datetime.time(1, 15, tzinfo=datetime.UTC)
_ONE_DAY = datetime.timedelta(days=1)


def hold_what_is_suspicious(*, survey: PublishedSurvey, day: datetime.date, at: datetime.datetime) -> None:
    """Let everything happen that an officer finds on `day`, by the services that do it every day."""
    codes, past = survey.questionnaire.codes, past_days(day)
    officers = [sample_staff(name, at=_morning(past[0] - 30 * _ONE_DAY)) for name in _OFFICERS]
    store_ratings(ratings=past_ratings(codes=codes, day=day), survey_id=survey.id)
    count_days()
    _watch(ATTACKED, past, today=day)
    hold_suspects(day=past[-1])
    _decide(_clusters(ATTACKED), officers, past[-1] + 2 * _ONE_DAY)
    _let_the_clock_decide(past[-1] + DAYS * _ONE_DAY)
    store_ratings(ratings=running_ratings(codes=codes, day=day), survey_id=survey.id)
    count_days()
    _watch(DISPUTED, running_days(day), today=day)
    for cluster in _clusters(DISPUTED)[:1]:
        _propose(officers[0], cluster, min(_morning(cluster.day + _ONE_DAY), at))


def _watch(unit: str, days: Collection[datetime.date], *, today: datetime.date) -> None:
    """The monitors at the end of each of these days; today goes on."""
    unit_id = unit_by_slug(unit).id
    for day in sorted(set(days)):
        watch_unit(unit_id=unit_id, day=day, is_over=day < today, held_on=day)


def _clusters(unit: str) -> list[HeldCluster]:
    return sorted(clusters_of_unit(unit_by_slug(unit), 1).items, key=lambda cluster: cluster.number)


def _decide(clusters: Sequence[HeldCluster], officers: Sequence[Staff], day: datetime.date) -> None:
    """One officer proposes on that day, the other one approves on the next."""
    for cluster in clusters:
        proposal = _propose(officers[0], cluster, _morning(day))
        at = _morning(day + _ONE_DAY)
        approve(actor=officers[1], cluster=cluster, number=proposal.number, at=at)
        said = {"proposal": proposal.number, "proposed_by": officers[0].email, "outcome": proposal.outcome}
        after = {**said, "ground": proposal.ground, "n": cluster.n}
        record(actor=officers[1].email, action="cluster.approve", subject=_name(cluster), at=at, after=after)


def _propose(officer: Staff, cluster: HeldCluster, at: datetime.datetime) -> Proposal:
    outcome, ground = Outcome.COUNT, Ground.NO_EVIDENCE
    if cluster.reason in _OF_BRIGADE:
        outcome, ground = Outcome.EXCLUDE, Ground.COORDINATED
    said = _NOTES[outcome]
    proposal = propose(actor=officer, cluster=cluster, outcome=outcome, ground=ground, note=said, seen=cluster.n, at=at)
    after = {"outcome": outcome.value, "ground": ground.value, "n": cluster.n, "note": said}
    record(actor=officer.email, action="cluster.propose", subject=_name(cluster), at=at, after=after)
    return proposal


def _let_the_clock_decide(day: datetime.date) -> None:
    found = count_undecided(day=day, at=_morning(day))
    for action, clusters in (("cluster.count_undecided", found.counted), ("cluster.keep_held", found.kept)):
        for cluster in clusters:
            after = {"reason": cluster.reason, "n": cluster.n, "held_on": cluster.day.isoformat()}
            record(actor=CLOCK, action=action, subject=_name(cluster), at=_morning(day), after=after)


def _name(cluster: HeldCluster) -> str:
    return f"{cluster.unit.slug}/{cluster.number}"


def _morning(day: datetime.date) -> datetime.datetime:
    """Ten past ten in the city, more or less."""
    return datetime.datetime.combine(day, _MORNING)
