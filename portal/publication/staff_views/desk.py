"""The blueprint of the desk, and the words that its pages share."""

from __future__ import annotations

from flask import Blueprint

from portal.publication.forms import MONTH_WORDS, run_result, run_title

bp = Blueprint("publication", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """Months and releases in words."""
    return {"month_words": MONTH_WORDS, "run_result": run_result, "run_title": run_title}
