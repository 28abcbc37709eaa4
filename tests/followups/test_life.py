"""The whole life of one promise on the public tracker: made, late, done, disputed, done again, confirmed, measured."""

from __future__ import annotations

import datetime

import pytest
from flask.testing import FlaskClient

from portal.catalogue.queries import unit_by_slug
from portal.core.clock import today
from portal.core.database import transaction
from portal.domain.promises import Origin
from portal.followups.models import Promise
from portal.followups.queries import promise_by_number
from portal.followups.services import finish, make_promise, reopen
from tests.builders import close
from tests.followups.effects import AFTER, HIGH, TRIGGER, a_dinas
from tests.followups.making import FACTS, voices

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def on_tracker(client: FlaskClient, number: int) -> str:
    """The promise as the list of its unit shows it, with the page of the promise."""
    listed = client.get("/promises?unit=dinas-0").text.split("<main", 1)[1]
    return listed + client.get(f"/promises/{number}").text.split("<main", 1)[1]


def kept(number: int) -> Promise:
    return promise_by_number(number)


def test_a_promise_from_made_to_confirmed_with_its_effect(app_context: None, client: FlaskClient) -> None:
    a_dinas(0, after=HIGH)
    for number in range(1, 6):
        a_dinas(number)
    close("2026-06")
    with transaction():
        made = make_promise(
            unit=unit_by_slug("dinas-0"),
            facts=FACTS,
            origin=Origin.REVIEW,
            origin_ref="review/1",
            trigger_period=TRIGGER,
            day=datetime.date(2026, 6, 2),
        ).id
    assert today() > FACTS.due_on
    page = on_tracker(client, made)
    assert "Terlambat" in page
    assert "Penilaian kinerja unit" in page
    with transaction():
        finish(promise=kept(made), note="Loket kedua dibuka", day=datetime.date(2026, 6, 10))
    assert "Selesai menurut unit" in on_tracker(client, made)
    voices(made, confirmed=1, disputed=4)
    assert "Dibantah warga" in on_tracker(client, made)
    with transaction():
        reopen(promise=kept(made), note="Loket hanya buka pagi", day=datetime.date(2026, 6, 15))
        finish(promise=kept(made), note="Loket kedua buka sampai sore", day=datetime.date(2026, 6, 20))
    page = on_tracker(client, made)
    assert "Selesai menurut unit" in page
    assert "Dampaknya dapat diukur setelah Juli 2026 ditutup." in page
    voices(made, confirmed=4, disputed=1)
    close(AFTER)
    page = on_tracker(client, made)
    assert "Ditepati menurut warga" in page
    assert "Setelah janji ini: naik." in page
    for told in ("Loket hanya buka pagi", "Loket kedua buka sampai sore", "Dibuka lagi"):
        assert told in page
