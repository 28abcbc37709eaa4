"""The receipt: whoever holds it sees what became of the rating, and nothing of what was answered."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import a_rating, a_service, close, ratings


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()


def test_it_waits_with_a_signed_promise_until_it_is_counted(client: FlaskClient) -> None:
    receipt = a_rating().receipt
    page = client.get(f"/r/{receipt}")
    assert page.status_code == 200
    assert "suara-sorong ticket v1" in page.text
    assert client.get(f"/r/{receipt}.json").get_json() == {
        "receipt": receipt,
        "unit": "dukcapil",
        "service": "ktp-el",
        "month": "2026-07",
        "state": "waiting",
        "answer": None,
        "proof": None,
    }
    ratings(9)
    close("2026-07")
    assert client.get(f"/r/{receipt}.json").get_json()["state"] == "counted"
    assert "suara-sorong ticket" not in client.get(f"/r/{receipt}").text


def test_too_few_still_wait_after_the_month_is_closed(client: FlaskClient) -> None:
    receipt = a_rating().receipt
    close("2026-07")
    assert client.get(f"/r/{receipt}.json").get_json()["state"] == "waiting"


def test_a_receipt_is_read_as_people_type_it(client: FlaskClient) -> None:
    receipt = a_rating().receipt
    number, code = receipt.split("-")
    typed = f"{number}-{code.lower().replace('1', 'l').replace('0', 'o')}"
    assert client.get(f"/r/{typed}.json").get_json()["receipt"] == receipt


def test_no_day_and_no_answer_stand_on_it(client: FlaskClient) -> None:
    receipt = a_rating(comment="Rahasia").receipt
    for address in (f"/r/{receipt}", f"/r/{receipt}.json"):
        text = client.get(address).text
        assert "2026-07-15" not in text
        assert "15 Juli" not in text
        assert "Rahasia" not in text


@pytest.mark.parametrize(
    "receipt", ["1-AAAAAAAAAAAAAAAAAAAAAAAAAA", "1-x", "abc", "1-" + "Z" * 26, "9999999999-A", "1-" + "A" * 27]
)
def test_an_unknown_receipt_is_not_found(client: FlaskClient, receipt: str) -> None:
    assert client.get(f"/r/{receipt}").status_code == 404
    answer = client.get(f"/r/{receipt}.json")
    assert answer.status_code == 404
    assert answer.is_json


def test_a_receipt_is_never_kept_by_caches(client: FlaskClient) -> None:
    receipt = a_rating().receipt
    for address in (f"/r/{receipt}", f"/r/{receipt}.json"):
        assert client.get(address).headers["Cache-Control"] == "no-store"
