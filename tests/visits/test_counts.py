"""Public counts of codes: by month of issue, moved by a publication alone, never so fine that they tell of one."""

from __future__ import annotations

import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from portal.catalogue.queries import service_by_slug, unit_by_slug
from portal.core.database import transaction
from portal.core.extensions import db
from portal.publication.jobs import release
from portal.visits.models import CodeCount, VisitBatch
from portal.visits.queries import batch_by_id, code_months
from portal.visits.services import mint, revoke_batch, set_visits
from tests.builders import a_rating, a_service

DAY = datetime.date(2026, 7, 15)


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()


def codes(n: int, day: datetime.date = DAY) -> list[str]:
    with transaction():
        return mint(service=service_by_slug("ktp-el"), count=n, day=day)


def months(client: FlaskClient, period: str = "2026-07") -> list[dict[str, object]]:
    answer = client.get(f"/api/v1/units/dukcapil/codes?period={period}")
    assert answer.status_code == 200
    found: list[dict[str, object]] = answer.get_json()["months"]
    return found


def test_counts_move_with_a_publication_alone_and_by_tens_while_codes_are_good(client: FlaskClient) -> None:
    printed = codes(40)
    assert months(client) == []
    release(day=DAY)
    (first,) = months(client)
    hidden = dict.fromkeys(("redeemed", "expired", "revoked", "visits"))
    assert first == {"month": "2026-07", "issued": 40, "final": False, **hidden}
    for code in printed[:13]:
        a_rating(visit_code=code, day=DAY)
    assert months(client) == [first]
    release(day=DAY)
    assert months(client)[0]["redeemed"] == 10


def test_in_the_end_issued_is_redeemed_and_expired_and_revoked(client: FlaskClient) -> None:
    printed, spoilt = codes(30), codes(12)
    for code in [*printed[:11], spoilt[0]]:
        a_rating(visit_code=code, day=DAY)
    batch = db.session.scalars(select(VisitBatch.id).where(VisitBatch.n == 12)).one().hex()
    with transaction():
        revoke_batch(batch=batch_by_id(unit_by_slug("dukcapil").id, batch), version=1, day=DAY)
    release(day=datetime.date(2026, 8, 15))
    (final,) = months(client)
    assert (final["issued"], final["redeemed"], final["expired"], final["revoked"]) == (42, 12, 19, 11)
    assert final["final"] is True


def test_a_month_that_is_final_stays_as_it_is() -> None:
    codes(20)
    release(day=datetime.date(2026, 8, 15))
    with transaction():
        db.session.execute(update(CodeCount).values(redeemed=7))
    release(day=datetime.date(2026, 8, 16))
    assert db.session.scalars(select(CodeCount.redeemed)).all() == [7]


def test_of_nine_codes_nothing_but_their_number_is_ever_said(client: FlaskClient) -> None:
    for code in codes(9):
        a_rating(visit_code=code, day=DAY)
    release(day=datetime.date(2026, 8, 15))
    (final,) = months(client)
    assert (final["issued"], final["redeemed"], final["expired"], final["final"]) == (9, None, None, True)


def test_visits_stand_beside_codes_on_the_page_and_in_the_data(client: FlaskClient) -> None:
    codes(60)
    with transaction():
        set_visits(unit_id=unit_by_slug("dukcapil").id, month="2026-07", visits=4321, day=DAY)
    release(day=datetime.date(2026, 8, 15))
    assert months(client, "2026-Q3")[0]["visits"] == 4321
    page = client.get("/units/dukcapil?period=2026-Q3").text
    assert 'id="codes"' in page
    assert "4.321" in page
    assert code_months(unit_by_slug("dukcapil").id, ("2026-08",)) == []
    assert client.get("/api/v1/units/dukcapil/codes?period=nie").status_code == 400
    assert client.get("/api/v1/units/tidak-ada/codes").status_code == 404
