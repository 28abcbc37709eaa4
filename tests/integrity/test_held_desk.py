"""The desk of held clusters: two officers through the browser, and nobody who has no business there."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.integrity import State
from portal.domain.signals import Reason
from portal.integrity.queries import signals_page, states_of_unit
from portal.integrity.services import hold_suspects
from portal.publication.jobs import release
from tests.builders import a_rating, a_service, a_unit, ratings, some_ratings
from tests.cast import csrf_of, signed_in
from tests.integrity.holding import HELD_ON, cluster_of, held

LIST, CLUSTER = "/integrity/held", "/integrity/dukcapil/held/1"
EXCLUDE = {"choice": "exclude:automated", "seen": "12", "note": "Dua belas kiriman dalam satu menit."}


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()
        a_service("poli", unit="puskesmas")
        ratings(60)
        held(some_ratings(12))


@pytest.fixture
def first(app: Flask) -> FlaskClient:
    return signed_in(app, "integrity", name="-satu")


@pytest.fixture
def second(app: Flask) -> FlaskClient:
    return signed_in(app, "integrity", "puskesmas", name="-dua")


def send(client: FlaskClient, step: str, **fields: str) -> int:
    """The status of a step at the cluster."""
    token = csrf_of(client, "/account")
    return client.post(f"{CLUSTER}/{step}", data={"csrf_token": token, **fields}).status_code


def deeds(app: Flask) -> list[tuple[str, str]]:
    query = (
        select(AuditEntry.actor, AuditEntry.action)
        .where(AuditEntry.action.like("cluster.%") | (AuditEntry.action == "access.denied"))
        .order_by(AuditEntry.number)
    )
    with app.app_context():
        return [(actor.partition(".")[0], action) for actor, action in db.session.execute(query)]


def state(app: Flask) -> str:
    """Of the cluster."""
    with app.app_context():
        return cluster_of().state


def pseudonyms(app: Flask, number: int = 1) -> list[str]:
    with app.app_context():
        return [one.pseudonym for one in signals_page(cluster_of(number=number), 1).items]


def a_release(app: Flask) -> None:
    with app.app_context():
        release(day=HELD_ON)


def test_two_officers_decide_a_cluster(app: Flask, first: FlaskClient, second: FlaskClient) -> None:
    assert "Kelompok 1" in first.get(LIST).text
    assert send(first, "propose", **EXCLUDE) == 303
    assert "Setujui" not in first.get(CLUSTER).text
    assert "Setujui" in second.get(CLUSTER).text
    assert send(first, "approve", proposal="1") == 403
    assert state(app) == "held"
    assert send(second, "approve", proposal="1") == 303
    assert state(app) == "excluded"
    with app.app_context():
        assert list(states_of_unit(a_unit().id).values()) == [State.EXCLUDED] * 12
    assert deeds(app) == [
        ("intake", "cluster.hold"),
        ("integrity-satu", "cluster.propose"),
        ("integrity-satu", "access.denied"),
        ("integrity-dua", "cluster.approve"),
    ]


def test_a_second_approval_of_the_same_proposal_changes_nothing(
    app: Flask, first: FlaskClient, second: FlaskClient
) -> None:
    send(first, "propose", **EXCLUDE)
    send(second, "approve", proposal="1")
    assert send(second, "approve", proposal="1") == 303
    assert "orang lain lebih dulu" in second.get(CLUSTER).text
    assert [action for _actor, action in deeds(app)].count("cluster.approve") == 1


def test_a_proposal_without_a_choice_keeps_what_was_typed(first: FlaskClient) -> None:
    token = csrf_of(first, "/account")
    answer = first.post(f"{CLUSTER}/propose", data={"csrf_token": token, "seen": "12", "note": "Catatan saya"})
    assert (answer.status_code, "Catatan saya" in answer.text) == (422, True)


def test_a_note_that_no_database_can_keep_is_refused_in_words(app: Flask, first: FlaskClient) -> None:
    token = csrf_of(first, "/account")
    answer = first.post(f"{CLUSTER}/propose", data={"csrf_token": token, **EXCLUDE, "note": "Dua\x00belas"})
    assert (answer.status_code, "tidak dapat disimpan" in answer.text) == (422, True)


def test_a_cluster_that_grew_is_read_again(first: FlaskClient) -> None:
    token = csrf_of(first, "/account")
    answer = first.post(f"{CLUSTER}/propose", data={"csrf_token": token, **EXCLUDE, "seen": "11"})
    assert (answer.status_code, "berubah sejak Anda membacanya" in answer.text) == (409, True)


def test_an_officer_sees_nothing_of_the_own_unit(app: Flask) -> None:
    own = signed_in(app, "integrity", "dukcapil")
    assert "Kelompok 1" not in own.get(LIST).text
    for address in ("/integrity/dukcapil/held", CLUSTER):
        assert own.get(address).status_code == 403
    for step in ("propose", "approve", "reject", "withdraw"):
        assert send(own, step, **EXCLUDE, proposal="1") == 403
    assert "kelompok 1" not in own.get("/workplace").text


def test_nor_does_the_record_of_deeds_tell_an_officer_of_the_own_unit(app: Flask, first: FlaskClient) -> None:
    own = signed_in(app, "integrity", "dukcapil")
    assert "dukcapil/1" in first.get("/admin/audit?action=cluster.").text
    assert "dukcapil/1" not in own.get("/admin/audit?action=cluster.").text
    with app.app_context():
        number = db.session.scalars(select(AuditEntry.number).where(AuditEntry.action == "cluster.hold")).one()
    assert [reader.get(f"/admin/audit/{number}").status_code for reader in (first, own)] == [200, 404]


def test_the_auditor_reads_and_decides_nothing(app: Flask, first: FlaskClient) -> None:
    auditor = signed_in(app, "auditor")
    assert "Usulkan" not in auditor.get(CLUSTER).text
    send(first, "propose", **EXCLUDE)
    page = auditor.get(CLUSTER).text
    assert "Dua belas kiriman" in page
    assert "Setujui" not in page
    assert send(auditor, "approve", proposal="1") == 403


@pytest.mark.parametrize(
    ("role", "unit"),
    [("manager", "dukcapil"), ("unit_head", "dukcapil"), ("manager", "puskesmas"), ("administrator", None)],
)
def test_unit_staff_and_administrators_reach_none_of_it(app: Flask, role: str, unit: str | None) -> None:
    client = signed_in(app, role, unit)
    for address in (LIST, "/integrity/dukcapil/held", CLUSTER):
        assert client.get(address).status_code == 403
    for step in ("propose", "approve", "reject", "withdraw"):
        assert send(client, step, **EXCLUDE, proposal="1") == 403
    assert state(app) == "held"


def test_ratings_are_shown_by_their_signals_alone(app: Flask, first: FlaskClient) -> None:
    with app.app_context():
        a_rating(signals=(Reason.SAME_COMMENT, Reason.REPEAT_DEVICE), comment="Rahasia sekali")
        with transaction():
            hold_suspects(day=HELD_ON)
        (rating,) = signals_page(cluster_of(number=2), 1).items
        ids = {one.hex()[:8] for one in some_ratings()}
    page = first.get("/integrity/dukcapil/held/2").text
    assert "komentar yang sama" in page
    assert "Rahasia sekali" not in page
    assert (rating.is_straight, rating.channel, rating.pseudonym in page) == (False, "open", True)
    shown = set(pseudonyms(app))
    assert len(shown) == 12
    assert not ids & shown


def test_one_rating_has_another_name_in_another_cluster(app: Flask, first: FlaskClient, second: FlaskClient) -> None:
    send(first, "propose", choice="count:occasion", seen="12")
    send(second, "approve", proposal="1")
    with app.app_context():
        held(some_ratings(1), Reason.MEAN_UP)
    assert not set(pseudonyms(app)) & set(pseudonyms(app, 2))


def test_duties_follow_the_cluster(first: FlaskClient, second: FlaskClient) -> None:
    waits, proposed = "menunggu usul", "menunggu petugas kedua"
    assert waits in first.get("/workplace").text
    send(first, "propose", **EXCLUDE)
    assert not re.search(f"{waits}|{proposed}", first.get("/workplace").text)
    assert proposed in second.get("/workplace").text
    send(second, "approve", proposal="1")
    assert not re.search(f"{waits}|{proposed}", second.get("/workplace").text)


def test_a_unit_has_its_list_of_decided_ones_too(first: FlaskClient, second: FlaskClient) -> None:
    send(first, "propose", **EXCLUDE)
    send(second, "approve", proposal="1")
    assert "Kelompok 1" not in first.get(LIST).text
    assert "Kelompok 1" in first.get("/integrity/dukcapil/held").text
    assert "Usulkan keputusan lain" in first.get(CLUSTER).text


def test_a_decision_is_public_only_with_the_next_publication(
    app: Flask, client: FlaskClient, first: FlaskClient, second: FlaskClient
) -> None:
    a_release(app)
    address = "/api/v1/units/dukcapil/account?period=2026-07"
    before = client.get(address).get_json()
    send(first, "propose", **EXCLUDE)
    send(second, "approve", proposal="1")
    assert client.get(address).get_json() == before
    a_release(app)
    assert client.get(address).get_json()["excluded"] == {"automated": 10}
