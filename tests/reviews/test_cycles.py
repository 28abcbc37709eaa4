"""Opening a cycle: what is refused, what is frozen, and that nothing that comes later moves it."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from flask import Flask
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
from tests.builders import MIXED, a_kind, a_unit, close, ratings
from tests.reviews.cycle import (
    ARGUED,
    a_cycle,
    a_reviewed_unit,
    facts,
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
