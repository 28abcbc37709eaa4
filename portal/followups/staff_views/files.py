"""Pictures that show how far a promise is: added with a caption, removed with a reason."""

from __future__ import annotations

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import needs, note, takes
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.messages import REFUSED
from portal.domain.errors import InvalidInput, Refused
from portal.domain.permissions import Deed
from portal.followups.forms.desk import FileForm, RemoveForm
from portal.followups.pictures import MAX_BYTES, remade
from portal.followups.queries import file_of, promise_of_unit
from portal.followups.services import add_file, remove_file
from portal.followups.staff_views.desk import bp, promise_page, refused, to_promise

_ROOM = 1024 * 1024
"""For what a form sends beside its file; a file that is a little too large is then refused in words."""


@bp.post("/workplace/<slug:unit>/promises/<int:number>/files")
@needs(Deed.KEEP_PROMISES, unit="unit")
@takes(MAX_BYTES + _ROOM)
def add(unit: str, number: int) -> Response | tuple[str, int]:
    """Publish a picture."""
    found, form = promise_of_unit(unit, number), FileForm()
    if form.validate():
        try:
            return _added(unit, number, form)
        except InvalidInput as error:
            form.add_errors(error.errors)
        except Refused as refusal:
            return to_promise(found, refused(refusal), REFUSED)
    return promise_page(promise_of_unit(unit, number), file_form=form), 422


@bp.post("/workplace/<slug:unit>/promises/<int:number>/files/<int:file>/remove")
@needs(Deed.KEEP_PROMISES, unit="unit")
def remove(unit: str, number: int, file: int) -> Response | tuple[str, int]:
    """Delete a picture for good."""
    found, form = promise_of_unit(unit, number), RemoveForm(prefix="remove-")
    form.reason.id = f"remove-reason-{file_of(found, file).id}"
    if form.validate():
        try:
            return _removed(unit, number, file, form.reason.data or "")
        except InvalidInput as error:
            form.add_errors(error.errors)
    return promise_page(promise_of_unit(unit, number), remove_form=form, removing=file), 422


def _added(unit: str, number: int, form: FileForm) -> Response:
    """The picture is made before the transaction begins: it takes a while, and others wait."""
    picture = remade(form.content)
    with transaction():
        promise = promise_of_unit(unit, number)
        said = {"name": form.file_name, "caption": form.caption.data or ""}
        file = add_file(promise=promise, picture=picture, day=today(), **said)
        note("promise.add_file", f"{unit} {number}", after={"file": file.id, "caption": file.caption})
    return to_promise(promise, _("Gambar diterbitkan bersama janji ini."))


def _removed(unit: str, number: int, file: int, said: str) -> Response:
    with transaction():
        promise = promise_of_unit(unit, number)
        removed = remove_file(file=file_of(promise, file), reason=said, day=today())
        before, after = {"file": file, "caption": removed.caption}, {"reason": removed.removed_reason}
        note("promise.remove_file", f"{unit} {number}", before=before, after=after)
    return to_promise(promise, _("Gambar dihapus. Keterangan dan alasannya tetap tampil."))
