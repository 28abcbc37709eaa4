"""Notices at the desk: the list, a new one that is looked at before it is published, and withdrawing one."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import needs, note
from portal.catalogue.models import Unit
from portal.catalogue.queries import all_units, unit_by_slug
from portal.core.clock import this_month, today
from portal.core.database import transaction
from portal.core.messages import field_message
from portal.core.paging import asked_page, asked_words
from portal.domain.errors import InvalidInput, Refused
from portal.domain.notices import NoticeKind
from portal.domain.permissions import Deed
from portal.publication.forms import NoticeForm, WithdrawForm, refusal
from portal.publication.models import Notice
from portal.publication.queries import notice_by_number, notices_page
from portal.publication.services import add_notice, said_in, withdraw_notice
from portal.publication.staff_views.desk import bp


@bp.get("/admin/notices")
@needs(Deed.READ_SETTINGS)
def notices() -> str:
    """Every notice, withdrawn ones too."""
    words = asked_words()
    return render_template("publication/notices.html", found=notices_page(words, asked_page()), words=words)


@bp.route("/admin/notices/new", methods=["GET", "POST"])
@needs(Deed.CHANGE_SETTINGS)
def new_notice() -> Response | str:
    """A new notice: filled in, looked at as the public will see it, published. `again`: the one that it says anew."""
    form = NoticeForm(**_said_before())
    form.offer(sorted(all_units(), key=lambda unit: unit.name))
    if not form.validate_on_submit() or form.step.data == "edit":
        return render_template("publication/notice_form.html", form=form)
    if form.step.data == "do":
        return _publish(form)
    shown = form.preview(_unit(form), today())
    is_later = form.about.first_month > this_month()
    return render_template("publication/notice_preview.html", form=form, notice=shown, is_later=is_later)


@bp.route("/admin/notices/<int:number>/withdraw", methods=["GET", "POST"])
@needs(Deed.CHANGE_SETTINGS)
def withdraw(number: int) -> Response | str:
    """Withdraw a notice, with its reason, for good."""
    notice, form = notice_by_number(number), WithdrawForm()
    if form.validate_on_submit():
        try:
            return _withdraw(notice, form.reason.data or "")
        except Refused as refused:
            form.form_errors.append(refusal(refused))
        except InvalidInput as error:
            form.reason.errors = [field_message(wrong) for wrong in error.errors]
    return render_template("publication/notice_withdraw.html", form=form, notice=notice)


def _publish(form: NoticeForm) -> Response:
    with transaction():
        notice = add_notice(
            unit=form.unit.data or None,
            period=form.about.text,
            kind=NoticeKind(form.kind.data),
            text=form.text.data or "",
            english=form.english.data or "",
            day=today(),
        )
        note("notices.add", str(notice.id), after=said_in(notice))
    flash(_("Catatan diterbitkan."))
    return redirect(url_for("publication.notices"), 303)


def _withdraw(notice: Notice, reason: str) -> Response:
    with transaction():
        said = said_in(notice)
        done = withdraw_notice(notice_id=notice.id, day=today(), reason=reason)
        note("notices.withdraw", str(done.id), before=said, after={"reason": done.withdrawn_reason})
    flash(_("Catatan dicabut. Bila ada yang keliru di dalamnya, tuliskan lagi dengan benar."))
    return redirect(url_for("publication.notices"), 303)


def _unit(form: NoticeForm) -> Unit | None:
    return unit_by_slug(form.unit.data) if form.unit.data else None


def _said_before() -> dict[str, object]:
    """What the notice says that is to be said anew; nothing where there is none."""
    text = request.args.get("again", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return {}
    said = said_in(notice_by_number(int(text)))
    return said | {"unit": said["unit"] or ""}
