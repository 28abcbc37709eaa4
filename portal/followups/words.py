"""Promises in words: their kinds, where they stand, what happened to them. Every page and file shares these."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.core.i18n import current_language, day_name, integer
from portal.domain.promises import FEWEST_VOICES, BudgetSource, EventKind, Kind, Origin, Status, Step
from portal.followups.models import PromiseEvent
from portal.followups.queries import Counts, Voices
from portal.surveys.queries import element_names

KIND_WORDS: Mapping[str, LazyString] = {
    Kind.PROCEDURE: _l("Prosedur"),
    Kind.STAFFING: _l("Petugas"),
    Kind.FACILITY: _l("Sarana"),
    Kind.TRAINING: _l("Pelatihan"),
    Kind.INFORMATION: _l("Informasi"),
    Kind.BUDGET: _l("Anggaran"),
}
STATUS_WORDS: Mapping[str, LazyString] = {
    Status.OVERDUE: _l("Terlambat"),
    Status.GOING: _l("Dikerjakan"),
    Status.PLANNED: _l("Direncanakan"),
    Status.DISPUTED: _l("Dibantah warga"),
    Status.DONE: _l("Selesai menurut unit"),
    Status.CONFIRMED: _l("Ditepati menurut warga"),
    Status.WITHDRAWN: _l("Ditarik"),
}
ORIGIN_WORDS: Mapping[str, LazyString] = {
    Origin.OWN: _l("Prakarsa unit sendiri"),
    Origin.REVIEW: _l("Penilaian kinerja unit"),
    Origin.CONSULTATION: _l("Forum konsultasi publik"),
    Origin.OBSERVER: _l("Kunjungan pengamat warga"),
    Origin.REPORT: _l("Laporan warga"),
    Origin.TRAINING: _l("Rencana pelatihan"),
}
SOURCE_WORDS: Mapping[str, LazyString] = {
    BudgetSource.APBD: _l("APBD"),
    BudgetSource.ALTERNATIVE: _l("Pendanaan lain"),
}
STEP_WORDS: Mapping[str, LazyString] = {
    Step.CHANGE: _l("Ubah"),
    Step.START: _l("Mulai dikerjakan"),
    Step.FINISH: _l("Sebut selesai"),
    Step.REOPEN: _l("Buka lagi"),
    Step.WITHDRAW: _l("Tarik janji"),
}
EVENT_WORDS: Mapping[str, LazyString] = {
    EventKind.MADE: _l("Janji dibuat"),
    EventKind.CHANGED: _l("Janji diubah"),
    EventKind.STARTED: _l("Mulai dikerjakan"),
    EventKind.DONE: _l("Disebut selesai oleh unit"),
    EventKind.REOPENED: _l("Dibuka lagi"),
    EventKind.WITHDRAWN: _l("Ditarik"),
    EventKind.MOVED: _l("Diteruskan unit lain"),
}
FIELD_WORDS: Mapping[str, LazyString] = {
    "element": _l("Unsur"),
    "cause": _l("Sebab"),
    "kind": _l("Jenis tindakan"),
    "action": _l("Yang dijanjikan"),
    "owner": _l("Penanggung jawab"),
    "starts_on": _l("Mulai"),
    "due_on": _l("Tenggat"),
    "budget": _l("Anggaran (rupiah)"),
    "budget_source": _l("Sumber anggaran"),
    "unit": _l("Unit"),
}
_DAYS = frozenset({"starts_on", "due_on"})


def element_name(code: str) -> str:
    """An element in the reader's language; its code where it was never asked."""
    named = element_names().get(code)
    return named.text(current_language()) if named is not None else code


def rupiah(amount: int | None) -> str:
    """An amount of money: Rp25.000.000."""
    return "–" if amount is None else f"Rp{integer(amount)}"


def said(field: str, value: object) -> str:
    """What one field of a promise said (`queries.said_of`), as a person reads it."""
    if value is None or value == "":
        return "–"
    if field in _DAYS:
        return day_name(datetime.date.fromisoformat(str(value)))
    if field == "budget" and isinstance(value, int):
        return rupiah(value)
    if field == "element":
        return element_name(str(value))
    words = {"kind": KIND_WORDS, "budget_source": SOURCE_WORDS}.get(field)
    return str(words.get(str(value), value)) if words else str(value)


def changes_in(event: PromiseEvent) -> list[str]:
    """What a change moved, a sentence each, the due date before all else."""
    fields = sorted(event.before, key=lambda field: (field != "due_on", list(FIELD_WORDS).index(field)))
    return [_change(field, said(field, event.before[field]), said(field, event.after.get(field))) for field in fields]


def _change(field: str, before: str, after: str) -> str:
    if field == "due_on":
        return _("Tenggat dipindahkan dari %(before)s ke %(after)s.", before=before, after=after)
    return _("%(field)s: dari «%(before)s» menjadi «%(after)s».", field=FIELD_WORDS[field], before=before, after=after)


def summary_sentence(counts: Counts) -> str:
    """All promises in one sentence: how many were kept, and where the others stand."""
    if not counts.total:
        return _("Belum ada janji.")
    parts = [_part(status, counts[status]) for status in _IN_SENTENCE if counts[status]]
    return _("Dari %(total)s janji: %(parts)s.", total=integer(counts.total), parts=", ".join(parts))


_IN_SENTENCE = (
    Status.CONFIRMED,
    Status.DISPUTED,
    Status.DONE,
    Status.OVERDUE,
    Status.GOING,
    Status.PLANNED,
    Status.WITHDRAWN,
)


def _part(status: Status, count: int) -> str:
    words = {
        Status.CONFIRMED: _("%(n)s ditepati menurut warga", n=integer(count)),
        Status.DISPUTED: _("%(n)s dibantah warga", n=integer(count)),
        Status.DONE: _("%(n)s selesai menurut unit dan menunggu suara warga", n=integer(count)),
        Status.OVERDUE: _("%(n)s terlambat", n=integer(count)),
        Status.GOING: _("%(n)s sedang dikerjakan", n=integer(count)),
        Status.PLANNED: _("%(n)s direncanakan", n=integer(count)),
        Status.WITHDRAWN: _("%(n)s ditarik", n=integer(count)),
    }
    return words[status]


def voices_sentence(voices: Voices) -> str:
    """What citizens said of a promise that is called done."""
    if not voices.total:
        return _("Belum ada suara warga.")
    said = _(
        "%(total)s suara warga: %(confirmed)s mengatakan sudah ditepati, %(disputed)s mengatakan belum.",
        total=integer(voices.total),
        confirmed=integer(voices.confirmed),
        disputed=integer(voices.disputed),
    )
    deciding = sum(voices.weighing)
    if deciding == voices.total:
        return said
    rest = _(
        "Yang ikut menentukan: %(deciding)s; selebihnya datang dari sambungan internet "
        "yang sudah bersuara pada hari yang sama.",
        deciding=integer(deciding),
    )
    return f"{said} {rest}"


def voices_rule() -> str:
    """When voices decide, and what they cannot tell."""
    return _(
        "Mulai %(fewest)s suara: «ditepati menurut warga» bila paling sedikit dua pertiga membenarkan, "
        "«dibantah warga» bila lebih dari separuh membantah. Dari satu sambungan internet, satu suara sehari "
        "ikut menentukan; semua suara tampil dalam jumlahnya. Suara tidak memakai akun, "
        "jadi satu orang dapat bersuara lebih dari sekali.",
        fewest=FEWEST_VOICES,
    )
