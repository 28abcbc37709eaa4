"""Decisions about clusters: by two officers of another unit, or not at all."""

from __future__ import annotations

import datetime

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from portal.accounts.models import Staff
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.errors import Forbidden, Refused
from portal.domain.holding import Ground, Outcome
from portal.domain.integrity import State
from portal.integrity.models import Decision, Proposal
from portal.integrity.queries import states_of_unit
from portal.integrity.services import approve, propose, reject, withdraw
from portal.publication.jobs import release
from portal.publication.models import Block
from portal.publication.services import differences
from tests.builders import a_service, a_unit, close, published, ratings, some_ratings
from tests.integrity.holding import AT, an_officer, approved, cluster_of, decided, held, proposed


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()
    a_service("poli", unit="puskesmas")


@pytest.fixture
def first(city: None) -> Staff:
    return an_officer("satu")


@pytest.fixture
def second(city: None) -> Staff:
    return an_officer("dua", "puskesmas")


def a_cluster(n: int = 12) -> None:
    ratings(25)
    held(some_ratings(n))


def states() -> list[State]:
    return sorted(states_of_unit(a_unit().id).values())


def test_an_approved_proposal_decides_every_rating_of_the_cluster(first: Staff, second: Staff) -> None:
    a_cluster()
    proposed(first)
    assert states() == [State.HELD] * 12
    approved(second)
    assert (states(), cluster_of().state) == ([State.EXCLUDED] * 12, "excluded")
    last = db.session.scalars(select(Decision.reason).where(Decision.number == 2))
    assert set(last) == {"automated"}


def test_one_officer_cannot_propose_and_approve_alone(first: Staff) -> None:
    a_cluster()
    proposal = proposed(first)
    for step, code in ((approve, "own_proposal"), (reject, "own_proposal")):
        with pytest.raises(Forbidden) as forbidden, transaction():
            step(actor=first, cluster=cluster_of(), number=proposal.number, at=AT)
        assert forbidden.value.code == code
    assert states() == [State.HELD] * 12


@pytest.mark.parametrize("ending", ["approved", "rejected"])
def test_the_database_itself_refuses_one_person_for_both(first: Staff, ending: str) -> None:
    a_cluster()
    proposed(first)
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(
            text("UPDATE held_proposal SET ending = :ending, decided_by = proposed_by, decided_at = proposed_at"),
            {"ending": ending},
        )


def test_nobody_of_the_unit_concerned_takes_part(first: Staff) -> None:
    own = an_officer("sendiri", "dukcapil")
    a_cluster()
    with pytest.raises(Forbidden), transaction():
        propose(
            actor=own,
            cluster=cluster_of(),
            outcome=Outcome.COUNT,
            ground=Ground.OCCASION,
            note="",
            seen=12,
            at=AT,
        )
    proposal = proposed(first)
    for step in (approve, reject, withdraw):
        with pytest.raises(Forbidden), transaction():
            step(actor=own, cluster=cluster_of(), number=proposal.number, at=AT)


def test_the_proposer_takes_a_proposal_back_and_nobody_else(first: Staff, second: Staff) -> None:
    a_cluster()
    proposal = proposed(first)
    with pytest.raises(Forbidden), transaction():
        withdraw(actor=second, cluster=cluster_of(), number=proposal.number, at=AT)
    with transaction():
        withdraw(actor=first, cluster=cluster_of(), number=proposal.number, at=AT)
    assert (cluster_of().state, states()) == ("held", [State.HELD] * 12)
    decided(second, first, Outcome.COUNT, Ground.OCCASION)
    assert states() == [State.COUNTED] * 12


def test_a_rejected_proposal_changes_nothing(first: Staff, second: Staff) -> None:
    a_cluster()
    proposal = proposed(first)
    with transaction():
        reject(actor=second, cluster=cluster_of(), number=proposal.number, at=AT)
    assert (cluster_of().state, states()) == ("held", [State.HELD] * 12)


def test_there_is_one_open_proposal_at_a_time(first: Staff, second: Staff) -> None:
    a_cluster()
    proposed(first)
    with pytest.raises(Refused) as refused:
        proposed(second)
    assert refused.value.code == "out_of_turn"


def test_what_changed_since_it_was_read_is_not_decided(first: Staff, second: Staff) -> None:
    a_cluster()
    with pytest.raises(Refused) as refused, transaction():
        propose(
            actor=first,
            cluster=cluster_of(),
            outcome=Outcome.COUNT,
            ground=Ground.OCCASION,
            note="",
            seen=11,
            at=AT,
        )
    assert refused.value.code == "changed"
    proposal = proposed(first)
    with transaction():
        withdraw(actor=first, cluster=cluster_of(), number=proposal.number, at=AT)
    proposed(first, Outcome.COUNT, Ground.OCCASION)
    with pytest.raises(Refused) as refused, transaction():
        approve(actor=second, cluster=cluster_of(), number=proposal.number, at=AT)
    assert refused.value.code == "changed"


def test_nothing_joins_a_cluster_about_which_something_was_proposed(first: Staff) -> None:
    a_cluster()
    proposed(first)
    more = held(some_ratings(20))
    assert more is not None
    assert (more.number, more.n, cluster_of().n) == (2, 8, 12)


def test_a_proposal_of_somebody_who_is_no_officer_any_more_is_not_approved(first: Staff, second: Staff) -> None:
    a_cluster()
    proposal = proposed(first)
    with transaction():
        db.session.merge(first).active = False
    with pytest.raises(Refused) as refused, transaction():
        approve(actor=second, cluster=cluster_of(), number=proposal.number, at=AT)
    assert refused.value.code == "proposer_gone"


def test_a_decided_cluster_is_opened_again_and_negative_blocks_follow(first: Staff, second: Staff) -> None:
    published(30)
    taken = some_ratings(12)
    held(taken)
    decided(first, second)
    close("2026-08")
    decided(second, first, Outcome.COUNT, Ground.WRONGLY_EXCLUDED)
    release(day=datetime.date(2026, 8, 9))
    signs = sorted(tuple(row) for row in db.session.execute(select(Block.kind, Block.sign, Block.n)))
    assert signs == [
        ("counted", -1, 12),
        ("counted", 1, 12),
        ("counted", 1, 30),
        ("excluded", -1, 12),
        ("excluded", 1, 12),
    ]
    assert differences() == []
    assert [one.ending for one in db.session.scalars(select(Proposal).order_by(Proposal.number))] == ["approved"] * 2
