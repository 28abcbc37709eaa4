"""What staff fill in about a promise: what it says, a step with its note, a picture."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import DateField, Field, FileField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are those of WTForms 3.2
from wtforms.validators import InputRequired, Length

from portal.core.desk_forms import DeskForm, TextsForm
from portal.domain.promises import (
    MAX_ACTION,
    MAX_CAPTION,
    MAX_CAUSE,
    MAX_FILES,
    MAX_NOTE,
    MAX_OWNER,
    MAX_YEARS,
    BudgetSource,
    Kind,
    PromiseFacts,
)
from portal.followups.models import Promise
from portal.followups.pictures import MAX_BYTES
from portal.followups.words import KIND_WORDS, SOURCE_WORDS, element_name

_NEEDED = InputRequired()
_AMOUNT = re.compile(r"-?[0-9]{1,16}")
_FAULTS: Mapping[str, LazyString] = {
    "no_such_year": _l("Tahun ini tidak dikenal. Periksa tanggalnya."),
    "in_the_past": _l("Tenggat ini sudah lewat. Pilih hari ini atau sesudahnya."),
    "before_start": _l("Tenggat mendahului hari mulai."),
    "too_far": _l("Terlalu jauh: paling lambat %(years)s tahun dari sekarang.", years=MAX_YEARS),
    "negative": _l("Anggaran tidak dapat kurang dari nol."),
    "too_much": _l("Anggaran ini terlalu besar. Periksa jumlah nolnya."),
    "source_missing": _l("Sebut dari mana anggarannya."),
}


class PromiseForm(TextsForm):
    """What a promise says; `reason` only where one changes."""

    names: ClassVar[Sequence[str]] = ("cause", "action", "owner", "reason")
    faults: ClassVar[Mapping[str, LazyString]] = _FAULTS
    element = SelectField(choices=[], validators=[_NEEDED])
    cause = TextAreaField(validators=[_NEEDED, Length(max=MAX_CAUSE)])
    kind = SelectField(choices=[SelectChoice(kind.value, KIND_WORDS[kind]) for kind in Kind])
    action = TextAreaField(validators=[_NEEDED, Length(max=MAX_ACTION)])
    owner = StringField(validators=[_NEEDED, Length(max=MAX_OWNER)])
    starts_on = DateField(validators=[_NEEDED])
    due_on = DateField(validators=[_NEEDED])
    budget = StringField(validators=[Length(max=40)])
    budget_source = SelectField(
        choices=[SelectChoice("", "–"), *(SelectChoice(source.value, SOURCE_WORDS[source]) for source in BudgetSource)]
    )
    reason = TextAreaField(validators=[Length(max=MAX_NOTE)])

    def offer(self, codes: Iterable[str]) -> None:
        """These elements."""
        self.element.choices = [SelectChoice(code, element_name(code)) for code in codes]

    def validate_budget(self, field: Field) -> None:
        """Whole rupiah as people write them: 25000000, 25.000.000, Rp25.000.000."""
        if (field.data or "").strip() and not _AMOUNT.fullmatch(self._amount):
            raise ValidationError(_("Isikan rupiah utuh, misalnya 25.000.000; kosongkan bila belum diketahui."))

    @property
    def facts(self) -> PromiseFacts:
        """What it says, once the form is valid."""
        starts_on, due_on, source = self.starts_on.data, self.due_on.data, self.budget_source.data
        assert starts_on is not None
        assert due_on is not None
        return PromiseFacts(
            element=self.element.data,
            cause=(self.cause.data or "").replace("\r\n", "\n").strip(),
            kind=Kind(self.kind.data),
            action=" ".join((self.action.data or "").split()),
            owner=" ".join((self.owner.data or "").split()),
            starts_on=starts_on,
            due_on=due_on,
            budget=int(self._amount) if self._amount else None,
            budget_source=BudgetSource(source) if source else None,
        )

    @property
    def _amount(self) -> str:
        typed = (self.budget.data or "").strip()
        return re.sub(r"^(-?)\s*Rp\.?\s*", r"\1", typed, flags=re.IGNORECASE).replace(".", "").replace(" ", "")


def filled_in(promise: Promise) -> dict[str, Any]:
    """What the form shows of a promise that is there."""
    facts = promise.facts
    return {
        "element": facts.element,
        "cause": facts.cause,
        "kind": facts.kind.value,
        "action": facts.action,
        "owner": facts.owner,
        "starts_on": facts.starts_on,
        "due_on": facts.due_on,
        "budget": "" if facts.budget is None else f"{facts.budget:,}".replace(",", "."),
        "budget_source": facts.budget_source.value if facts.budget_source else "",
        "version": promise.version,
    }


def first_values(element: str, today: datetime.date) -> dict[str, Any]:
    """What a new form shows: the element that is proposed, and today as the first day."""
    return {"element": element, "starts_on": today}


class NoteForm(TextsForm):
    """A step of a promise: what is said to everybody with it."""

    names: ClassVar[Sequence[str]] = ("note",)
    note = TextAreaField(validators=[Length(max=MAX_NOTE)])


class FileForm(TextsForm):
    """A picture, and in words what it shows."""

    names: ClassVar[Sequence[str]] = ("caption",)
    faults: ClassVar[Mapping[str, LazyString]] = {
        "missing": _l("Isian ini wajib ada."),
        "file_too_large": _l("Berkas ini terlalu besar: paling banyak 8 MB."),
        "not_a_picture": _l("Berkas ini bukan gambar JPEG, PNG atau WebP."),
        "broken_picture": _l("Gambar ini rusak atau terpotong, jadi tidak dapat dibaca."),
        "too_many_pixels": _l("Gambar ini terlalu besar: paling banyak 40 juta piksel."),
        "too_many_files": _l("Sudah ada %(maximum)s gambar. Hapus satu sebelum menambah.", maximum=MAX_FILES),
    }
    file = FileField()
    caption = StringField(validators=[_NEEDED, Length(max=MAX_CAPTION)])

    @property
    def content(self) -> bytes:
        """The bytes of the file, one more than allowed at most; none where the field came as a text."""
        return self.file.data.read(MAX_BYTES + 1) if isinstance(self.file.data, FileStorage) else b""

    @property
    def file_name(self) -> str:
        """What the file was called where it came from."""
        return (self.file.data.filename or "") if isinstance(self.file.data, FileStorage) else ""


class RemoveForm(TextsForm):
    """Why a picture goes."""

    names: ClassVar[Sequence[str]] = ("reason",)
    reason = StringField(validators=[_NEEDED, Length(max=MAX_NOTE)])


class HandForm(DeskForm):
    """The unit that is asked to take a promise over."""

    unit = SelectField(choices=[], validators=[_NEEDED])

    def offer(self, names: Mapping[str, str]) -> None:
        """These units, by slug."""
        self.unit.choices = [SelectChoice(slug, name) for slug, name in names.items()]
