"""Training in words: why a course is proposed, numbers that are hidden, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.core.i18n import decimal2, integer, period_name
from portal.core.saving import Conflict
from portal.domain.errors import Refused
from portal.domain.questionnaire import Channel
from portal.domain.training import FEWEST_PEOPLE, Hidden, Line, Weak
from portal.followups.queries import Need
from portal.followups.words import SOURCE_WORDS, element_name, rupiah

COURSE_FIELDS: Mapping[str, LazyString] = {
    "name": _l("Nama pelatihan"),
    "provider": _l("Penyelenggara"),
    "university": _l("Perguruan tinggi mitra"),
    "certificate": _l("Sertifikat"),
    "competences": _l("Kompetensi yang dilatih"),
    "elements": _l("Unsur yang dilayani"),
    "cost": _l("Biaya per orang (rupiah)"),
    "funding": _l("Sumber dana"),
    "seats": _l("Jumlah tempat"),
}
COUNT_FIELDS: Mapping[str, LazyString] = {
    "enrolled": _l("Terdaftar"),
    "finished": _l("Selesai"),
    "certified": _l("Bersertifikat"),
    "spent": _l("Anggaran terpakai (rupiah)"),
}
_REASONS: Mapping[str, LazyString] = {
    "already_retired": _l("Pelatihan ini sudah tidak ditawarkan."),
    "in_use": _l("Pelatihan ini masih ditawarkan."),
    "course_retired": _l("Pelatihan ini tidak ditawarkan lagi."),
    "withdrawn": _l("Janji ini sudah ditarik; angkanya tidak berubah lagi."),
    "unit_ended": _l("Unit itu sudah atau akan berakhir."),
}


def refused(refusal: Refused) -> str:
    """Why something was refused."""
    return str(_REASONS[refusal.code])


def reason_of(weak: Weak, need: Need) -> str:
    """Why a course is proposed: which element is weak, below what, and by how many ratings."""
    said = {
        "element": element_name(weak.element),
        "mean": decimal2(weak.mean),
        "average": decimal2(weak.average),
        "period": period_name(need.period.text),
        "n": integer(need.n),
    }
    if need.channel is Channel.VERIFIED:
        return _(
            "%(element)s %(mean)s, di bawah rata-rata semua unsur unit ini %(average)s "
            "(%(period)s, %(n)s penilaian terverifikasi).",
            **said,
        )
    return _(
        "%(element)s %(mean)s, di bawah rata-rata semua unsur unit ini %(average)s "
        "(%(period)s, %(n)s penilaian belum terverifikasi).",
        **said,
    )


def people(shown: int | Hidden) -> str:
    """A number of people as the public sees it."""
    if shown is Hidden.FEW:
        return _("kurang dari %(fewest)s", fewest=FEWEST_PEOPLE)
    return _("tidak ditampilkan") if shown is Hidden.WITHHELD else integer(shown)


def city_sentence(city: Line) -> str:
    """All plans of the city in one sentence."""
    said = {
        "courses": integer(city.total.courses),
        "units": integer(city.total.units),
        "planned": rupiah(city.total.planned),
        "spent": rupiah(city.total.spent),
    }
    if isinstance(city.people["enrolled"], Hidden):
        return _(
            "%(courses)s rencana pelatihan dari %(units)s unit; anggaran %(planned)s, terpakai %(spent)s. "
            "Jumlah petugas belum ditampilkan: terlalu sedikit.",
            **said,
        )
    return _(
        "%(courses)s rencana pelatihan dari %(units)s unit: %(enrolled)s petugas terdaftar, %(finished)s selesai, "
        "%(certified)s bersertifikat; anggaran %(planned)s, terpakai %(spent)s.",
        **said,
        **{name: people(number) for name, number in city.people.items()},
    )


def elements_words(codes: list[str]) -> str:
    """Elements by name, one after the other."""
    return ", ".join(element_name(code) for code in codes)


def conflict_shown(conflict: Conflict | None) -> Conflict | None:
    """Both versions as people read them."""
    if conflict is None:
        return None
    pairs = {name: (_said(name, stored), _said(name, sent)) for name, (stored, sent) in conflict.fields.items()}
    return Conflict(conflict.version, pairs)


def _said(field: str, value: object) -> str:
    if field in {"cost", "spent"} and isinstance(value, int):
        return rupiah(value)
    if field == "elements":
        return elements_words(str(value).split(", "))
    return str(SOURCE_WORDS[str(value)]) if field == "funding" else str(value)
