"""Writing the next version: begin a draft, give it other words, publish it or throw it away."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from portal.accounts.access import current_staff, needs, note
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.messages import REFUSED
from portal.core.saving import Conflict
from portal.domain.drafts import faults, is_official, wording
from portal.domain.errors import InvalidInput, NotFound, Refused
from portal.domain.permissions import Deed
from portal.domain.questionnaire import Question
from portal.surveys.forms import AddElementForm, DraftForm, ElementForm, StepForm, TitleForm
from portal.surveys.queries import Version, version_before, version_by_key
from portal.surveys.services import (
    add_element,
    discard_draft,
    publish_draft,
    remove_element,
    retitle,
    reword_element,
    start_draft,
)
from portal.surveys.staff_views.versions import changes_since, official_not_asked, version_page

bp = Blueprint("survey_drafts", __name__)
_REASONS: Mapping[str, LazyString] = {
    "is_draft": _l("Draf baru dimulai dari versi yang sudah terbit."),
    "draft_exists": _l("Sudah ada draf. Terbitkan atau buang dulu draf itu."),
    "already_published": _l("Versi ini sudah terbit dan tidak dapat diubah lagi. Mulailah draf baru."),
    "incomplete": _l("Draf belum lengkap; lihat apa yang kurang."),
    "nothing_changed": _l("Draf ini sama dengan versi yang berlaku; tidak ada yang perlu diterbitkan."),
    "answers_turned": _l(
        "Urutan jawaban tidak boleh ditukar: 1 selalu yang terburuk dan 4 yang terbaik. Perbaiki: %(elements)s."
    ),
    "too_few_elements": _l("Paling sedikit %(minimum)s unsur harus ditanyakan."),
    "too_many_elements": _l("Paling banyak %(maximum)s unsur dapat ditanyakan."),
}
_Pairs = Mapping[str, tuple[object, object]]


@bp.post("/admin/surveys/<key>/draft")
@needs(Deed.CHANGE_SETTINGS)
def start(key: str) -> Response:
    """Begin a draft as a copy of a published version."""
    try:
        with transaction():
            row = start_draft(key=key, author=current_staff().email)
            draft = f"{row.code}@{row.version}"
            note("survey.start_draft", draft, after={"from": key})
    except Refused as refusal:
        return _to_version(key, _reason(refusal), REFUSED)
    return _to_version(draft, _("Draf dimulai. Versi yang berlaku tidak berubah sampai draf diterbitkan."))


@bp.get("/admin/surveys/<key>/elements/<code>")
@needs(Deed.CHANGE_SETTINGS)
def element(key: str, code: str) -> Response | str:
    """The form for the words of one element."""
    found = version_by_key(key)
    if not found.is_draft:
        return _to_version(key, str(_REASONS["already_published"]))
    question = _question(found, code)
    shown = {**wording(question), "about_staff": question.about_staff, "version": found.version_of_edit}
    return _element_page(found, code, ElementForm(data=shown))


@bp.post("/admin/surveys/<key>/elements/<code>")
@needs(Deed.CHANGE_SETTINGS)
def reword(key: str, code: str) -> Response | tuple[str, int]:
    """Give an element other words."""
    form = ElementForm()
    _question(version_by_key(key), code)

    def save() -> _Pairs:
        about_staff, version = bool(form.about_staff.data), form.version.data
        return reword_element(key=key, code=code, fields=form.sent, about_staff=about_staff, version=version)

    return _saved(key, code, form, save, lambda conflict: _element_page(version_by_key(key), code, form, conflict))


@bp.get("/admin/surveys/<key>/title")
@needs(Deed.CHANGE_SETTINGS)
def title(key: str) -> Response | str:
    """The form for the title."""
    found = version_by_key(key)
    if not found.is_draft:
        return _to_version(key, str(_REASONS["already_published"]))
    named = found.questionnaire.title
    shown = {"title_id": named.id, "title_en": named.en, "version": found.version_of_edit}
    return _title_page(found, TitleForm(data=shown))


@bp.post("/admin/surveys/<key>/title")
@needs(Deed.CHANGE_SETTINGS)
def change_title(key: str) -> Response | tuple[str, int]:
    """Give the draft another title."""
    form = TitleForm()
    version_by_key(key)

    def save() -> _Pairs:
        return retitle(key=key, fields=form.sent, version=form.version.data)

    return _saved(key, None, form, save, lambda conflict: _title_page(version_by_key(key), form, conflict))


@bp.post("/admin/surveys/<key>/elements")
@needs(Deed.CHANGE_SETTINGS)
def add(key: str) -> Response | tuple[str, int]:
    """Ask one element more; an own one gets its words next."""
    form = AddElementForm()
    code = (form.code.data or "").strip()
    try:
        with transaction():
            add_element(key=key, code=code)
            note("survey.add_element", key, after={"element": code})
    except InvalidInput as error:
        form.add_errors(error.errors)
        return version_page(version_by_key(key), form), 422
    except Refused as refusal:
        return _to_version(key, _reason(refusal), REFUSED)
    return redirect(url_for("survey_drafts.element", key=key, code=code), 303)


@bp.post("/admin/surveys/<key>/elements/<code>/remove")
@needs(Deed.CHANGE_SETTINGS)
def remove(key: str, code: str) -> Response:
    """Ask an element no longer."""
    version = StepForm().version.data

    def step() -> None:
        remove_element(key=key, code=code, version=version)
        note("survey.remove_element", key, before={"element": code})

    return _stepped(key, step, _("Unsur itu tidak ditanyakan lagi dalam draf ini."))


@bp.get("/admin/surveys/<key>/publish")
@needs(Deed.CHANGE_SETTINGS)
def effect(key: str) -> Response | str:
    """What publishing will do, before it is done."""
    found = version_by_key(key)
    if not found.is_draft:
        return _to_version(key, str(_REASONS["already_published"]))
    if faults(found.questionnaire):
        return _to_version(key, str(_REASONS["incomplete"]))
    before = version_before(found)
    changes, left_out = changes_since(before, found), official_not_asked(found)
    return render_template("surveys/effect.html", version=found, before=before, changes=changes, left_out=left_out)


@bp.post("/admin/surveys/<key>/publish")
@needs(Deed.CHANGE_SETTINGS)
def publish(key: str) -> Response:
    """Publish the draft: from now on every form asks it, and it never changes again."""
    version = StepForm().version.data

    def step() -> None:
        publish_draft(key=key, version=version, day=today())
        note("survey.publish", key, after={"hash": version_by_key(key).questionnaire.content_hash()})

    return _stepped(key, step, _("Kuesioner terbit. Mulai sekarang semua formulir menanyakannya."))


@bp.post("/admin/surveys/<key>/discard")
@needs(Deed.CHANGE_SETTINGS)
def discard(key: str) -> Response:
    """Throw the draft away."""
    version = StepForm().version.data

    def step() -> None:
        note("survey.discard", key, before=discard_draft(key=key, version=version))

    return _stepped(key, step, _("Draf dibuang."), gone=True)


def _saved(
    key: str, code: str | None, form: DraftForm, save: Callable[[], _Pairs], page: Callable[[Conflict | None], str]
) -> Response | tuple[str, int]:
    try:
        with transaction():
            pairs = save()
            before = {name: pair[0] for name, pair in pairs.items()}
            after = {name: pair[1] for name, pair in pairs.items()}
            note("survey.edit", f"{key} {code}" if code else key, before=before, after=after)
    except InvalidInput as error:
        form.add_errors(error.errors)
        return page(None), 422
    except Conflict as conflict:
        return page(conflict), 409
    except Refused as refusal:
        return _to_version(key, _reason(refusal), REFUSED)
    return _to_version(key, _("Disimpan dalam draf."))


def _stepped(key: str, step: Callable[[], None], done: str, *, gone: bool = False) -> Response:
    try:
        with transaction():
            step()
    except Conflict:
        return _to_version(key, _("Orang lain lebih dulu mengubah draf ini. Lihat dulu isinya yang sekarang."), REFUSED)
    except Refused as refusal:
        return _to_version(key, _reason(refusal), REFUSED)
    if gone:
        flash(done)
        return redirect(url_for("surveys.home"), 303)
    return _to_version(key, done)


def _question(found: Version, code: str) -> Question:
    if code not in found.questionnaire.codes:
        raise NotFound
    return found.questionnaire.question(code)


def _element_page(found: Version, code: str, form: ElementForm, conflict: Conflict | None = None) -> str:
    version = conflict.version if conflict else form.version.data
    return render_template(
        "surveys/element.html",
        version=found,
        code=code,
        form=form,
        shown_with=version,
        conflict=conflict,
        is_own=not is_official(code),
    )


def _title_page(found: Version, form: TitleForm, conflict: Conflict | None = None) -> str:
    version = conflict.version if conflict else form.version.data
    return render_template("surveys/title.html", version=found, form=form, shown_with=version, conflict=conflict)


def _reason(refusal: Refused) -> str:
    return str(_REASONS[refusal.code]) % refusal.values


def _to_version(key: str, message: str, category: str = "message") -> Response:
    flash(message, category)
    return redirect(url_for("surveys.version", key=key), 303)
