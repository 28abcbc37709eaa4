"""The public tracker: all promises, one with its whole history, its pictures, and everything as a table."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from portal.catalogue.queries import all_units
from portal.core.arguments import check_arguments, page_of
from portal.core.clock import today
from portal.domain.errors import NotFound
from portal.domain.promises import Status
from portal.followups import effect_words, words
from portal.followups.forms.asked import LIST, asked_of
from portal.followups.pictures import MEDIA_TYPE
from portal.followups.queries import (
    all_tracked,
    effects_of,
    files_of,
    history_of,
    picture_of,
    promise_by_number,
    tracked,
    tracker,
)
from portal.followups.tables import promises_csv
from portal.surveys.queries import element_names

bp = Blueprint("tracker", __name__)


@bp.get("/promises")
def promises() -> str:
    """All promises, late ones first; by unit, element and where they stand."""
    check_arguments(request.args, LIST | {"page"})
    asked, page = asked_of(request.args), page_of(request.args)
    found = tracker(asked.chosen, page, today())
    if page > 1 and not found.items:
        raise NotFound
    offered = {
        "units": sorted(all_units(), key=lambda unit: unit.name),
        "elements": element_names(),
        "statuses": list(Status),
        "effects": effects_of(one.promise for one in found.items),
        "said": effect_words,
    }
    return render_template("followups/promises.html", found=found, asked=asked, words=words, **offered)


@bp.get("/promises.csv")
def promises_table() -> Response:
    """All that the filter finds, as a table."""
    check_arguments(request.args, LIST)
    asked = asked_of(request.args)
    answer = Response(promises_csv(all_tracked(asked.chosen, today())), content_type="text/csv; charset=utf-8")
    name = "-".join(["promises", *asked.arguments.values()])
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
    return answer


@bp.get("/promises/<int:number>")
def promise(number: int) -> str:
    """One promise with everything that ever happened to it."""
    check_arguments(request.args, {"lang"})
    found = promise_by_number(number)
    seen = {"history": history_of(found), "files": files_of(found)}
    effect = {"outcome": effects_of([found])[number], "said": effect_words}
    return render_template(
        "followups/promise.html", one=tracked(found, today()), today=today(), words=words, **seen, **effect
    )


@bp.get("/promises/<int:promise>/files/<int:file>.jpg")
def picture(promise: int, file: int) -> Response:
    """A picture that shows how far a promise is."""
    check_arguments(request.args, {"lang"})
    return Response(picture_of(promise_by_number(promise), file), mimetype=MEDIA_TYPE)
