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
    channel_word,
    city,
    edition,
    grade_cell,
    provisional_words,
    publication_words,
    table_words,
)


def skm_report(result: UnitResult, *, address: str, is_sample: bool) -> Document:
    """The report of a unit and period; `address`: of the public page with the same numbers."""
    title = _("Laporan Survei Kepuasan Masyarakat")
    return Document(
        title=f"{title} {result.unit.name}, {period_name(result.period.text)}",
        author=city().portal_name,
        lang=current_language(),
        running=f"{title} – {result.unit.name}",
        edition=edition(result),
        footer=address,
        words=table_words(),
        cover=_cover(result, title=title, is_sample=is_sample),
        blocks=[
            Contents(_("Daftar isi")),
            NewPage(),
            *introduction(result),
            *collection(result),
            *results(result),
            *analysis(result),
            *closing(result, address=address),
            NewPage(),
            *questions_annex(result),
            *data_annex(result),
        ],
    )


def _cover(result: UnitResult, *, title: str, is_sample: bool) -> Cover:
    score = result.score
    warning = _("Data contoh: semua angka di sini rekaan, bukan penilaian warga.") if is_sample else ""
    return Cover(
        portal=f"{city().portal_name} · {city().name}",
        heading=title,
        unit=result.unit.name,
        period=period_name(result.period.text),
        warning=warning or provisional_words(result.is_provisional),
        facts=[
            (_("Indeks Kepuasan Masyarakat"), decimal2(score.index)),
            (_("Mutu pelayanan"), grade_cell(score)),
            (_("Penilaian yang dihitung (n)"), integer(score.n)),
            (_("Kanal utama"), channel_word(result.channel)),
            (_("Sumber"), publication_words(result)),
        ],
    )
