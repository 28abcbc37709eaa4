"""The unit's side of its review: the self-assessment, its words in the dialogue, its reply, the head's signature."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import needs
from portal.catalogue.queries import unit_by_slug
from portal.core.clock import today
from portal.domain.permissions import Deed
from portal.domain.workflow import Action
from portal.reviews.forms import PREDICATE_WORDS, STATE_WORDS, SignForm, WordsForm, assessment_form
from portal.reviews.queries import due_of, review_by_address, reviews_of_unit
from portal.reviews.services import appeal, reply, save_assessment, send_assessment, sign, write
from portal.reviews.staff_views.sheets import bp
from portal.reviews.staff_views.showing import review_page, take_step

__all__ = ["bp"]
_ADDRESS = "/workplace/<slug:unit>/reviews/<int:cycle>"


@bp.get("/workplace/<slug:unit>/reviews", endpoint="of_unit")
@needs(Deed.READ_REVIEWS, unit="unit")
def of_unit(unit: str) -> str:
    """Every review of a unit, the newest first."""
    found = unit_by_slug(unit)
    return render_template(
        "reviews/of_unit.html",
        unit=found,
        reviews=[(review, due_of(review)) for review in reviews_of_unit(found.id)],
        day=today(),
        state_words=STATE_WORDS,
        predicate_words=PREDICATE_WORDS,
    )


@bp.get(_ADDRESS, endpoint="one")
@needs(Deed.READ_REVIEWS, unit="unit")
def one(unit: str, cycle: int) -> str:
    """One review; `?version=1` shows the one that was corrected."""
    version = 1 if request.args.get("version") == "1" else None
    return review_page(review_by_address(cycle, unit, version))


@bp.post(f"{_ADDRESS}/assessment")
@needs(Deed.ASSESS_UNIT, unit="unit")
def assess(unit: str, cycle: int) -> Response | tuple[str, int]:
    """Keep the self-assessment, and send it if that was asked."""
    form = assessment_form(review_by_address(cycle, unit))
    sends = request.form.get("step") == "send"
    action, service = (Action.SEND_ASSESSMENT, send_assessment) if sends else (Action.SAVE_ASSESSMENT, save_assessment)
    done = _("Penilaian diri dikirim kepada penilai.") if sends else _("Tersimpan; belum dikirim.")
    return take_step(
        cycle,
        unit,
        action,
        lambda review, actor: service(review=review, actor=actor, texts=form.sent, revision=form.version.data),
        done,
        form,
    )


@bp.post(f"{_ADDRESS}/message")
@needs(Deed.SPEAK_FOR_UNIT, unit="unit")
def say(unit: str, cycle: int) -> Response | tuple[str, int]:
    """Write in the dialogue."""
    form = WordsForm()
    return take_step(
        cycle,
        unit,
        Action.WRITE,
        lambda review, actor: write(review=review, actor=actor, text=form.sent["text"]),
        _("Pesan terkirim."),
        form,
    )


@bp.post(f"{_ADDRESS}/reply")
@needs(Deed.SPEAK_FOR_UNIT, unit="unit")
def answer(unit: str, cycle: int) -> Response | tuple[str, int]:
    """The unit's last word before the predicate."""
    form = WordsForm()
    return take_step(
        cycle,
        unit,
        Action.REPLY,
        lambda review, actor: reply(review=review, actor=actor, text=form.sent["text"]),
        _("Jawaban unit tercatat; penilai menyusun predikat."),
        form,
    )


@bp.post(f"{_ADDRESS}/sign", endpoint="sign_as_head")
@needs(Deed.SIGN_FOR_UNIT, unit="unit")
def sign_as_head(unit: str, cycle: int) -> Response | tuple[str, int]:
    """The head's signature."""
    form = SignForm()
    return take_step(
        cycle,
        unit,
        Action.SIGN,
        lambda review, actor: sign(review=review, actor=actor, remark=form.sent["remark"], revision=form.version.data),
        _("Ditandatangani."),
        form,
    )


@bp.post(f"{_ADDRESS}/appeal")
@needs(Deed.SIGN_FOR_UNIT, unit="unit")
def object_to(unit: str, cycle: int) -> Response | tuple[str, int]:
    """Appeal to another reviewer."""
    form = WordsForm()
    return take_step(
        cycle,
        unit,
        Action.APPEAL,
        lambda review, actor: appeal(review=review, actor=actor, text=form.sent["text"]),
        _("Keberatan diajukan; penilai lain akan memutusnya."),
        form,
    )
