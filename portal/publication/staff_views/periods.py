"""Periods at the desk: where each month stands, publishing now, closing a month, and how far that has come."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import current_staff, needs, note
from portal.core.clock import now, this_month
from portal.core.database import transaction
from portal.core.messages import REFUSED
from portal.core.paging import asked_page
from portal.domain.closing import RunKind
from portal.domain.errors import MalformedRequest, NotFound, Refused
from portal.domain.periods import PeriodKind, parse_period
from portal.domain.permissions import Deed
from portal.publication.forms import closing_effects, publishing_effects, refusal
from portal.publication.queries import last_publication, latest_runs, months_page, open_months
from portal.publication.services import ask_run, cancel_run, check_closing
from portal.publication.staff_views.desk import bp


@bp.get("/admin/periods")
@needs(Deed.READ_SETTINGS)
def periods() -> str:
    """The months, the last publication, and the releases that were asked for."""
    return render_template(
        "publication/periods.html",
        found=months_page(this_month(), asked_page()),
        runs=latest_runs(now()),
        last=last_publication(),
    )


@bp.get("/admin/periods/publish")
@needs(Deed.CHANGE_SETTINGS)
def publish_form() -> str:
    """What publishing now does, before it is asked for."""
    return render_template("publication/ask_run.html", month=None, effects=publishing_effects())


@bp.post("/admin/periods/publish")
@needs(Deed.CHANGE_SETTINGS)
def publish_now() -> Response:
    """Ask for a release."""
    return _asked(RunKind.PUBLISH, None)


@bp.get("/admin/periods/<month>/close")
@needs(Deed.CHANGE_SETTINGS)
def close_form(month: str) -> Response | str:
    """What closing a month does, before it is asked for."""
    _check_month(month)
    try:
        check_closing(month=month, this_month=this_month())
    except Refused as refused:
        return _back(refusal(refused), REFUSED)
    earlier = [one for one in open_months(this_month()) if one < month]
    return render_template("publication/ask_run.html", month=month, effects=closing_effects(month, earlier))


@bp.post("/admin/periods/<month>/close")
@needs(Deed.CHANGE_SETTINGS)
def close_month(month: str) -> Response:
    """Ask for a release that closes a month."""
    _check_month(month)
    return _asked(RunKind.CLOSE, month)


@bp.post("/admin/periods/runs/<int:number>/cancel")
@needs(Deed.CHANGE_SETTINGS)
def cancel(number: int) -> Response:
    """Take back a release that has not begun."""
    try:
        with transaction():
            run = cancel_run(run_id=number, at=now())
            note("run.cancel", str(number), before={"kind": run.kind, "month": run.month})
    except Refused as refused:
        return _back(refusal(refused), REFUSED)
    return _back(_("Dibatalkan; tidak ada yang diterbitkan."))


def _asked(kind: RunKind, month: str | None) -> Response:
    try:
        with transaction():
            by = current_staff().email
            run = ask_run(kind=kind, month=month, asked_by=by, at=now(), this_month=this_month())
            note("run.ask", str(run.id), after={"kind": kind.value, "month": month})
    except Refused as refused:
        return _back(refusal(refused), REFUSED)
    return _back(_("Diminta. Pekerja latar mengerjakannya; halaman ini menunjukkan sejauh mana."))


def _back(message: str, category: str = "message") -> Response:
    flash(message, category)
    return redirect(url_for("publication.periods"), 303)


def _check_month(text: str) -> None:
    """NotFound for an address that names no month."""
    try:
        kind = parse_period(text).kind
    except MalformedRequest as error:
        raise NotFound("unknown_period") from error
    if kind is not PeriodKind.MONTH:
        raise NotFound("unknown_period")
