"""The places where people rate as a file: out, and in, with a look at what it would do before anything is stored."""

from __future__ import annotations

import csv
import io

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from portal.accounts.access import needs, note
from portal.catalogue.forms import TOUCHPOINT_COLUMNS, FileForm, touchpoint_lines, touchpoint_refusal
from portal.catalogue.queries import every_touchpoint
from portal.catalogue.services import (
    BadCatalogue,
    RefusedLine,
    TouchpointLine,
    TouchpointsImported,
    import_touchpoints,
)
from portal.catalogue.staff_views.desk import bp
from portal.core.clock import today
from portal.core.csv_files import BadLine, read_csv, safe_cell
from portal.core.database import transaction
from portal.domain.permissions import Deed

_TEMPLATE = "catalogue/touchpoint_import.html"


@bp.get("/admin/touchpoints.csv")
@needs(Deed.READ_SETTINGS)
def touchpoints_csv() -> Response:
    """All of them, in the columns of the import."""
    answer = Response(_table(), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename="titik-layanan.csv")
    return answer


@bp.route("/admin/touchpoints/import", methods=["GET", "POST"])
@needs(Deed.CHANGE_SETTINGS)
def import_touchpoint_file() -> Answer | str:
    """A file: what it would do and every bad line; sent again from there, it is done, all of it or nothing."""
    form = FileForm()
    if not form.validate_on_submit():
        return render_template(_TEMPLATE, form=form, columns=TOUCHPOINT_COLUMNS)
    is_deed, data = bool(form.text.data), form.file.data.read() if form.file.data else b""
    done, bad = _imported((form.text.data or "").encode() if is_deed else data, keep=is_deed)
    if bad or not is_deed:
        text = data.decode("utf-8-sig") if not bad else ""
        return render_template(_TEMPLATE, form=form, columns=TOUCHPOINT_COLUMNS, done=done, bad=bad, text=text)
    flash(_("Disimpan: %(made)s titik baru, %(changed)s diubah.", made=done.made, changed=done.changed))
    return redirect(url_for("catalogue.touchpoints"), 303)


def _imported(data: bytes, *, keep: bool) -> tuple[TouchpointsImported, list[BadLine]]:
    """What the file does, or its bad lines. Without `keep` all is done and taken back: the look is the deed itself."""
    table = read_csv(data)
    lines, bad = ([], [table]) if isinstance(table, BadLine) else touchpoint_lines(table)
    if bad:
        return TouchpointsImported(), list(bad)
    try:
        with transaction():
            done = _stored(lines)
            _go_on(done, keep)
    except RefusedLine as line:
        return TouchpointsImported(), [BadLine(line.number, "place", touchpoint_refusal(line.refused))]
    except BadCatalogue as refused:
        return TouchpointsImported(), list(refused.lines)
    except _OnlyALook as look:
        return look.done, []
    return done, []


def _go_on(done: TouchpointsImported, keep: bool) -> None:
    if not keep:
        raise _OnlyALook(done)


def _stored(lines: list[TouchpointLine]) -> TouchpointsImported:
    done = import_touchpoints(lines=lines, day=today())
    note("touchpoint.import", f"{len(lines)}", after={"made": done.made, "changed": done.changed})
    return done


class _OnlyALook(Exception):
    """Takes the transaction back."""

    def __init__(self, done: TouchpointsImported) -> None:
        super().__init__()
        self.done = done


def _table() -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(TOUCHPOINT_COLUMNS)
    for one in every_touchpoint():
        state = "retired" if one.retired_on else "in_use"
        row = (one.code, one.service.unit.slug, one.service.slug, one.place, state)
        writer.writerow([safe_cell(value) for value in row])
    return out.getvalue()
