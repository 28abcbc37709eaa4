"""The report as a whole: cover, contents, five chapters, two annexes."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.core.i18n import current_language, decimal2, integer, period_name
from portal.reports.press import Contents, Cover, Document, NewPage
from portal.reports.queries import UnitResult
from portal.reports.writing.skm.analysis import analysis, closing
from portal.reports.writing.skm.annexes import data_annex, questions_annex
from portal.reports.writing.skm.opening import collection, introduction
from portal.reports.writing.skm.results import results
from portal.reports.writing.words import (
    Place,
    channel_word,
    city,
    edition,
    grade_cell,
    publication_words,
    table_words,
    warnings,
)


def skm_report(result: UnitResult, place: Place) -> Document:
    """The report of a unit and period."""
    title = _("Laporan Survei Kepuasan Masyarakat")
    return Document(
        title=f"{title} {result.unit.name}, {period_name(result.period.text)}",
        author=city().portal_name,
        lang=current_language(),
        running=f"{title} – {result.unit.name}",
        edition=edition(result),
        footer=place.address,
        words=table_words(),
        cover=_cover(result, place, title=title),
        blocks=[
            Contents(_("Daftar isi")),
            NewPage(),
            *introduction(result),
            *collection(result),
            *results(result),
            *analysis(result),
            *closing(result, address=place.address),
            NewPage(),
            *questions_annex(result),
            *data_annex(result),
        ],
    )


def _cover(result: UnitResult, place: Place, *, title: str) -> Cover:
    score = result.score
    return Cover(
        portal=f"{city().portal_name} · {city().name}",
        heading=title,
        unit=result.unit.name,
        period=period_name(result.period.text),
        warning=" ".join(warnings(place, is_provisional=result.is_provisional)),
        facts=[
            (_("Indeks Kepuasan Masyarakat"), decimal2(score.index)),
            (_("Mutu pelayanan"), grade_cell(score)),
            (_("Penilaian yang dihitung (n)"), integer(score.n)),
            (_("Kanal utama"), channel_word(result.channel)),
            (_("Sumber"), publication_words(result)),
        ],
    )
