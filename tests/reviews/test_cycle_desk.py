"""A cycle at the reviewer's desk: what it would cover, opening it, the units of a kind side by side."""

from __future__ import annotations

import datetime
import re
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.core.database import transaction
from portal.domain.workflow import State
from portal.reviews.queries import review_by_address
from tests.builders import a_service, close
from tests.cast import signed_in
from tests.reviews.cycle import (
    ARGUED,
    a_city_with_a_cycle,
    a_cycle,
    a_reviewed_unit,
    post,
    stored,
    waits_for_signatures,
)


def form_of(**changed: object) -> dict[str, object]:
    first = datetime.datetime.now(ZoneInfo("Asia/Jayapura")).date()
    steps = ("assess_by", "dialogue_by", "reply_by", "sign_by")
    days = {name: (first + datetime.timedelta(days=7 * n)).isoformat() for n, name in enumerate(steps, start=1)}
    return {
        "title": "Juli",
        "period": "2026-Q3",
        **days,
        "required": ["verified_score"],
        "units": ["dukcapil"],
    } | changed


def test_a_reviewer_opens_a_cycle_at_the_desk(app: Flask) -> None:
    with app.app_context():
        a_reviewed_unit()
        a_service("poli", unit="puskesmas")
        close("2026-09")
    reviewer = signed_in(app, "reviewer")
    assert "Belum ada putaran" in reviewer.get("/admin/reviews").text
    page = reviewer.get("/admin/reviews/new").text
    assert page.count('name="units"') == 2
    assert not re.search(r'name="units"[^>]*checked', page)
    status, page = post(reviewer, "/admin/reviews/new", **form_of(units=[]))
    assert status == 422
    status, page = post(reviewer, "/admin/reviews/new", **form_of(assess_by="2020-01-01", period="2026-Q4"))
    assert status == 422
    assert "Juli" in page
    for told in ({}, {"counted": 2}, {"counted": "x"}):
        status, page = post(reviewer, "/admin/reviews/new", **form_of(**told))
        assert (status == 422) is (told == {"counted": "x"})
        assert ("Putaran ini mencakup 1 dari 2 unit" in page) is (status == 200)
        assert "Belum ada putaran" in reviewer.get("/admin/reviews").text
    status, page = post(reviewer, "/admin/reviews/new", **form_of(counted=1))
    assert "bukti 1 unit dibekukan" in page
    assert "0 dari 1 unit selesai" in reviewer.get("/admin/reviews").text
    assert signed_in(app, "auditor").get("/admin/reviews/1").status_code == 200
    assert signed_in(app, "manager", "dukcapil").get("/admin/reviews/1").status_code == 403


def test_predicates_are_hidden_until_all_of_the_kind_are_argued(app: Flask) -> None:
    with app.app_context():
        a_reviewed_unit()
        a_reviewed_unit("dinsos", "bansos")
        close("2026-07")
        a_cycle("dukcapil", "dinsos")
    reviewer = signed_in(app, "reviewer")
    for unit, seen in (("dukcapil", False), ("dinsos", True)):
        with app.app_context(), transaction():
            review = review_by_address(1, unit)
            review.state, review.predicate = State.SIGN_OFF.value, "istimewa"
        page = reviewer.get("/admin/reviews/1/calibration").text.split("<tbody>")[1]
        assert ("Istimewa" in page) is seen


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_fell_is_said_to_fall_by_a_number_without_a_sign(app: Flask) -> None:
    with app.test_request_context():
        said = app.jinja_env.get_template("reviews/evidence.html").module.change_words  # type: ignore[attr-defined]
        change = {"direction": "down", "difference": "-5.28", "since": "2026-Q2"}
        assert said(change).strip() == "turun 5,28 sejak Triwulan II 2026"
        assert said({**change, "direction": "up", "difference": "2.61"}).strip() == "naik 2,61 sejak Triwulan II 2026"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_other_reviewers_see_an_unsigned_predicate_by_the_same_rule_everywhere(app: Flask) -> None:
    with app.app_context():
        a_reviewed_unit()
        a_reviewed_unit("dinsos", "bansos")
        close("2026-07")
        a_cycle("dukcapil", "dinsos")
        waits_for_signatures()
    mine, other = signed_in(app, "reviewer"), signed_in(app, "reviewer", name="lain")
    people = (signed_in(app, "manager", "dukcapil"), signed_in(app, "auditor"), mine)

    def put(unit: str, **values: str) -> None:
        with app.app_context(), transaction():
            review = review_by_address(1, unit)
            for name, value in values.items():
                setattr(review, name, value)

    def seen(client: FlaskClient) -> tuple[bool, bool]:
        page = client.get("/workplace/dukcapil/reviews/1").text
        beside = client.get("/admin/reviews/1/calibration").text.partition("<tbody>")[2]
        return ARGUED["on_results"] in page and "Baik" in page, "Baik" in beside

    put("dukcapil", reviewer="reviewer.kota@contoh.example")
    assert [seen(person)[0] for person in people] == [True, True, True]
    assert seen(other) == (False, False)
    assert "Predikat sudah disusun oleh penilai lain." in other.get("/workplace/dukcapil/reviews/1").text
    put("dinsos", state=State.SIGN_OFF.value, predicate="kurang")
    assert seen(other) == (True, True)
    put("dinsos", state=State.PREDICATE.value)
    assert seen(other) == (False, False)
    put("dukcapil", state=State.SIGNED.value)
    assert seen(other) == (True, True)


def test_what_a_unit_s_reviews_list_says(app: Flask) -> None:
    a_city_with_a_cycle(app)
    manager = signed_in(app, "manager", "dukcapil")
    page = manager.get("/workplace/dukcapil/reviews").text
    assert "Penilaian Juli" in page
    assert "menunggu penilaian diri" in page
    assert stored(app).state == State.SELF_ASSESSMENT
