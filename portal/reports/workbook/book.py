"""The workbook: what it is, both channels reckoned through, elements, past periods, respondents, follow-up."""

from __future__ import annotations

import datetime
import io

from flask_babel import gettext as _
from xlsxwriter import Workbook

from portal.core.i18n import period_name
from portal.domain.questionnaire import Channel
from portal.domain.scoring import ElementScore, Score
from portal.reports.queries import UnitResult
from portal.reports.workbook.computation import WIDTHS, write_computation
from portal.reports.workbook.paper import OPTIONS, Cell, Paper, styles_of
from portal.reports.writing.promises import no_promises, promise_rows
from portal.reports.writing.words import Place, channel_word, city, names_of, publication_words, warnings

_NEVER = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""No day of making: the same numbers give the same file."""


def workbook(result: UnitResult, place: Place) -> bytes:
    """The workbook as XLSX."""
    written = io.BytesIO()
    book = Workbook(written, OPTIONS)
    book.set_properties({"title": _title(result), "author": city().portal_name, "created": _NEVER})
    book.set_calc_mode("auto")
    styles = styles_of(book)
    _write_cover(Paper(book, _("Sampul"), (34, 90), styles), result, place)
    for channel in _headline_first(result.channel):
        write_computation(Paper(book, _sheet_name(channel), WIDTHS, styles), result, channel)
    _write_elements(Paper(book, _("Unsur"), (40, 16, *[11] * 11), styles), result)
    _write_trend(Paper(book, _("Perkembangan"), (20, 16, *[11] * 6), styles), result)
    _write_promises(Paper(book, _("Tindak lanjut"), (30, 50, 50, 16, 30, 24), styles), result)
    book.close()
    return written.getvalue()


def _title(result: UnitResult) -> str:
    return f"IKM {result.unit.name}, {period_name(result.period.text)}"[:255]


def _headline_first(headline: Channel) -> list[Channel]:
    return sorted(Channel, key=lambda channel: channel is not headline)


def _sheet_name(channel: Channel) -> str:
    return _("Hitung terverifikasi") if channel is Channel.VERIFIED else _("Hitung terbuka")


def _write_cover(paper: Paper, result: UnitResult, place: Place) -> None:
    paper.line([_("Data olahan Survei Kepuasan Masyarakat")], "title")
    paper.skip()
    facts = [
        (_("Unit"), result.unit.name),
        (_("Periode"), period_name(result.period.text)),
        (_("Kanal utama"), channel_word(result.channel)),
        (_("Sumber"), f"{city().portal_name}, {publication_words(result)}"),
        (_("Halaman publik"), place.address),
        (_("Dasar"), "PermenPAN-RB 14/2017"),
    ]
    for name, value in facts:
        paper.line([name, value], styles=("strong", "text"))
    paper.skip()
    for sentence in _notes(result, place):
        paper.line(["", sentence])


def _notes(result: UnitResult, place: Place) -> list[str]:
    return [
        *warnings(place, is_provisional=result.is_provisional),
        _("Lembar hitung memuat rumus hidup: hitung ulang, dan hasilnya adalah indeks yang diterbitkan."),
        _("Penimbang tiap unsur tepat 1 dibagi banyaknya unsur; IKM dibulatkan sekali, setengah ke atas, dua angka."),
        _("Di bawah sepuluh penilaian tidak ada nilai yang ditampilkan; di bawah 30 tidak ada mutu (A–D)."),
        _(
            "Kedua kanal tidak pernah dicampur. Berapa pun banyaknya, penilaian yang belum terverifikasi "
            "tidak mengubah bukti kinerja."
        ),
    ]


def _write_elements(paper: Paper, result: UnitResult) -> None:
    names = names_of(result)
    heads = [
        _("Unsur"),
        _("Kanal"),
        _("n"),
        _("NRR"),
        _("Nilai"),
        _("Mutu"),
        _("Selang dari"),
        _("sampai"),
        _("Puas (persen)"),
    ]
    paper.line([_("Nilai tiap unsur")], "title")
    paper.line(heads, "head")
    looks = ("text", "text", "integer", "four", "two", "grade", "two", "two", "two")
    for channel in _headline_first(result.channel):
        for code, element in result.card.channels[channel].elements.items():
            values = (element.n, element.mean, element.index, element.grade, *_limits(element), element.share_satisfied)
            paper.line([names[code], channel_word(channel), *values], styles=looks)


def _write_trend(paper: Paper, result: UnitResult) -> None:
    paper.line([_("Hasil triwulan yang lalu, kedua kanal")], "title")
    paper.line([_("Periode"), _("Kanal"), _("n"), _("IKM"), _("Mutu"), _("Selang dari"), _("sampai")], "head")
    looks = ("text", "text", "integer", "two", "grade", "two", "two")
    for card in result.quarters:
        for channel in _headline_first(result.channel):
            score = card.channels[channel]
            values: list[Cell] = [score.n, score.index, score.grade, *_limits(score)]
            paper.line([period_name(card.period.text), channel_word(channel), *values], styles=looks)


def _limits(of: Score | ElementScore) -> tuple[Cell, Cell]:
    return of.interval or (None, None)


def _write_promises(paper: Paper, result: UnitResult) -> None:
    paper.line([_("Rencana tindak lanjut, dari unsur yang terlemah")], "title")
    if not result.promises:
        paper.line([no_promises()], "note")
        return
    paper.line([_("Unsur"), _("Sebab"), _("Tindakan"), _("Waktu"), _("Penanggung jawab"), _("Keadaan")], "head")
    for row in promise_rows(result.promises):
        paper.line([row.element, row.cause, row.action, row.time, row.owner, row.status])
