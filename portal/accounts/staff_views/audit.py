"""The record of deeds, for those who may read it: each as far as the matrix says."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterator

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from portal.accounts.access import current_grants, current_staff, is_allowed, needs, note
from portal.audit.models import AuditEntry
from portal.audit.queries import Reach, Reader, Search, all_deeds, deeds_page
from portal.audit.queries import deed as one_deed
from portal.core.csv_files import safe_cell
from portal.core.database import as_utc, transaction
from portal.core.messages import REFUSED
from portal.core.paging import asked_page
from portal.domain.permissions import Deed
from portal.ledger.queries import Fault, audit_fault

bp = Blueprint("audit", __name__)
_COLUMNS = ("number", "at", "actor", "action", "subject", "detail", "session", "previous", "hash")


@bp.get("/admin/audit")
@needs(Deed.READ_OWN_DEEDS)
def deeds() -> str:
    """Deeds found by actor, action, subject and days, newest first."""
    asked = {
        name: request.args.get(name, "").replace("\0", "")[:200]
        for name in ("actor", "action", "subject", "since", "until")
    }
    found = deeds_page(_search(asked), reader=_reader(), page=asked_page())
    return render_template("audit/deeds.html", found=found, asked=asked, reach=_reach())


@bp.get("/admin/audit/<int:number>")
@needs(Deed.READ_OWN_DEEDS)
def deed(number: int) -> str:
    """One deed with what was before and after."""
    found = one_deed(number, reader=_reader())
    return render_template("audit/deed.html", deed=found, **json.loads(found.detail))


@bp.post("/admin/audit/verify")
@needs(Deed.READ_ALL_DEEDS)
def verify() -> Answer:
    """Check the record, and say what was found."""
    fault = audit_fault()
    words = {
        Fault.BROKEN: _("TIDAK COCOK: catatan %(number)s tidak mengikuti yang sebelumnya."),
        Fault.CUT: _("TIDAK COCOK: sesudah catatan %(number)s ada yang dipotong."),
        Fault.NOT_AS_LOGGED: _("TIDAK COCOK: buku besar publik memuat catatan %(number)s yang lain."),
    }
    if fault is None:
        flash(_("COCOK: rantai, segel, dan buku besar publik sesuai."))
    else:
        flash(words[fault[0]] % {"number": fault[1]}, REFUSED)
    return redirect(url_for("audit.deeds"), 303)


@bp.get("/admin/audit.csv")
@needs(Deed.READ_ALL_DEEDS)
def deeds_csv() -> Response:
    """The whole record with its hashes as a table; texts that a spreadsheet might run are made harmless."""
    return _file("csv", _csv_lines())


@bp.get("/admin/audit.jsonl")
@needs(Deed.READ_ALL_DEEDS)
def deeds_jsonl() -> Response:
    """The whole record, a JSON object a line, exactly as it is hashed: a second program can recompute the chain."""
    return _file("jsonl", (json.dumps(_values(entry), ensure_ascii=False) + "\n" for entry in all_deeds()))


def _reach() -> Reach:
    if is_allowed(Deed.READ_ALL_DEEDS):
        return Reach.ALL
    return Reach.WITHOUT_TEXTS if is_allowed(Deed.READ_RATING_DEEDS) else Reach.OWN


def _reader() -> Reader:
    """An officer reads nothing of the held ratings of the own unit, in the record as on their pages."""
    own = {grant.unit for grant in current_grants() if grant.unit is not None}
    closed = frozenset(unit for unit in own if not is_allowed(Deed.READ_RATING_SIGNALS, unit))
    return Reader(current_staff().email, _reach(), closed)


def _search(asked: dict[str, str]) -> Search:
    return Search(
        actor=asked["actor"].strip(),
        action=asked["action"].strip(),
        subject=asked["subject"].strip(),
        since=_day(asked["since"], 0),
        until=_day(asked["until"], 1),
    )


def _day(text: str, more: int) -> datetime.datetime | None:
    """The instant at which a day (`2026-11-24`) begins in the city, so many days later; None for no day."""
    zone = current_app.extensions["portal"].city.zone
    try:
        day = datetime.date.fromisoformat(text) + datetime.timedelta(days=more)
        return datetime.datetime.combine(day, datetime.time(), zone).astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return None


def _file(kind: str, lines: Iterator[str]) -> Response:
    """A file of the whole record; that it was taken stands in the record, and in the file."""
    with transaction():
        note("audit.export", kind)
    answer = Response(stream_with_context(lines), content_type=f"text/{kind}; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=f"audit.{kind}")
    return answer


def _values(entry: AuditEntry) -> dict[str, object]:
    return {
        "number": entry.number,
        "at": as_utc(entry.at).astimezone(datetime.UTC).isoformat(),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "detail": entry.detail,
        "session": entry.session,
        "previous": entry.previous.hex(),
        "hash": entry.hash.hex(),
    }


def _csv_lines() -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for entry in all_deeds():
        writer.writerow([safe_cell(value) for value in _values(entry).values()])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
