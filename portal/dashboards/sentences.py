"""What a person would say about a score: one sentence each, and never more than the numbers allow.

Change ("naik") and comparison ("setara") are not said here: they have rules of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.core.i18n import decimal1, integer, period_name
from portal.dashboards.queries import CityUnits, Found, Result, UnknownChoice
from portal.domain.periods import Period
from portal.domain.questionnaire import Channel
from portal.domain.rules import Grade, meaning
from portal.domain.scoring import ElementScore, Hidden, Score, possible_grades

_PERFORMANCE: dict[str, LazyString] = {
    "sangat_baik": _l("Sangat baik"),
    "baik": _l("Baik"),
    "kurang_baik": _l("Kurang baik"),
    "tidak_baik": _l("Tidak baik"),
}
_KINDS: dict[str, LazyString] = {
    "sekretariat": _l("Sekretariat"),
    "inspektorat": _l("Inspektorat"),
    "badan": _l("Badan"),
    "dinas": _l("Dinas"),
    "distrik": _l("Distrik"),
    "kelurahan": _l("Kelurahan"),
    "rumah_sakit": _l("Rumah sakit"),
    "puskesmas": _l("Puskesmas"),
    "lainnya": _l("Lainnya"),
}
_SHORT_ELEMENTS: dict[str, LazyString] = {
    "persyaratan": _l("Syarat"),
    "prosedur": _l("Prosedur"),
    "waktu": _l("Waktu"),
    "biaya": _l("Biaya"),
    "produk": _l("Produk"),
    "kompetensi": _l("Kompetensi"),
    "perilaku": _l("Perilaku"),
    "pengaduan": _l("Pengaduan"),
    "sarana": _l("Sarana"),
}


def performance(grade: Grade) -> str:
    """What a grade says: Sangat baik, Baik, Kurang baik, Tidak baik."""
    return str(_PERFORMANCE[meaning(grade)])


def kind_name(kind: str) -> str:
    """A kind of unit in words."""
    return str(_KINDS[kind])


def short_element(code: str, name: str) -> str:
    """An element in one word, for the head of a column; its name where there is no such word."""
    return str(_SHORT_ELEMENTS.get(code, name))


def grade_words(of: Score | ElementScore) -> str:
    """The grade, and those that chance leaves open: "B", "B, mungkin A"; empty where there is no grade."""
    if of.grade is None:
        return ""
    others = [grade.value for grade in possible_grades(of) if grade != of.grade]
    if not others:
        return of.grade.value
    return _("%(grade)s, mungkin %(others)s", grade=of.grade.value, others=_(" atau ").join(others))


def verdict(score: Score, channel: Channel) -> str:
    """ "Baik, 84,2 dari 100, dari 412 penilaian terverifikasi.", or why there is no such sentence."""
    if score.index is None:
        return withheld(score, channel)
    if score.grade is None:
        return f"{_ungraded(score, channel)} {_('Mutu baru ditetapkan mulai 30 penilaian.')}"
    said = {"performance": performance(score.grade), "index": decimal1(score.index), "n": integer(score.n)}
    if channel is Channel.VERIFIED:
        sentence = _("%(performance)s, %(index)s dari 100, dari %(n)s penilaian terverifikasi.", **said)
    else:
        sentence = _("%(performance)s, %(index)s dari 100, dari %(n)s penilaian yang belum terverifikasi.", **said)
    return sentence + _crossing(score)


def withheld(score: Score, channel: Channel) -> str:
    """Why a channel has no index."""
    if score.n:
        return _(
            "%(n)s penilaian sudah diterbitkan, tetapi ada unsur dengan kurang dari sepuluh jawaban; "
            "karena itu nilainya belum ditampilkan.",
            n=integer(score.n),
        )
    if score.hidden is Hidden.NO_RATINGS:
        return _("Belum ada penilaian pada periode ini.")
    if channel is Channel.VERIFIED:
        return _("Belum cukup penilaian terverifikasi: nilai ditampilkan mulai sepuluh penilaian.")
    return _("Belum cukup penilaian: nilai ditampilkan mulai sepuluh penilaian.")


def city_headline(score: Score, city: str) -> str:
    """ "Layanan Kota Sorong dinilai baik.", or a title where nothing can be said yet."""
    if score.grade is None:
        return _("Hasil layanan %(city)s", city=city)
    return _("Layanan %(city)s dinilai %(performance)s.", city=city, performance=performance(score.grade).lower())


def city_verdict(score: Score, channel: Channel) -> str:
    """What follows the headline of the city."""
    return verdict(score, channel) if score.grade is None else _ungraded(score, channel) + _crossing(score)


def city_sentence(result: Result, city: str) -> str:
    """Headline and what follows in one; empty before the city has a score."""
    if result.score.index is None:
        return ""
    said = city_verdict(result.score, result.channel)
    return said if result.score.grade is None else f"{city_headline(result.score, city)} {said}"


def channel_name(channel: Channel) -> str:
    """The channel at the head of a line."""
    return _("Dengan kode kunjungan:") if channel is Channel.VERIFIED else _("Kanal terbuka:")


def channel_line(score: Score, channel: Channel) -> str:
    """The other channel in one line, after its name."""
    if score.index is None:
        return withheld(score, channel)
    return _(
        "%(index)s (%(low)s–%(high)s) dari %(n)s penilaian",
        index=decimal1(score.index),
        n=integer(score.n),
        **_limits(score),
    )


def elements_sentence(result: Result, names: dict[str, str]) -> str:
    """Which element is lowest and which highest, and what the bars mean."""
    shown = [(names[code], element) for code, element in result.elements if element.index is not None]
    how = _(
        "Titik adalah nilai, batang adalah selang %(level)s; bila batang bertumpang tindih, urutannya belum pasti.",
        level="95 %",
    )
    if len(shown) < 2:
        return how
    (weakest, low), (strongest, high) = shown[0], shown[-1]
    ends = _(
        "Terendah: %(weakest)s, %(low)s; tertinggi: %(strongest)s, %(high)s.",
        weakest=weakest,
        low=decimal1(low.index),
        strongest=strongest,
        high=decimal1(high.index),
    )
    return f"{ends} {how}"


def trend_sentence(trend: Sequence[tuple[Period, Score]], channel: Channel) -> str:
    """The last value of the series, and what the ribbon means; no word on change."""
    period, score = [(period, score) for period, score in trend if score.index is not None][-1]
    said = {"period": period_name(period.text), "index": decimal1(score.index), **_limits(score)}
    if channel is Channel.VERIFIED:
        return _("%(period)s: %(index)s (%(low)s–%(high)s), penilaian terverifikasi. Pita adalah selang 95 %%.", **said)
    return _(
        "%(period)s: %(index)s (%(low)s–%(high)s), penilaian yang belum terverifikasi. Pita adalah selang 95 %%.",
        **said,
    )


def matrix_sentence(units: CityUnits) -> str:
    """How many units have a score, and how to read the cells."""
    count = _(
        "Unit yang punya nilai: %(shown)s dari %(total)s.",
        shown=integer(units.with_score),
        total=integer(len(units.rows)),
    )
    how = _("Huruf menyertai warna; mulai 30 jawaban. Sel dengan kurang dari sepuluh jawaban disembunyikan.")
    return f"{count} {how}"


def sample_sentence(answered: int, needed: int) -> str:
    """Answers given of those that the service owes."""
    return _("%(answered)s dari %(needed)s jawaban yang dibutuhkan", answered=integer(answered), needed=integer(needed))


def found_sentence(found: Found) -> str:
    """How many services there are, and which page of them this is."""
    if found.page == 1 and found.is_last:
        return _("Layanan ditemukan: %(total)s.", total=integer(found.total))
    return _("Layanan ditemukan: %(total)s. Halaman %(page)s.", total=integer(found.total), page=integer(found.page))


def unknown_choice(error: UnknownChoice) -> str:
    """Which filter was wrong, and what it takes."""
    allowed = ", ".join(error.allowed) or "–"
    if error.field == "kind":
        return _("Jenis unit tidak dikenal. Yang dikenal: %(allowed)s.", allowed=allowed)
    return _("Distrik tidak dikenal. Yang dikenal: %(allowed)s.", allowed=allowed)


def _ungraded(score: Score, channel: Channel) -> str:
    said = {"index": decimal1(score.index), "n": integer(score.n)}
    if channel is Channel.VERIFIED:
        return _("%(index)s dari 100, dari %(n)s penilaian terverifikasi.", **said)
    return _("%(index)s dari 100, dari %(n)s penilaian yang belum terverifikasi.", **said)


def _crossing(score: Score) -> str:
    """The grades that chance leaves open, as a sentence of its own."""
    if len(possible_grades(score)) < 2:
        return ""
    return " " + _("Mutu %(grade)s.", grade=grade_words(score))


def _limits(score: Score) -> dict[str, str]:
    low, high = score.interval or (None, None)
    return {"low": decimal1(low), "high": decimal1(high)}
