"""The overview of all units: the city's result, and each unit by kind and name, so that none is ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.catalogue.forms.words import KIND_WORDS
from portal.core.i18n import current_language, decimal2, integer, period_name
from portal.domain.change import Change, Direction
from portal.domain.rules import PERMENPANRB_14_2017
from portal.publication.words import withheld
from portal.reports.press import Block, Column, Document, Heading, Paragraph, ScoreBox, Table
from portal.reports.queries import CityResult, UnitRow
from portal.reports.writing.words import (
    NOTHING,
    Place,
    channel_word,
    city,
    grade_cell,
    interval_cell,
    performance,
    publication_name,
    table_words,
    warnings,
)

_DIRECTIONS: dict[Direction, LazyString] = {
    Direction.UP: _l("naik"),
    Direction.DOWN: _l("turun"),
    Direction.UNCLEAR: _l("belum dapat dibedakan"),
}


def city_report(result: CityResult, place: Place) -> Document:
    """The overview of a period."""
    title = _("Ikhtisar Survei Kepuasan Masyarakat %(city)s", city=city().name)
    period = period_name(result.period.text)
    return Document(
        title=f"{title}, {period}",
        author=city().portal_name,
        lang=current_language(),
        running=title,
        edition=f"{period} · {publication_name(result.card.publication)}",
        footer=place.address,
        words=table_words(),
        blocks=[
            *(Paragraph(said, soft=True) for said in warnings(place, is_provisional=result.is_provisional)),
            *_city(result),
            *_kinds(result),
        ],
    )


def _city(result: CityResult) -> list[Block]:
    score, channel = result.card.headline_score, result.card.headline
    blocks: list[Block] = [Heading(period_name(result.period.text))]
    if score.index is None:
        blocks.append(Paragraph(withheld(score, channel)))
    else:
        detail = _(
            "Kanal %(channel)s, %(n)s penilaian; selang 95 %% dari %(low)s sampai %(high)s.",
            channel=channel_word(channel),
            n=integer(score.n),
            low=decimal2(score.interval[0] if score.interval else None),
            high=decimal2(score.interval[1] if score.interval else None),
        )
        grade = score.grade
        words = performance(grade) if grade else _("Mutu baru ditetapkan mulai 30 penilaian.")
        blocks.append(ScoreBox(decimal2(score.index), grade.value if grade else "", words, detail))
    return [*blocks, _grades(result.rows), Paragraph(_reading(), soft=True)]


def _grades(rows: Sequence[UnitRow]) -> Table:
    found = Counter(_grade(row) for row in rows)
    letters = [band.grade.value for band in PERMENPANRB_14_2017.bands]
    lines = [(f"{letter}", integer(found[letter])) for letter in letters]
    lines.append((_("belum ada mutu (kurang dari 30 penilaian)"), integer(found[""])))
    return Table(_("Unit menurut mutu, kanal utama"), [Column(_("Mutu"), share=1), Column(_("Unit"), "number")], lines)


def _grade(row: UnitRow) -> str:
    grade = row.card.headline_score.grade if row.card else None
    return grade.value if grade else ""


def _reading() -> str:
    return _(
        "Unit disusun menurut jenis dan nama, bukan menurut nilai: selang yang bertumpang tindih tidak memberi urutan, "
        "dan kanal yang berbeda tidak dibandingkan. Yang dinilai adalah unit, tidak pernah orang."
    )


def _kinds(result: CityResult) -> list[Block]:
    blocks: list[Block] = [Heading(_("Unit menurut jenis"))]
    for kind, rows in result.by_kind.items():
        name = str(KIND_WORDS[kind])
        blocks += [
            Heading(name, 2),
            Table(_("%(kind)s: hasil kanal utama", kind=name), _columns(), [_row(row) for row in rows]),
        ]
    return blocks


def _columns() -> list[Column]:
    return [
        Column(_("Unit"), share=2),
        Column(_("Kanal"), share=1),
        Column(_("n"), "number"),
        Column(_("IKM"), "number"),
        Column(_("Selang %(level)s", level="95 %"), "number"),
        Column(_("Mutu")),
        Column(_("Perubahan"), share=1),
    ]


def _row(row: UnitRow) -> tuple[str, ...]:
    if row.card is None:
        return (row.unit.name, *[NOTHING] * 6)
    score = row.card.headline_score
    cells = (channel_word(row.card.headline), integer(score.n), decimal2(score.index))
    return (row.unit.name, *cells, interval_cell(score), grade_cell(score), _change(row.change))


def _change(change: Change | None) -> str:
    return NOTHING if change is None else str(_DIRECTIONS[change.direction])
