"""Settings in the browser: what they are, what they were, and how an administrator changes them."""

from __future__ import annotations

import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from portal.accounts.access import needs, note
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.messages import REFUSED
from portal.core.saving import Conflict
from portal.core.tools import Tool
from portal.domain.errors import InvalidInput, Refused
from portal.domain.permissions import Deed
from portal.settings.forms import FORMS, RestoreForm, SettingForm
from portal.settings.queries import CHANGE, Kept, changes_of, kept_setting, kept_settings
from portal.settings.services import change_setting, restore_setting

bp = Blueprint("settings", __name__)
TOOL = Tool(
    "settings.home",
    Deed.READ_SETTINGS,
    _l("Pengaturan"),
    _l("Kontak kantor, pengumuman, dan jam pengiriman surat."),
)
_NOTHING_CHANGED = _l("Tidak ada yang diubah: nilainya sudah begitu.")


@bp.app_template_filter("iso_day")
def iso_day(text: str) -> datetime.date:
    """The day that a setting holds as `2026-12-31`, for `day_name`."""
    return datetime.date.fromisoformat(text)


@bp.get("/admin/settings")
@needs(Deed.READ_SETTINGS)
def home() -> str:
    """All settings with their values."""
    return render_template("settings/home.html", kept=kept_settings())


@bp.get("/admin/settings/<name>")
@needs(Deed.READ_SETTINGS)
def one(name: str) -> str:
    """One setting: its value, a form for who may change it, and its history."""
    kept = kept_setting(name)
    return _page(kept, FORMS[name](data={**kept.fields, "version": kept.version}))


@bp.post("/admin/settings/<name>")
@needs(Deed.CHANGE_SETTINGS)
def change(name: str) -> Response | tuple[str, int]:
    """Set the value, or show the form again with what is wrong, or both versions where somebody was faster."""
    kept = kept_setting(name)
    form = FORMS[name]()
    try:
        _change(name, form)
    except InvalidInput as error:
        form.add_errors(error.errors)
        return _page(kept, form), 422
    except Conflict as conflict:
        return _page(kept_setting(name), form, conflict), 409
    except Refused:
        return _done(name, str(_NOTHING_CHANGED))
    return _done(name, _("Pengaturan disimpan."))


@bp.post("/admin/settings/<name>/undo")
@needs(Deed.CHANGE_SETTINGS)
def undo(name: str) -> Response:
    """Set the value that held before a change, as a new change."""
    form = RestoreForm()
    try:
        _restore(name, form)
    except InvalidInput:
        return _done(name, _("Nilai itu tidak dapat dipakai lagi. Isikan nilai yang baru."), REFUSED)
    except Conflict:
        return _done(name, _("Orang lain lebih dulu menyimpan. Lihat dulu nilai yang sekarang."), REFUSED)
    except Refused:
        return _done(name, str(_NOTHING_CHANGED))
    return _done(name, _("Nilai sebelumnya dipakai lagi."))


def _change(name: str, form: SettingForm) -> None:
    with transaction():
        done = change_setting(name=name, fields=form.sent, version=form.version.data, day=today())
        note(CHANGE, name, **done.record)


def _restore(name: str, form: RestoreForm) -> None:
    with transaction():
        done = restore_setting(name=name, number=form.entry, version=form.version.data, day=today())
        note(CHANGE, name, **done.record)


def _page(kept: Kept, form: SettingForm, conflict: Conflict | None = None) -> str:
    return render_template(
        "settings/one.html",
        kept=kept,
        form=form,
        version=conflict.version if conflict else form.version.data,
        conflict=conflict,
        changes=changes_of(kept.definition.name),
    )


def _done(name: str, message: str, category: str = "message") -> Response:
    flash(message, category)
    return redirect(url_for("settings.one", name=name), 303)
