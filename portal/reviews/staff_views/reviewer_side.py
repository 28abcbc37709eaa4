"""The reviewer's side of a review: the dialogue, the predicate with its arguments, the signature, appeals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Blueprint
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from portal.accounts.access import needs
from portal.core.desk_forms import TextsForm
from portal.domain.errors import NotFound
from portal.domain.permissions import Deed
from portal.domain.workflow import Action
from portal.reviews.forms import ArgumentForm, SignForm, WordsForm
from portal.reviews.models import Review
from portal.reviews.services import (
    Actor,
    argue,
    close_dialogue,
    correct,
    pass_over,
    return_assessment,
    sign,
    sign_alone,
    take_back,
    uphold,
    write,
)
from portal.reviews.staff_views.showing import take_step

bp = Blueprint("review_steps", __name__)


@dataclass(frozen=True)
class _Plain:
    """A step that takes one text or none."""

    action: Action
    service: Callable[..., object]
    done: LazyString
    with_text: bool = True


_PLAIN: Mapping[str, _Plain] = {
    "message": _Plain(Action.WRITE, write, _l("Pesan terkirim.")),
    "return": _Plain(Action.RETURN_ASSESSMENT, return_assessment, _l("Penilaian diri dikembalikan kepada unit.")),
    "close": _Plain(
        Action.CLOSE_DIALOGUE, close_dialogue, _l("Dialog ditutup; unit memakai hak jawabnya."), with_text=False
    ),
    "pass-over": _Plain(Action.PASS_OVER, pass_over, _l("Dilanjutkan tanpa tanggapan unit; alasannya tercatat.")),
    "take-back": _Plain(Action.TAKE_BACK, take_back, _l("Predikat ditarik kembali; susunlah lagi."), with_text=False),
    "sign-alone": _Plain(Action.SIGN_ALONE, sign_alone, _l("Penilaian ditutup dan diumumkan.")),
    "uphold": _Plain(Action.UPHOLD, uphold, _l("Keberatan dijawab; penilaian tetap.")),
    "correct": _Plain(Action.CORRECT, correct, _l("Keberatan dijawab; versi baru menunggu predikat Anda.")),
}
"""By the last part of the address."""


@bp.post("/admin/reviews/<int:cycle>/units/<slug:unit>/<step>")
@needs(Deed.REVIEW_UNITS, unit="unit")
def step(cycle: int, unit: str, step: str) -> Response | tuple[str, int]:
    """Take a step that needs one text or none."""
    form, plain = WordsForm(), _PLAIN.get(step)
    if plain is None:
        raise NotFound

    def take(review: Review, actor: Actor) -> object:
        text = {"text": form.sent["text"]} if plain.with_text else {}
        return plain.service(review=review, actor=actor, **text)

    return take_step(cycle, unit, plain.action, take, str(plain.done), form)


@bp.post("/admin/reviews/<int:cycle>/units/<slug:unit>/argue")
@needs(Deed.REVIEW_UNITS, unit="unit")
def choose(cycle: int, unit: str) -> Response | tuple[str, int]:
    """Choose the predicate, with its arguments."""
    form = ArgumentForm()

    def take(review: Review, actor: Actor) -> None:
        argue(review=review, actor=actor, argument=form.argument, revision=form.version.data)

    return take_step(cycle, unit, Action.ARGUE, take, str(_l("Predikat disusun; menunggu tanda tangan.")), form)


@bp.post("/admin/reviews/<int:cycle>/units/<slug:unit>/sign")
@needs(Deed.REVIEW_UNITS, unit="unit")
def sign_as_reviewer(cycle: int, unit: str) -> Response | tuple[str, int]:
    """The reviewer's signature."""
    form: TextsForm = SignForm()

    def take(review: Review, actor: Actor) -> object:
        return sign(review=review, actor=actor, remark=form.sent["remark"], revision=form.version.data)

    return take_step(cycle, unit, Action.SIGN, take, str(_l("Ditandatangani.")), form)
