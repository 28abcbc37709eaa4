"""What was signed stays, also before who opens the database: only the state may still go to an appeal and on."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.workflow import Party
from portal.reviews.queries import review_by_address
from portal.reviews.services import appeal, is_signed_whole
from tests.builders import close
from tests.reviews.cycle import a_reviewed_unit, a_signed_review, acting


@pytest.fixture(autouse=True)
def signed(app_context: None) -> None:
    a_reviewed_unit()
    close("2026-07")
    a_signed_review()


@pytest.mark.parametrize(
    "change",
    ["predicate = 'istimewa'", "summary = 'x'", "reply = 'x'", "signed_on = NULL", "reviewer = 'x'", "unit_id = 9"],
)
def test_a_signed_review_cannot_be_rewritten(change: str) -> None:
    with pytest.raises(DBAPIError, match="insert-only"), transaction():
        db.session.execute(text(f"UPDATE review SET {change}"))
    assert is_signed_whole(review_by_address(1, "dukcapil"))


def test_a_review_cannot_be_deleted() -> None:
    with pytest.raises(DBAPIError, match="insert-only"), transaction():
        db.session.execute(text("DELETE FROM review"))


@pytest.mark.parametrize("change", ["reason = 'x'", "made_on = '2020-01-01'"])
def test_an_appeal_keeps_its_reason(change: str) -> None:
    with transaction():
        appeal(review=review_by_address(1, "dukcapil"), actor=acting(Party.HEAD), text="Satu bulan hilang.")
    with pytest.raises(DBAPIError, match="insert-only"), transaction():
        db.session.execute(text(f"UPDATE review_appeal SET {change}"))
