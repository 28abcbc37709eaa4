"""What a person would say about a score: one sentence each, and never more than the numbers allow."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.core.i18n import decimal1, integer, period_name
from portal.dashboards.queries import Result
from portal.domain.periods import Period
from portal.domain.questionnaire import Channel
from portal.domain.rules import Grade, meaning
from portal.domain.scoring import ElementScore, Score, possible_grades
from portal.publication.words import withheld

_PERFORMANCE: dict[str, LazyString] = {
    "sangat_baik": _l("Sangat baik"),
    "baik": _l("Baik"),
    "kurang_baik": _l("Kurang baik"),
    "tidak_baik": _l("Tidak baik"),
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


def verdict(score: Score, channel: Channel, more: Sequence[str] = ()) -> str:
    """ "Baik, 84,2 dari 100, dari 412 penilaian terverifikasi; setara …; naik …", or why there is no such sentence."""
    if score.index is None:
        return withheld(score, channel)
    if score.grade is None:
        return f"{ungraded(score, channel)} {_('Mutu baru ditetapkan mulai 30 penilaian.')}"
    said = {"performance": performance(score.grade), "index": decimal1(score.index), "n": integer(score.n)}
    if channel is Channel.VERIFIED:
        sentence = _("%(performance)s, %(index)s dari 100, dari %(n)s penilaian terverifikasi.", **said)
    else:
        sentence = _("%(performance)s, %(index)s dari 100, dari %(n)s penilaian yang belum terverifikasi.", **said)
    return "; ".join([sentence.rstrip("."), *filter(None, more)]) + "." + crossing(score)


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


def ungraded(score: Score, channel: Channel) -> str:
    """The index without its grade, and from how many ratings."""
    said = {"index": decimal1(score.index), "n": integer(score.n)}
    if channel is Channel.VERIFIED:
        return _("%(index)s dari 100, dari %(n)s penilaian terverifikasi.", **said)
    return _("%(index)s dari 100, dari %(n)s penilaian yang belum terverifikasi.", **said)


def crossing(score: Score) -> str:
    """The grades that chance leaves open, as a sentence of its own."""
    if len(possible_grades(score)) < 2:
        return ""
    return " " + _("Mutu %(grade)s.", grade=grade_words(score))


def _limits(score: Score) -> dict[str, str]:
    low, high = score.interval or (None, None)
    return {"low": decimal1(low), "high": decimal1(high)}
