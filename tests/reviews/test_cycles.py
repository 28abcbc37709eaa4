"""Opening a cycle: what is refused, what is frozen, and that nothing that comes later moves it."""

from __future__ import annotations

import dataclasses
import datetime
import re
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.catalogue.queries import unit_by_slug, units_in
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.commitments import canonical
from portal.domain.errors import InvalidInput, Refused
from portal.domain.periods import parse_period
from portal.domain.promises import Kind, Origin, PromiseFacts
from portal.domain.questionnaire import Channel
from portal.domain.reviews import Required
from portal.domain.workflow import Party, State
from portal.followups.services import make_promise
from portal.reviews.models import ReviewCycle, ReviewEvidence
from portal.reviews.queries import evidence_of_units, review_by_address
from portal.reviews.services import Actor, open_cycle, pass_over, sign_alone
from portal.reviews.services.leavers import hand_over_reviews
from tests.builders import MIXED, a_kind, a_service, a_unit, close, ratings
from tests.cast import signed_in
from tests.reviews.cycle import (
    ARGUED,
    a_city_with_a_cycle,
    a_cycle,
    a_reviewed_unit,
    facts,
    post,
    stored,
    waits_for_signatures,
)

REVIEWER = frozenset({Party.REVIEWER})


def evidence(unit: str = "dukcapil", cycle: int = 1) -> dict[str, object]:
    """What is frozen of a unit."""
    row = db.session.get_one(ReviewEvidence, (cycle, unit_by_slug(unit).id))
    return row.content


def wrong_fields(error: pytest.ExceptionInfo[InvalidInput]) -> dict[str, str]:
    return {one.field: one.code for one in error.value.errors}


def test_the_evidence_is_what_the_public_sees_and_its_worth(app: Flask, app_context: None) -> None:
    a_reviewed_unit()
    ratings(12, packed=list(MIXED) * 2)
    close("2026-07")
    a_cycle()
    api = app.test_client().get("/api/v1/units/dukcapil/scorecard?period=2026-07").get_json()
    frozen = evidence()
    for channel, worth in (("verified", "graded"), ("open", "unverified")):
        found, shown = frozen["channels"][channel], api["channels"][channel]  # type: ignore[index]
        assert float(found["index"]) == shown["index"]
        assert [float(limit) for limit in found["interval"]] == shown["interval"]
        assert (found["n"], found["grade"], found["worth"]) == (shown["n"], shown["grade"], worth)
        assert {code: float(one["index"]) for code, one in found["elements"]} == {
            code: one["index"] for code, one in shown["elements"].items()
        }
    assert frozen["received"] == api["received"]
    assert frozen["publication"] == api["publication"]
    assert frozen["answering"] is None


def test_ten_thousand_fakes_in_the_open_channel_change_no_graded_evidence(app_context: None) -> None:
    a_reviewed_unit()
    close("2026-07")
    before = evidence_of_units([unit_by_slug("dukcapil")], parse_period("2026-07"), units_in(2026), today())
    ratings(10_000, packed="111111111")
    close("2026-07")
    after = evidence_of_units([unit_by_slug("dukcapil")], parse_period("2026-07"), units_in(2026), today())
    one, other = (next(iter(found.values())) for found in (before, after))
    assert other["channels"]["open"]["n"] == 10_000
    assert canonical(one["channels"]["verified"]) == canonical(other["channels"]["verified"])
    assert other["channels"]["open"]["worth"] == "unverified"


def test_what_is_frozen_stays_whatever_is_published_later(app_context: None) -> None:
    a_reviewed_unit()
    close("2026-07")
    a_cycle()
    before = canonical(evidence())
    ratings(30, packed="111111111", channel=Channel.VERIFIED)
    close("2026-07")
    assert canonical(evidence()) == before


def test_a_cycle_over_numbers_that_moved_meanwhile_is_refused(app_context: None) -> None:
    a_reviewed_unit()
    close("2026-07")
    unit = unit_by_slug("dukcapil")
    read = evidence_of_units([unit], parse_period("2026-07"), units_in(2026), today())
    ratings(30)
    close("2026-07")
    with pytest.raises(Refused, match="published_meanwhile"), transaction():
        open_cycle(facts=facts(), units=[unit_by_slug("dukcapil")], evidence=read, today=today())
    assert db.session.scalars(select(ReviewCycle)).all() == []


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"period": parse_period("2026-08")}, {"period": "not_closed"}),
        ({"period": parse_period("2026-Q3")}, {"period": "not_closed"}),
        ({"title": "  "}, {"title": "missing"}),
        ({"title": "x" * 121}, {"title": "too_long"}),
        ({"required": ("gold",)}, {"required": "unknown_value"}),
    ],
)
def test_a_bad_cycle_is_refused_by_field(app_context: None, change: dict[str, object], wrong: dict[str, str]) -> None:
    a_reviewed_unit()
    close("2026-07")
    with pytest.raises(InvalidInput) as error:
        a_cycle(asked=dataclasses.replace(facts(), **change))  # type: ignore[arg-type]
    assert wrong_fields(error) == wrong


@pytest.mark.parametrize(("step", "days", "code"), [("assess_by", -1, "day_over"), ("reply_by", 8, "before_last_step")])
def test_days_are_to_come_and_in_order(app_context: None, step: str, days: int, code: str) -> None:
    a_reviewed_unit()
    close("2026-07")
    asked = facts()
    moved = dataclasses.replace(asked.deadlines, **{step: today() + datetime.timedelta(days=days)})
    with pytest.raises(InvalidInput) as error:
        a_cycle(asked=dataclasses.replace(asked, deadlines=moved))
    assert wrong_fields(error)[step] == code


def test_a_unit_without_ratings_has_its_gaps_named(app_context: None) -> None:
    a_reviewed_unit()
    close("2026-07")
    a_unit("bappeda", name="Bappeda")
    a_cycle("bappeda", asked=facts(required=list(Required)))
    assert evidence("bappeda")["missing"] == ["verified_score", "comparison", "change", "promises"]
    assert review_by_address(1, "bappeda").answers == []


def test_promises_and_the_kind_are_in_the_evidence(app_context: None) -> None:
    a_kind(12)
    day = today()
    with transaction():
        make_promise(
            unit=unit_by_slug("dinas-0"),
            facts=PromiseFacts(
                "waktu", "satu loket", Kind.FACILITY, "Loket kedua", "Bagian Umum", day, day + datetime.timedelta(30)
            ),
            origin=Origin.OWN,
            day=day,
        )
    a_cycle("dinas-0", asked=facts())
    frozen = evidence("dinas-0")
    assert frozen["promises"]["made"] == 1  # type: ignore[index]
    assert frozen["promises"]["open"][0]["action"] == "Loket kedua"  # type: ignore[index]
    assert frozen["comparison"] is not None


def test_a_late_unit_is_passed_over_and_signed_without_its_head(app_context: None) -> None:
    a_reviewed_unit()
    close("2026-07")
    a_cycle(asked=facts(late=True))
    on_the_day = Actor("penilai@contoh.example", REVIEWER, today())
    late = dataclasses.replace(on_the_day, day=today() + datetime.timedelta(days=1))
    with pytest.raises(Refused, match="not_late"), transaction():
        pass_over(review=review_by_address(1, "dukcapil"), actor=on_the_day, text="Unit tidak menulis.")
    with transaction():
        review = review_by_address(1, "dukcapil")
        pass_over(review=review, actor=late, text="Unit tidak menulis.")
        assert (review.state, review.sent_on) == (State.DIALOGUE, None)
        review.state = State.SIGN_OFF.value
        for name, value in ARGUED.items():
            setattr(review, name, value)
        review.reviewer = late.email
        sign_alone(review=review, actor=late, text="Kepala unit cuti tanpa pengganti.")
    assert review_by_address(1, "dukcapil").state == State.SIGNED


def test_a_leaver_s_reviews_go_to_a_colleague(app_context: None) -> None:
    a_reviewed_unit()
    close("2026-07")
    a_cycle()
    with transaction():
        review = review_by_address(1, "dukcapil")
        review.state, review.reviewer = State.SIGN_OFF.value, "lama@contoh.example"
    with transaction():
        assert hand_over_reviews("lama@contoh.example", "baru@contoh.example") == 1
        assert hand_over_reviews("lama@contoh.example", "baru@contoh.example") == 0
    assert review_by_address(1, "dukcapil").reviewer == "baru@contoh.example"


# --- at the desk -----------------------------------------------------------------------------------------------------


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
