"""The printed review sheet after a whole review: predicate, arguments, self-assessment, reply and signatures."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.cast import signed_in
from tests.reports.reading import is_accessible, opened, text_of
from tests.reviews.cycle import ARGUED, a_city_with_a_cycle, post, stored

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
PAGE = "/workplace/dukcapil/reviews/1"
DESK = "/admin/reviews/1/units/dukcapil"
SHEET = "/workplace/dukcapil/reports/2026-07/review.pdf"


def test_the_sheet_holds_the_review_as_it_was_signed(app: Flask) -> None:
    a_city_with_a_cycle(app)
    people = {"manager": "dukcapil", "unit_head": "dukcapil", "reviewer": None}
    manager, head, reviewer = (signed_in(app, role, unit) for role, unit in people.items())
    review = stored(app)
    answers = {f"{one.element}-{field}": f"{field}: {one.element}" for one in review.answers for field in FIELDS}
    post(manager, f"{PAGE}/assessment", overview="Bulan baik.", **answers, version=review.revision, step="send")
    post(reviewer, f"{DESK}/close")
    post(head, f"{PAGE}/reply", text="Loket kedua dibuka pada bulan Juni.")
    post(reviewer, f"{DESK}/argue", **ARGUED, version=stored(app).revision)
    assert "Belum ada penilaian kinerja yang ditandatangani" in text_of(reviewer.get(SHEET).data)
    post(head, f"{PAGE}/sign", version=stored(app).revision)
    post(reviewer, f"{DESK}/sign", version=stored(app).revision)
    body = head.get(SHEET).data
    text = text_of(body)
    assert "Penilaian Juli: Baik" in text
    for said in (ARGUED["on_results"], ARGUED["on_behaviour"], ARGUED["summary"], "Loket kedua dibuka", "Bulan baik."):
        assert said in text
    weakest = review.answers[0].element
    assert f"cause: {weakest} done: {weakest} planned: {weakest}" in text
    assert "kepala unit, " in text
    assert "penilai, " in text
    assert "@" not in text
    with opened(body) as pdf:
        is_accessible(pdf, "id")


FIELDS = ("cause", "done", "planned")
