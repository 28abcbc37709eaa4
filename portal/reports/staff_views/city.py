"""The documents of all units at once: asked for here, made by the worker, to be had for some days."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from portal.accounts.access import current_staff, needs, note
from portal.core.clock import now, this_month
from portal.core.database import transaction
from portal.core.i18n import current_language
from portal.core.messages import REFUSED
from portal.domain.errors import NotFound, Refused
from portal.domain.periods import Period, is_ended, parse_period, with_wider
from portal.domain.permissions import Deed
from portal.publication.queries import CITY, periods_with_ratings
from portal.reports.forms import CityReportForm, asked_words, refusal, report_result, report_title
from portal.reports.queries import latest_reports, made_report
from portal.reports.services import ask_report, cancel_report
from portal.reports.shelf import file_of
from portal.reports.staff_views.desk import bp


@bp.get("/admin/reports")
@needs(Deed.EXPORT_REPORTS)
def city() -> str:
    """The reports that were asked for, and for who may ask a form for one."""
    form = CityReportForm(language=current_language())
    form.offer(_periods())
    return _page(form)


@bp.post("/admin/reports")
@needs(Deed.ORDER_REPORTS)
def ask_city() -> Answer | tuple[str, int]:
    """Ask for the report of a period."""
    form = CityReportForm()
    form.offer(_periods())
    if not form.validate_on_submit():
        return _page(form), 422
    return _asked(parse_period(form.period.data), form.language.data)


@bp.post("/admin/reports/<int:number>/cancel")
@needs(Deed.ORDER_REPORTS)
def cancel_city(number: int) -> Answer:
    """Stop a report that waits or is being made."""
    try:
        with transaction():
            run = cancel_report(run_id=number, at=now())
            note("report.cancel", str(number), before={"period": run.period, "lang": run.lang})
    except Refused as refused:
        return _back(refusal(refused), REFUSED)
    return _back(_("Dibatalkan."))


@bp.get("/admin/reports/<int:number>.zip")
@needs(Deed.EXPORT_REPORTS)
def city_file(number: int) -> Response:
    """The file of a report that was made."""
    report = made_report(number, now())
    file = file_of(number)
    if not file.exists():
        raise NotFound("unknown_report")
    return send_file(file, mimetype="application/zip", as_attachment=True, download_name=report.file_name)


def _asked(period: Period, lang: str) -> Answer:
    try:
        with transaction():
            by = current_staff().email
            run = ask_report(period=period, lang=lang, asked_by=by, at=now(), month=this_month())
            note("report.ask", str(run.id), after={"period": period.text, "lang": lang})
    except Refused as refused:
        return _back(refusal(refused), REFUSED)
    return _back(asked_words())


def _page(form: CityReportForm) -> str:
    reports = latest_reports(now())
    return render_template(
        "reports/city.html", form=form, reports=reports, report_title=report_title, report_result=report_result
    )


def _periods() -> list[Period]:
    """Ended quarters with ratings and all that holds them, newest first and wider before narrower."""
    known = (period for period in with_wider(periods_with_ratings(CITY)) if is_ended(period, this_month()))
    return sorted(known, key=lambda period: (period.last_month, period.kind.value), reverse=True)


def _back(message: str, category: str = "message") -> Answer:
    flash(message, category)
    return redirect(url_for("reports.city"), 303)
