"""Follow-up in a table: element in order of weakness, action, time in quarters, who is responsible, where it stands."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.core.i18n import current_language, day_name
from portal.domain.periods import month_of, quarter_of
from portal.followups.queries import Tracked
from portal.followups.words import ORIGIN_WORDS, SOURCE_WORDS, STATUS_WORDS, element_name, rupiah
from portal.reports.press import Column, Document, Paragraph, Table
from portal.reports.queries import UnitResult
from portal.reports.writing.words import Place, city, edition, paragraphs, table_words, warnings

_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class PromiseRow:
    """A promise in printed form."""

    element: str
    cause: str
    action: str
    time: str
    owner: str
    status: str
    budget: str
    origin: str


def no_promises() -> str:
    """What stands in place of an empty table."""
    return _("Belum ada janji tindak lanjut yang tercatat untuk unit ini.")


def promise_rows(promises: Iterable[Tracked]) -> list[PromiseRow]:
    """Each promise in words."""
    return [_row(one) for one in promises]


def quarters(starts_on: datetime.date, due_on: datetime.date) -> str:
    """TW III 2026, TW III–IV 2026, TW IV 2026 – TW I 2027."""
    first, last = (quarter_of(month_of(day)) for day in (starts_on, due_on))
    if first.year != last.year:
        return f"{_quarter(_ROMAN[first.number - 1], first.year)} – {_quarter(_ROMAN[last.number - 1], last.year)}"
    numbers = dict.fromkeys((_ROMAN[first.number - 1], _ROMAN[last.number - 1]))
    return _quarter("–".join(numbers), last.year)


def follow_up_rows(promises: Sequence[Tracked]) -> Table:
    """The table of the SKM report."""
    columns = [
        Column(_("Unsur"), share=2),
        Column(_("Tindakan"), share=3),
        Column(_("Waktu")),
        Column(_("Penanggung jawab"), share=2),
        Column(_("Keadaan")),
    ]
    rows = [(one.element, one.action, one.time, one.owner, one.status) for one in promise_rows(promises)]
    return Table(_("Rencana tindak lanjut, dari unsur yang terlemah"), columns, rows)


def follow_up_table(result: UnitResult, place: Place, *, day: datetime.date) -> Document:
    """The table as a document of its own, with all that is public of each promise."""
    title = _("Tindak lanjut Survei Kepuasan Masyarakat")
    intro = _(
        "Keadaan pada %(day)s. Urutan unsur mengikuti nilainya, dari yang terlemah; TW = triwulan. "
        "Setiap janji terbuka bagi warga, yang dapat menyatakan sudah atau belum ditepati.",
        day=day_name(day),
    )
    table = _full_table(result.promises) if result.promises else Paragraph(no_promises())
    return Document(
        title=f"{title}: {result.unit.name}",
        author=city().portal_name,
        lang=current_language(),
        running=f"{title} – {result.unit.name}",
        edition=edition(result),
        footer=place.address,
        words=table_words(),
        landscape=True,
        blocks=[
            *(Paragraph(said, soft=True) for said in warnings(place, is_provisional=result.is_provisional)),
            Paragraph(intro),
            table,
        ],
    )


def _full_table(promises: Sequence[Tracked]) -> Table:
    columns = [
        Column(_("Unsur"), share=3),
        Column(_("Sebab"), share=4),
        Column(_("Tindakan"), share=4),
        Column(_("Waktu")),
        Column(_("Penanggung jawab"), share=3),
        Column(_("Anggaran"), share=2),
        Column(_("Asal"), share=2),
        Column(_("Keadaan"), share=2),
    ]
    rows = [
        (one.element, paragraphs(one.cause), one.action, one.time, one.owner, one.budget, one.origin, one.status)
        for one in promise_rows(promises)
    ]
    return Table(_("Rencana tindak lanjut, dari unsur yang terlemah"), columns, rows)


def _row(tracked: Tracked) -> PromiseRow:
    promise = tracked.promise
    source = SOURCE_WORDS.get(promise.budget_source or "")
    return PromiseRow(
        element=element_name(promise.element),
        cause=promise.cause,
        action=promise.action,
        time=quarters(promise.starts_on, promise.due_on),
        owner=promise.owner,
        status=str(STATUS_WORDS[tracked.status]),
        budget=f"{rupiah(promise.budget)} ({source})" if source else rupiah(promise.budget),
        origin=f"{ORIGIN_WORDS[promise.origin]}, {day_name(promise.made_on)}",
    )


def _quarter(numbers: str, year: int) -> str:
    return _("TW %(numbers)s %(year)s", numbers=numbers, year=str(year))
