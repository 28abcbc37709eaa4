"""What the public reads of a unit's reviews: predicate and summary of each that was signed, and the unit's reply."""

from __future__ import annotations

from flask import Blueprint, render_template

from portal.catalogue.queries import unit_by_slug
from portal.reviews.forms import PREDICATE_WORDS, STATE_WORDS
from portal.reviews.queries import published_reviews

bp = Blueprint("unit_reviews", __name__)


@bp.get("/units/<slug:unit>/reviews")
def of_unit(unit: str) -> str:
    """Every signed review of a unit, the newest first; a corrected one beside the version that corrects it."""
    found = unit_by_slug(unit)
    return render_template(
        "reviews/public.html",
        unit=found,
        reviews=published_reviews(found.id),
        predicate_words=PREDICATE_WORDS,
        state_words=STATE_WORDS,
    )
