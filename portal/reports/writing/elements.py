"""The table of elements, as every document has it."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.core.i18n import decimal2, decimal4, integer
from portal.domain.scoring import ElementScore
from portal.reports.press import Column
from portal.reports.writing.words import grade_cell, interval_cell


def element_columns() -> list[Column]:
    """The head of a table of elements."""
    return [
        Column(_("Unsur"), share=1),
        Column(_("n"), "number"),
        Column(_("Rata-rata (NRR)"), "number"),
        Column(_("Nilai"), "number"),
        Column(_("Selang %(level)s", level="95 %"), "number"),
        Column(_("Mutu")),
    ]


def element_row(name: str, element: ElementScore) -> tuple[str, ...]:
    """A row of it; what has fewer than ten answers is dashes."""
    return (
        name,
        integer(element.n),
        decimal4(element.mean),
        decimal2(element.index),
        interval_cell(element),
        grade_cell(element),
    )
