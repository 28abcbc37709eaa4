"""All accounts as a file, and a file of accounts: checked and shown first, then done as a whole."""

from __future__ import annotations

import hashlib

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import current_staff, needs, note
from portal.accounts.forms.account_file import COLUMNS, FileForm, Reading, accounts_csv, read_accounts
from portal.accounts.queries.administration import all_accounts
from portal.accounts.services.import_accounts import Effect, LineOutcome, import_accounts, rehearse_import
from portal.accounts.staff_views.administering import deed
from portal.accounts.words import FIELD_OF, KINDS, reason, role_words
from portal.core.clock import now
from portal.core.csv_files import BadLine
from portal.domain.errors import Refused
from portal.domain.permissions import Deed

bp = Blueprint("account_file", __name__)


@bp.get("/admin/accounts.csv")
@needs(Deed.MANAGE_ACCOUNTS)
def export() -> Response:
    """Every account as CSV; that it was taken is on record, for it names people."""
    with deed():
        accounts = all_accounts()
        text = accounts_csv(accounts)
        note("staff.export", "accounts.csv", after={"accounts": len(accounts)})
    answer = Response(text, content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename="accounts.csv")
    return answer


@bp.get("/admin/accounts/import")
@needs(Deed.MANAGE_ACCOUNTS)
def choose() -> str:
    """The form for a file."""
    return _page(FileForm())


@bp.post("/admin/accounts/import")
@needs(Deed.MANAGE_ACCOUNTS)
def check() -> str:
    """Show what the file would do, and every bad line; nothing is changed."""
    form = FileForm()
    content = form.content
    return _checked(form, content, read_accounts(content))


@bp.post("/admin/accounts/import/confirm")
@needs(Deed.MANAGE_ACCOUNTS)
def confirm() -> Response | str:
    """Do what was shown, all of it or nothing; if it would be something else by now, that is shown instead."""
    form = FileForm()
    content = (form.text.data or "").encode()
    reading = read_accounts(content)
    try:
        outcomes = _import(reading, form.shown.data or "")
    except Refused:
        return _checked(form, content, reading, changed=True)
    flash(_("%(n)s akun dibuat atau diubah.", n=sum(one.effect is not Effect.SAME for one in outcomes)))
    return redirect(url_for("account_admin.accounts"), 303)


def _import(reading: Reading, shown: str) -> list[LineOutcome]:
    """Raises Refused for a bad file, and where the outcome is not the one that was shown."""
    if reading.bad or not reading.accounts:
        raise Refused("changed_since_check")
    with deed():
        outcomes = import_accounts(actor=current_staff(), accounts=reading.accounts, at=now())
        if _digest(outcomes) != shown:
            raise Refused("changed_since_check")
        for one in outcomes:
            _note(one)
    return outcomes


def _checked(form: FileForm, content: bytes, reading: Reading, *, changed: bool = False) -> str:
    if reading.bad:
        return _page(form, bad=reading.bad)
    with deed():
        outcomes = rehearse_import(actor=current_staff(), accounts=reading.accounts, at=now())
    bad = [_bad_line(one, one.refusal) for one in outcomes if one.refusal is not None]
    if bad or not outcomes:
        return _page(form, bad=bad or [BadLine(1, "(semua)", _("berkas tanpa akun"))])
    text = content.decode("utf-8-sig")
    return _page(form, outcomes=outcomes, text=text, shown=_digest(outcomes), changed=changed)


def _page(form: FileForm, **values: object) -> str:
    return render_template(
        "accounts/admin_import.html", form=form, columns=COLUMNS, kinds=KINDS, role_words=role_words, **values
    )


def _bad_line(outcome: LineOutcome, refusal: Refused) -> BadLine:
    return BadLine(outcome.line, FIELD_OF.get(refusal.code, "email"), reason(refusal))


def _digest(outcomes: list[LineOutcome]) -> str:
    """Stands for all that the page shows of the outcomes, so that what is done is what was seen."""
    seen = [(one.line, one.email, one.effect, one.asked, _record(one, before=True), _record(one)) for one in outcomes]
    return hashlib.sha256(repr(seen).encode()).hexdigest()


def _record(outcome: LineOutcome, *, before: bool = False) -> dict[str, object] | None:
    side = outcome.before if before else outcome.after
    return side.as_record() if side is not None else None


def _note(outcome: LineOutcome) -> None:
    if outcome.effect is Effect.SAME:
        return
    action = "staff.invite" if outcome.effect is Effect.NEW else "staff.change"
    if outcome.before != outcome.after:
        note(action, outcome.email, before=_record(outcome, before=True), after=_record(outcome))
    for kind in outcome.asked:
        wanted = outcome.wanted.as_record() if outcome.wanted is not None else {}
        note("account_request.make", outcome.email, after={"kind": kind.value, **wanted})
