"""From a plan in the self-assessment to a promise: nothing cut in mid-word, and what was promised already is named."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from portal.core.database import transaction
from portal.domain.promises import MAX_ACTION, Origin
from portal.followups.services import make_promise
from portal.reviews.queries import promise_origin, review_by_address
from tests.cast import signed_in
from tests.followups.making import DAY, FACTS
from tests.reviews.cycle import a_city_with_a_cycle

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
PAGE = "/workplace/dukcapil/reviews/1"
LONG = "Menambah loket pembayaran pada hari pasar " * 9


def sent(planned: str) -> str:
    """The self-assessment is sent, with this plan for its first weak element; the element's code."""
    with transaction():
        review = review_by_address(1, "dukcapil")
        review.sent_on, review.overview = DAY, "Baik."
        for answer in review.answers:
            answer.cause, answer.done, answer.planned = "Sebab", "Sudah", planned
        return review.answers[0].element


def test_a_long_plan_is_cut_at_a_word_and_the_form_says_so(app: Flask, app_context: None) -> None:
    a_city_with_a_cycle(app)
    element = sent(LONG)
    page = signed_in(app, "manager", "dukcapil").get(f"{PAGE}/promise?element={element}").text
    filled = re.search(r'<textarea[^>]*name="action"[^>]*>\s*([^<]*)</textarea>', page)
    assert filled is not None
    action = filled[1].strip()
    assert len(action) <= MAX_ACTION
    assert action.endswith("…")
    assert set(action.removesuffix("…").split()) <= set(LONG.split())
    assert "terpotong pada «…»" in page


def test_a_plan_that_fits_is_taken_whole_without_a_word(app: Flask, app_context: None) -> None:
    a_city_with_a_cycle(app)
    element = sent("Membuka loket kedua.")
    page = signed_in(app, "manager", "dukcapil").get(f"{PAGE}/promise?element={element}").text
    assert "Membuka loket kedua.</textarea>" in page
    assert "terpotong" not in page


def test_an_element_names_the_promise_that_was_made_of_it(app: Flask, app_context: None) -> None:
    a_city_with_a_cycle(app)
    element = sent("Membuka loket kedua.")
    manager = signed_in(app, "manager", "dukcapil")
    assert "Sudah dijanjikan:" not in manager.get(PAGE).text
    with transaction():
        review = review_by_address(1, "dukcapil")
        about = {"facts": replace(FACTS, element=element), "origin_ref": promise_origin(review)}
        made = make_promise(unit=review.unit, origin=Origin.REVIEW, day=DAY, **about)  # type: ignore[arg-type]
    page = manager.get(PAGE).text
    assert page.count("Sudah dijanjikan:") == 1
    assert f'Sudah dijanjikan: <a href="/promises/{made.id}">' in page
