"""Odd input at every form of a review: never a fault of ours, nothing half kept, text stays text."""

from __future__ import annotations

import itertools

import pytest
from flask import Flask

from portal.domain.workflow import State
from tests.builders import close
from tests.cast import signed_in
from tests.reviews.cycle import a_city_with_a_cycle, post, stored

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
ODD = (
    "\0",
    "x" * 10_000,
    "<script>alert(1)</script>",
    "\u202eterbalik",
    "🙂" * 300,
    "-1",
    "99999999999999999999",
    "9999-12-31",
)
UNIT, DESK = "/workplace/dukcapil/reviews/1", "/admin/reviews/1/units/dukcapil"
STEPS = ("return", "message", "close", "pass-over", "take-back", "sign-alone", "uphold", "correct", "tidak-ada")


@pytest.mark.parametrize("odd", ODD)
def test_odd_texts_are_kept_as_text_or_refused(app: Flask, odd: str) -> None:
    a_city_with_a_cycle(app)
    manager, head = signed_in(app, "manager", "dukcapil"), signed_in(app, "unit_head", "dukcapil")
    reviewer = signed_in(app, "reviewer")
    names = [f"{one.element}-{field}" for one in stored(app).answers for field in ("cause", "done", "planned")]
    texts = dict.fromkeys(["overview", "text", "remark", "on_results", "summary", "predicate", *names], odd)
    statuses = [
        post(manager, f"{UNIT}/assessment", **texts, version=odd, step="save")[0],
        post(manager, f"{UNIT}/assessment", **texts, version=stored(app).revision, step="save")[0],
        post(manager, f"{UNIT}/assessment", **texts, version=stored(app).revision, step=odd)[0],
        *(post(head, f"{UNIT}/{step}", **texts, version=odd)[0] for step in ("message", "reply", "sign", "appeal")),
        *(post(reviewer, f"{DESK}/{step}", **texts, version=odd)[0] for step in (*STEPS, "argue", "sign")),
        post(manager, f"{UNIT}/promise", **texts, element=odd, budget=odd, due_on=odd, starts_on=odd, owner=odd)[0],
        manager.get(f"{UNIT}/promise", query_string={"element": odd}).status_code,
        reviewer.get("/admin/reviews/1/calibration", query_string={"kind": odd}).status_code,
        manager.get(UNIT, query_string={"version": odd}).status_code,
    ]
    assert all(status < 500 for status in statuses), statuses
    assert stored(app).state == State.SELF_ASSESSMENT
    assert "<script>alert" not in manager.get(UNIT).text


def test_no_cycle_opens_over_odd_input(app: Flask) -> None:
    a_city_with_a_cycle(app)
    with app.app_context():
        close("2026-09")
    reviewer = signed_in(app, "reviewer")
    days = dict.fromkeys(("assess_by", "dialogue_by", "reply_by", "sign_by"), "2027-01-31")
    form = {"title": "Coba", "period": "2026-Q3", **days, "units": ["dukcapil"]}
    for name, odd in itertools.product(("period", *days, "units"), ODD):
        assert post(reviewer, "/admin/reviews/new", **{**form, name: odd})[0] == 422, (name, odd[:20])
    far = dict.fromkeys(days, "9999-12-31")
    assert "Terlalu jauh" in post(reviewer, "/admin/reviews/new", **{**form, **far})[1]
    assert "dibekukan" in post(reviewer, "/admin/reviews/new", **form, counted=1)[1]
