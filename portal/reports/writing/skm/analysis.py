"""Chapters IV and V: what is strong and weak, what was promised, how it went on; and the closing with its signature."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.core.i18n import decimal2, integer, period_name
from portal.reports.press import Block, Column, Heading, Paragraph, Signature, Table
from portal.reports.queries import UnitResult
from portal.reports.writing.drawings import trend_picture
from portal.reports.writing.promises import follow_up_rows, no_promises
from portal.reports.writing.words import change_sentence, city, grade_cell, interval_cell, names_of, performance

SHOWN = 3
"""Elements named at either end."""


def analysis(result: UnitResult) -> list[Block]:
    """IV Analisis."""
    return [
        Heading(_("IV. Analisis")),
        Heading(_("4.1 Unsur terkuat dan terlemah"), 2),
        *_ends(result),
        Heading(_("4.2 Rencana tindak lanjut"), 2),
        *_follow_up(result),
        Heading(_("4.3 Perkembangan"), 2),
        *_trend(result),
    ]


def closing(result: UnitResult, *, address: str) -> list[Block]:
    """V Penutup."""
    return [
        Heading(_("V. Penutup")),
        Paragraph(_summary(result), kept=True),
        Paragraph(
            _(
                "Angka yang sama terbuka bagi siapa saja di %(address)s, dan setiap orang dapat menghitungnya kembali "
                "dari data yang diterbitkan.",
                address=address,
            ),
            kept=True,
        ),
        Signature(
            place=_("%(city)s, ………………………………", city=city().name.removeprefix("Kota ")),
            office=_("Kepala %(unit)s", unit=result.unit.name),
            name=_("Nama dan NIP"),
        ),
    ]


def _ends(result: UnitResult) -> list[Block]:
    names = names_of(result)
    shown = [(names[code], decimal2(element.index), interval_cell(element)) for code, element in result.weakest_first]
    if len(shown) < 2 * SHOWN:
        return [Paragraph(_("Belum cukup unsur dengan nilai untuk dibandingkan pada periode ini."))]
    said = "; ".join(f"{name} ({index})" for name, index, _interval in shown[:SHOWN])
    best = "; ".join(f"{name} ({index})" for name, index, _interval in reversed(shown[-SHOWN:]))
    return [
        Paragraph(_("Terlemah: %(elements)s.", elements=said)),
        Paragraph(_("Terkuat: %(elements)s.", elements=best)),
        Paragraph(
            _("Bila selang %(level)s dua unsur bertumpang tindih, urutannya belum pasti.", level="95 %"), soft=True
        ),
    ]


def _follow_up(result: UnitResult) -> list[Block]:
    return [follow_up_rows(result.promises)] if result.promises else [Paragraph(no_promises())]


def _trend(result: UnitResult) -> list[Block]:
    said = Paragraph(change_sentence(result.change))
    if not result.trend:
        return [said]
    rows = [
        (period_name(period.text), integer(score.n), decimal2(score.index), interval_cell(score), grade_cell(score))
        for period, score in result.trend
    ]
    columns = [
        Column(_("Periode"), share=1),
        Column(_("n"), "number"),
        Column(_("IKM"), "number"),
        Column(_("Selang %(level)s", level="95 %"), "number"),
        Column(_("Mutu")),
    ]
    return [said, trend_picture(result), Table(_("Hasil triwulan yang lalu, kanal utama"), columns, rows)]


def _summary(result: UnitResult) -> str:
    score = result.score
    said = {"unit": result.unit.name, "period": period_name(result.period.text), "n": integer(score.n)}
    if score.index is None:
        return _("Pada %(period)s nilai %(unit)s belum dapat ditampilkan.", **said)
    said["index"] = decimal2(score.index)
    if score.grade is None:
        return _(
            "Pada %(period)s nilai %(unit)s adalah %(index)s dari %(n)s penilaian; mutunya belum ditetapkan.", **said
        )
    return _(
        "Pada %(period)s nilai %(unit)s adalah %(index)s dari %(n)s penilaian: mutu %(grade)s (%(performance)s).",
        grade=score.grade.value,
        performance=performance(score.grade),
        **said,
    )
