"""Words and cells that all documents share; the numbers are printed by the same functions as on pages."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from config import City
from portal.core.i18n import current_language, decimal2, integer, period_name
from portal.domain.change import Change, Direction
from portal.domain.evidence import Evidence, evidence
from portal.domain.questionnaire import Channel, Question
from portal.domain.rules import Grade, meaning
from portal.domain.scoring import ElementScore, Score, possible_grades
from portal.reports.queries import UnitResult

NOTHING = "–"


@dataclass(frozen=True)
class Place:
    """What a document says of where it comes from: the public page of its numbers, and whether they are invented."""

    address: str
    is_sample: bool


_PERFORMANCE: dict[str, LazyString] = {
    "sangat_baik": _l("Sangat baik"),
    "baik": _l("Baik"),
    "kurang_baik": _l("Kurang baik"),
    "tidak_baik": _l("Tidak baik"),
}
_CHANNELS: dict[Channel, LazyString] = {
    Channel.VERIFIED: _l("terverifikasi"),
    Channel.OPEN: _l("belum terverifikasi"),
}
_EVIDENCE: dict[Evidence, LazyString] = {
    Evidence.GRADED: _l("bukti yang dapat dinilai"),
    Evidence.LIMITED: _l("bukti terbatas"),
    Evidence.UNVERIFIED: _l("bukan bukti penilaian kinerja"),
    Evidence.NONE: _l("tidak ada"),
}


def paragraphs(text: str) -> list[str]:
    """The lines that somebody wrote, without those that are blank."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def city() -> City:
    """The city whose portal this is."""
    found: City = current_app.extensions["portal"].city
    return found


def table_words() -> dict[str, str]:
    """What tables and pictures are called before their number."""
    return {"table": _("Tabel"), "picture": _("Gambar")}


def channel_word(channel: Channel) -> str:
    """terverifikasi, belum terverifikasi."""
    return str(_CHANNELS[channel])


def evidence_word(channel: Channel, score: Score) -> str:
    """What a channel is worth in a performance review."""
    return str(_EVIDENCE[evidence(channel, score)])


def performance(grade: Grade) -> str:
    """Sangat baik, Baik, Kurang baik, Tidak baik."""
    return str(_PERFORMANCE[meaning(grade)])


def grade_cell(of: Score | ElementScore) -> str:
    """ "B", "B, mungkin A", or a dash where there is no grade."""
    if of.grade is None:
        return NOTHING
    others = [grade.value for grade in possible_grades(of) if grade != of.grade]
    return (
        of.grade.value
        if not others
        else _("%(grade)s, mungkin %(others)s", grade=of.grade.value, others=_(" atau ").join(others))
    )


def interval_cell(of: Score | ElementScore) -> str:
    """ "81,02–86,40", or a dash where it is withheld."""
    return NOTHING if of.interval is None else f"{decimal2(of.interval[0])}–{decimal2(of.interval[1])}"


def element_name(question: Question) -> str:
    """The element in the reader's language."""
    return question.name.text(current_language())


def names_of(result: UnitResult) -> dict[str, str]:
    """Each element's name by its code."""
    return {code: name.text(current_language()) for code, name in result.names.items()}


def change_sentence(change: Change | None) -> str:
    """What may be said of the change since the period before."""
    if change is None:
        return _(
            "Belum dapat dibandingkan dengan periode sebelumnya: masing-masing perlu 30 penilaian pada kanal yang sama."
        )
    said = {
        "difference": decimal2(abs(change.difference)),
        "low": decimal2(change.interval[0]),
        "high": decimal2(change.interval[1]),
    }
    if change.direction is Direction.UP:
        return _(
            "Naik %(difference)s poin dari periode sebelumnya (selang 95 %% dari %(low)s sampai %(high)s).", **said
        )
    if change.direction is Direction.DOWN:
        return _(
            "Turun %(difference)s poin dari periode sebelumnya (selang 95 %% dari %(low)s sampai %(high)s).", **said
        )
    return _(
        "Naik atau turunnya dari periode sebelumnya belum dapat dibedakan "
        "(selisih dengan selang 95 %% dari %(low)s sampai %(high)s).",
        **said,
    )


def publication_words(result: UnitResult) -> str:
    """Which publication the numbers are from."""
    return publication_name(result.card.publication)


def publication_name(number: int | None) -> str:
    """ "penerbitan ke-12"."""
    return _("belum ada penerbitan") if number is None else _("penerbitan ke-%(number)s", number=integer(number))


def warnings(place: Place, *, is_provisional: bool) -> list[str]:
    """What must be known before the numbers are used."""
    sample = _("Data contoh: semua angka di sini rekaan, bukan penilaian warga.") if place.is_sample else ""
    return [said for said in (sample, provisional_words(is_provisional)) if said]


def provisional_words(is_provisional: bool) -> str:
    """A warning where the numbers will still move."""
    return _("Periode ini masih sementara: bulannya belum semua ditutup.") if is_provisional else ""


def edition(result: UnitResult) -> str:
    """What stands at the head of each page: the period and the publication."""
    return f"{period_name(result.period.text)} · {publication_words(result)}"
