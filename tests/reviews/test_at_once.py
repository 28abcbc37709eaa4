"""Many at once: no update is lost, and a review is signed by each once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.core.clock import today
from portal.core.database import transaction
from portal.core.extensions import db
from portal.core.saving import Conflict
from portal.domain.errors import Refused
from portal.domain.workflow import Party
from portal.ledger.models import LedgerEntry
from portal.reviews.models import ReviewSignature, SignedReview
from portal.reviews.queries import review_to_change
from portal.reviews.services import Actor, save_assessment, sign
from tests.reviews.cycle import a_city_with_a_cycle, acting, stored, waits_for_signatures


def save(app: Flask, number: int) -> str:
    """Save the assessment as one of those who opened the same form."""
    with app.app_context():
        actor = Actor("pengelola@contoh.example", frozenset({Party.MANAGER}), today())
        try:
            with transaction():
                review = review_to_change(1, "dukcapil")
                save_assessment(review=review, actor=actor, texts={"overview": f"tulisan {number}"}, revision=1)
        except Conflict:
            return "conflict"
        return f"tulisan {number}"


def sign_as(app: Flask, party: Party) -> str:
    with app.app_context():
        actor = acting(party)
        try:
            with transaction():
                review = review_to_change(1, "dukcapil")
                sign(review=review, actor=actor, remark="", revision=review.revision)
        except Refused as refused:
            return refused.code
        return "done"


def test_of_ten_who_save_at_once_one_is_kept_and_nine_are_told(app: Flask) -> None:
    a_city_with_a_cycle(app)
    with ThreadPoolExecutor(10) as pool:
        outcomes = list(pool.map(lambda number: save(app, number), range(10)))
    assert outcomes.count("conflict") == 9
    assert stored(app).overview in outcomes


@pytest.mark.parametrize("parties", [[Party.HEAD] * 8, [Party.HEAD, Party.REVIEWER] * 6])
def test_each_signs_once_however_often_the_button_is_pressed(app: Flask, parties: list[Party]) -> None:
    a_city_with_a_cycle(app)
    with app.app_context():
        waits_for_signatures()
    with ThreadPoolExecutor(len(parties)) as pool:
        outcomes = list(pool.map(lambda party: sign_as(app, party), parties))
    both = len(set(parties))
    assert outcomes.count("done") == both
    assert set(outcomes) <= {"done", "signed", "out_of_turn", "changed"}
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(ReviewSignature)) == both
        assert db.session.scalar(select(func.count()).select_from(SignedReview)) == both - 1
        logged = db.session.scalar(select(func.count()).where(LedgerEntry.kind == "review"))
        assert logged == both - 1
