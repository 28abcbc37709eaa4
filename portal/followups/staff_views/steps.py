"""The steps of a promise at the desk: each says in public what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from portal.accounts.access import needs, note
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.messages import REFUSED
from portal.domain.errors import InvalidInput, NotFound, Refused
from portal.domain.permissions import Deed
from portal.domain.promises import Step
from portal.followups.models import Promise
from portal.followups.queries import promise_of_unit
from portal.followups.services import finish, reopen, start, withdraw
from portal.followups.staff_views.desk import bp, note_form, promise_page, refused, to_promise

_STEPS: Mapping[str, Callable[..., Promise]] = {
    Step.START.value: start,
    Step.FINISH.value: finish,
    Step.REOPEN.value: reopen,
    Step.WITHDRAW.value: lambda *, note, **what: withdraw(reason=note, **what),
}
_DONE: Mapping[str, LazyString] = {
    Step.START.value: _l("Tercatat: janji ini mulai dikerjakan."),
    Step.FINISH.value: _l("Tercatat selesai. Warga kini dapat membenarkan atau membantahnya."),
    Step.REOPEN.value: _l("Janji ini dibuka lagi."),
    Step.WITHDRAW.value: _l("Janji ini ditarik. Ia tetap tampil, dengan alasannya."),
}


@bp.post("/workplace/<slug:unit>/promises/<int:number>/steps/<step>")
@needs(Deed.KEEP_PROMISES, unit="unit")
def step(unit: str, number: int, step: str) -> Response | tuple[str, int]:
    """Take a step, or show the promise again with what is wrong."""
    found = promise_of_unit(unit, number)
    if step not in _STEPS:
        raise NotFound
    form = note_form(Step(step))
    try:
        return _taken(unit, number, step, form.note.data or "")
    except Refused as refusal:
        return to_promise(found, refused(refusal), REFUSED)
    except InvalidInput as error:
        form.add_errors(error.errors)
    return promise_page(promise_of_unit(unit, number), notes={Step(step): form}), 422


def _taken(unit: str, number: int, step: str, said: str) -> Response:
    with transaction():
        promise = promise_of_unit(unit, number)
        before = promise.state
        _STEPS[step](promise=promise, note=said, day=today())
        note(
            f"promise.{step}",
            f"{unit} {number}",
            before={"state": before},
            after={"state": promise.state, "note": said},
        )
    return to_promise(promise, str(_DONE[step]))
