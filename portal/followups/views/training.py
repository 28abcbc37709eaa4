"""Training for everybody to see: totals of the city and of kinds of units, never of a unit or a person."""

from __future__ import annotations

from flask import render_template, request

from portal.catalogue.forms import KIND_WORDS
from portal.core.arguments import check_arguments
from portal.followups import training_words, words
from portal.followups.queries import training_totals
from portal.followups.views.tracker import bp


@bp.get("/promises/training")
def training() -> str:
    """Courses, staff enrolled, finished and certified, money planned and spent."""
    check_arguments(request.args, {"lang"})
    said = {"words": words, "say": training_words, "kind_words": KIND_WORDS}
    return render_template("followups/training.html", totals=training_totals(), **said)
