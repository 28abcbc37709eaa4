"""The catalogue of training as a file: out, and in, with a look at what it would do before anything is stored."""

from __future__ import annotations

import csv
import io

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from portal.accounts.access import needs, note
from portal.catalogue.forms import FileForm
from portal.core.csv_files import BadLine, read_csv
from portal.core.database import transaction
from portal.domain.permissions import Deed
from portal.followups.forms.training_file import COLUMNS, course_lines, course_row
from portal.followups.queries import every_course
from portal.followups.services import BadCourses, CourseLine, CoursesImported, import_courses
from portal.followups.staff_views.training import bp

_TEMPLATE = "followups/training_import.html"


@bp.get("/admin/training.csv")
@needs(Deed.READ_TRAINING)
def courses_csv() -> Response:
    """The whole catalogue, in the columns of the import."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(course_row(course) for course in every_course())
    answer = Response(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename="pelatihan.csv")
    return answer


@bp.route("/admin/training/import", methods=["GET", "POST"])
@needs(Deed.EDIT_TRAINING)
def import_file() -> Answer | str:
    """A file: what it would do and every bad line; sent again from there, it is done, all of it or nothing."""
    form = FileForm()
    if not form.validate_on_submit():
        return render_template(_TEMPLATE, form=form, columns=COLUMNS)
    is_deed, data = bool(form.text.data), form.file.data.read() if form.file.data else b""
    done, bad = _imported((form.text.data or "").encode() if is_deed else data, keep=is_deed)
    if bad or not is_deed:
        text = data.decode("utf-8-sig", "replace") if not bad else ""
        return render_template(_TEMPLATE, form=form, columns=COLUMNS, done=done, bad=bad, text=text)
    flash(_("Disimpan: %(made)s pelatihan baru, %(changed)s diubah.", made=done.made, changed=done.changed))
    return redirect(url_for("training.courses"), 303)


def _imported(data: bytes, *, keep: bool) -> tuple[CoursesImported, list[BadLine]]:
    """What the file does, or its bad lines. Without `keep` all is done and taken back: the look is the deed itself."""
    table = read_csv(data)
    lines, bad = ([], [table]) if isinstance(table, BadLine) else course_lines(table)
    if bad:
        return CoursesImported(), list(bad)
    try:
        with transaction():
            done = _stored(lines)
            _go_on(done, keep)
    except BadCourses as refused:
        return CoursesImported(), list(refused.lines)
    except _OnlyALook as look:
        return look.done, []
    return done, []


def _go_on(done: CoursesImported, keep: bool) -> None:
    if not keep:
        raise _OnlyALook(done)


def _stored(lines: list[CourseLine]) -> CoursesImported:
    done = import_courses(lines=lines)
    note("training.import", f"{len(lines)}", after={"made": done.made, "changed": done.changed})
    return done


class _OnlyALook(Exception):
    """Takes the transaction back."""

    def __init__(self, done: CoursesImported) -> None:
        super().__init__()
        self.done = done
