"""The catalogue as a file: out, and in, with a look at what it would do before anything is stored."""

from __future__ import annotations

import csv
import io

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from portal.accounts.access import needs, note
from portal.catalogue.forms import COLUMNS, FileForm, catalogue_lines
from portal.catalogue.queries import every_unit, is_given, staff_of_units
from portal.catalogue.services import BadCatalogue, CatalogueLine, Imported, import_catalogue
from portal.catalogue.staff_views.desk import bp, this_year
from portal.core.csv_files import BadLine, read_csv, safe_cell
from portal.core.database import transaction
from portal.domain.permissions import Deed


@bp.get("/admin/units.csv")
@needs(Deed.READ_SETTINGS)
def units_csv() -> Response:
    """The whole catalogue of this year, in the columns of the import."""
    answer = Response(_table(), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=f"katalog-{this_year()}.csv")
    return answer


@bp.route("/admin/units/import", methods=["GET", "POST"])
@needs(Deed.CHANGE_SETTINGS)
def import_units() -> Answer | str:
    """A file: what it would do and every bad line; sent again from there, it is done, all of it or nothing."""
    form = FileForm()
    if not form.validate_on_submit():
        return render_template("catalogue/import.html", form=form, columns=COLUMNS)
    is_deed, data = bool(form.text.data), form.file.data.read() if form.file.data else b""
    done, bad = _imported((form.text.data or "").encode() if is_deed else data, keep=is_deed)
    if bad or not is_deed:
        text = data.decode("utf-8-sig", "replace") if not bad else ""
        return render_template("catalogue/import.html", form=form, columns=COLUMNS, done=done, bad=bad, text=text)
    flash(_said(done))
    return redirect(url_for("catalogue.units"), 303)


def _imported(data: bytes, *, keep: bool) -> tuple[Imported, list[BadLine]]:
    """What the file does, or its bad lines. Without `keep` all is done and taken back: the look is the deed itself."""
    table = read_csv(data)
    lines, bad = ([], [table]) if isinstance(table, BadLine) else catalogue_lines(table)
    if bad:
        return Imported(), list(bad)
    try:
        with transaction():
            done = _stored(lines)
            _go_on(done, keep)
    except BadCatalogue as refused:
        return Imported(), list(refused.lines)
    except _OnlyALook as look:
        return look.done, []
    return done, []


def _go_on(done: Imported, keep: bool) -> None:
    if not keep:
        raise _OnlyALook(done)


def _stored(lines: list[CatalogueLine]) -> Imported:
    done = import_catalogue(lines=lines, year=this_year())
    note("catalogue.import", f"{len(lines)}", after=done.as_record())
    return done


def _said(done: Imported) -> str:
    return _(
        "Disimpan: %(units)s unit baru, %(services)s layanan baru, %(changes)s isian diubah.",
        units=done.units,
        services=done.services,
        changes=len(done.changes),
    )


class _OnlyALook(Exception):
    """Takes the transaction back."""

    def __init__(self, done: Imported) -> None:
        super().__init__()
        self.done = done


def _table() -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    staff, units = staff_of_units(this_year()), every_unit()
    slugs = {unit.id: unit.slug for unit in units}
    for unit in units:
        for service in unit.services:
            if is_given(service, this_year()):
                of_unit = (unit.slug, unit.name, unit.kind, unit.distrik, slugs.get(unit.parent_id or 0, ""))
                row = (*of_unit, staff.get(unit.id, ""), service.slug, service.name, service.users)
                writer.writerow([safe_cell(value) for value in row])
    return out.getvalue()
