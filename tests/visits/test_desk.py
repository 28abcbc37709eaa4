"""The desk of codes: printed once, never shown again, put on record without codes, revoked where a print was spoilt."""

from __future__ import annotations

import base64
import datetime
import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.catalogue.queries import service_by_slug
from portal.core.database import transaction
from portal.domain.errors import InvalidInput, Refused
from portal.ledger.models import LedgerEntry
from portal.visits.models import VisitBatch, VisitNumber
from portal.visits.services import mint_at_desk
from tests.builders import a_code, a_rating, a_service
from tests.cast import csrf_of, signed_in
from tests.visits.desk import CODES, DESK, city_day, column, count, form_of, inside, print_codes


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    inside(app, a_service)
    inside(app, a_service, "poli", unit="puskesmas-remu", name="Poli umum")


@pytest.fixture
def manager(app: Flask, city: None) -> FlaskClient:
    return signed_in(app, "manager", "dukcapil")


def test_codes_are_printed_with_their_files_and_can_be_redeemed(app: Flask, manager: FlaskClient) -> None:
    answer = print_codes(manager)
    codes = CODES.findall(answer.text)
    assert (answer.status_code, len(set(codes)), inside(app, count)) == (200, 10, 10)
    assert "no-store" in answer.headers["Cache-Control"]
    pdf = re.search(r"data:application/pdf;base64,([^\"]+)", answer.text)
    plain = re.search(r"data:text/plain;charset=utf-8;base64,([^\"]+)", answer.text)
    assert pdf is not None
    assert plain is not None
    assert base64.b64decode(pdf[1]).startswith(b"%PDF")
    assert base64.b64decode(plain[1]).decode().split("\n\n")[1].split() == codes
    inside(app, a_rating, visit_code=codes[3].lower().replace("0", "o").replace("1", "l"), day=city_day())


def test_a_page_loaded_again_mints_nothing_and_shows_no_code(app: Flask, manager: FlaskClient) -> None:
    form = form_of(manager)
    first = print_codes(manager, **form)
    again = print_codes(manager, **form)
    assert (first.status_code, again.status_code) == (200, 409)
    assert CODES.findall(again.text) == []
    assert (inside(app, count), inside(app, count, VisitBatch)) == (10, 1)


@pytest.mark.parametrize("ticket", ["", "x", "WyJkdWtjYXBpbCIsIjAwIl0.x.y"])
def test_a_ticket_that_is_not_ours_mints_nothing(app: Flask, manager: FlaskClient, ticket: str) -> None:
    assert print_codes(manager, ticket=ticket).status_code == 409
    assert inside(app, count) == 0


def test_a_ticket_of_another_unit_mints_nothing(app: Flask, manager: FlaskClient) -> None:
    other = signed_in(app, "manager", "puskesmas-remu")
    ticket = form_of(other, "/workplace/puskesmas-remu/codes")["ticket"]
    assert print_codes(manager, ticket=ticket).status_code == 409
    assert inside(app, count) == 0


@pytest.mark.parametrize(
    "change", [{"count": 501}, {"count": 0}, {"count": "x"}, {"service": "poli"}, {"service": "-"}]
)
def test_what_cannot_be_printed_is_refused(app: Flask, manager: FlaskClient, change: dict[str, object]) -> None:
    assert print_codes(manager, **change).status_code == 422
    assert inside(app, count, VisitBatch) == 0


def mint(n: int, batch: bytes, day: datetime.date) -> None:
    with transaction():
        mint_at_desk(service=service_by_slug("ktp-el"), count=n, day=day, batch_id=batch)


def test_a_day_has_its_limit(app: Flask, manager: FlaskClient) -> None:
    for number in range(4):
        inside(app, mint, 500, bytes([number]) * 16, city_day())
    answer = print_codes(manager, count=1)
    assert (answer.status_code, inside(app, count, VisitBatch)) == (409, 4)
    inside(app, mint, 1, b"x" * 16, city_day() + datetime.timedelta(days=1))


def test_the_service_itself_refuses_more_than_five_hundred(app: Flask) -> None:
    with pytest.raises(Refused, match="bad_count"):
        inside(app, mint, 501, b"x" * 16, city_day())


def test_the_record_and_the_log_name_the_batch_and_no_code(app: Flask, manager: FlaskClient) -> None:
    codes = CODES.findall(print_codes(manager).text)
    (deed,) = column(app, select(AuditEntry).where(AuditEntry.action == "codes.print"))
    (entry,) = column(app, select(LedgerEntry).where(LedgerEntry.kind == "codes"))
    batch = json.loads(entry.payload)["batch"]
    assert json.loads(deed.detail)["after"] == {"batch": batch, "n": 10, "service": "ktp-el"}
    assert column(app, select(VisitBatch.id)) == [bytes.fromhex(batch)]
    assert not any(
        code.replace("-", "") in text.replace("-", "") for code in codes for text in (deed.detail, entry.payload)
    )
    assert not any(code in manager.get(DESK).text for code in codes)


def test_what_is_unused_of_a_batch_can_be_made_void_once(app: Flask, manager: FlaskClient) -> None:
    used, unused, *_rest = CODES.findall(print_codes(manager).text)
    other = inside(app, a_code, day=city_day())
    inside(app, a_rating, visit_code=used, day=city_day())
    batch = column(app, select(VisitBatch.id).where(VisitBatch.n == 10))[0].hex()
    page = f"{DESK}/{batch}/revoke"
    data = {"csrf_token": csrf_of(manager, page), "version": "1"}
    assert manager.post(page, data=data).status_code == 303
    assert manager.post(page, data=data).status_code == 303
    entries = column(app, select(LedgerEntry).where(LedgerEntry.kind == "codes_revoked"))
    assert [json.loads(entry.payload) for entry in entries] == [
        {"entry": "codes_revoked", "unit": "dukcapil", "batch": batch, "revoked": city_day().isoformat()}
    ]
    with pytest.raises(InvalidInput, match="visit_code: expired"):
        inside(app, a_rating, visit_code=unused, day=city_day())
    with pytest.raises(InvalidInput, match="visit_code: used"):
        inside(app, a_rating, visit_code=used, day=city_day())
    inside(app, a_rating, visit_code=other, day=city_day())


@pytest.mark.parametrize("batch", ["xyz", "00", "0" * 32])
def test_an_unknown_batch_is_not_found(app: Flask, manager: FlaskClient, batch: str) -> None:
    assert manager.get(f"{DESK}/{batch}/revoke").status_code == 404


def test_a_batch_of_another_unit_cannot_be_reached(app: Flask, manager: FlaskClient) -> None:
    inside(app, a_code, "poli", day=city_day())
    batch = column(app, select(VisitBatch.id))[0].hex()
    assert manager.get(f"{DESK}/{batch}/revoke").status_code == 404


def test_visits_are_given_and_a_stale_form_shows_both_numbers(app: Flask, manager: FlaskClient) -> None:
    page = f"/workplace/dukcapil/visits/{city_day():%Y-%m}"
    head = signed_in(app, "unit_head", "dukcapil")
    data = {"csrf_token": csrf_of(manager, page), "version": "", "visits": "1200"}
    assert manager.post(page, data=data).status_code == 303
    stale = head.post(page, data={"csrf_token": csrf_of(head, page), "version": "", "visits": "900"})
    assert stale.status_code == 409
    assert "1200" in stale.text
    assert 'name="version" value="1"' in stale.text
    assert column(app, select(VisitNumber.visits)) == [1200]
    assert head.post(page, data={**data, "csrf_token": csrf_of(head, page), "version": "1"}).status_code == 303


@pytest.mark.parametrize("month", ["2026", "2199-01", "x", "2026-13"])
def test_visits_of_what_is_no_month_are_not_found(app: Flask, manager: FlaskClient, month: str) -> None:
    assert manager.get(f"/workplace/dukcapil/visits/{month}").status_code == 404


@pytest.mark.parametrize("visits", ["-1", "1000001", "", "x"])
def test_an_odd_number_of_visits_is_refused(app: Flask, manager: FlaskClient, visits: str) -> None:
    page = f"/workplace/dukcapil/visits/{city_day():%Y-%m}"
    answer = manager.post(page, data={"csrf_token": csrf_of(manager, page), "visits": visits})
    assert answer.status_code == 422
