"""Forms and words of the desk for the places where people rate, and their file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are those of WTForms 3.2
from wtforms.validators import InputRequired, Length

from portal.catalogue.forms.desk import CatalogueForm
from portal.catalogue.models import Service, Unit
from portal.catalogue.services import MAX_PLACE, TouchpointLine
from portal.core.csv_files import BadLine, CsvFile, safe_cell
from portal.domain.codes import normalise_short
from portal.domain.errors import Refused

TOUCHPOINT_COLUMNS = ("code", "unit", "service", "place", "state")
IN_USE, RETIRED = "in_use", "retired"
_REQUIRED = ("service", "place")
_NEEDED, _PLACE = InputRequired(), Length(max=2 * MAX_PLACE)
"""Doubled blanks do not count; the service measures what is left."""

_REASONS: dict[str, LazyString] = {
    "bad_place": _l("Nama tempat paling banyak %(maximum)s huruf, dan tidak kosong."),
    "place_taken": _l("Titik «%(place)s» sudah ada untuk layanan ini, dengan kode sendiri."),
    "service_ended": _l("Layanan «%(service)s» tidak diberikan lagi, atau belum dimulai."),
    "other_unit": _l("Layanan «%(service)s» milik unit lain; titik hanya berpindah di dalam satu unit."),
    "nothing_changed": _l("Tidak ada yang berubah."),
    "already_retired": _l("Titik ini sudah tidak dipakai."),
    "in_use": _l("Titik ini masih dipakai."),
}


def touchpoint_refusal(refused: Refused) -> str:
    """Why it was refused, for a person."""
    return str(_REASONS[refused.code]) % refused.values


class TouchpointForm(CatalogueForm):
    """A place, and the service that is rated there."""

    service = SelectField(choices=[])
    place = StringField(validators=[_NEEDED, _PLACE])

    def offer(self, services: Iterable[Service]) -> None:
        """The services to choose from, each with its unit."""
        named = sorted(services, key=lambda one: (one.unit.name, one.name))
        self.service.choices = [SelectChoice(one.slug, f"{one.unit.name}: {one.name}") for one in named]


class BatchForm(CatalogueForm):
    """The same place for all services of a unit."""

    unit = SelectField(choices=[])
    place = StringField(validators=[_NEEDED, _PLACE])

    def offer(self, units: Iterable[Unit]) -> None:
        """The units to choose from."""
        self.unit.choices = [SelectChoice(one.slug, one.name) for one in sorted(units, key=lambda one: one.name)]


def touchpoint_lines(file: CsvFile) -> tuple[list[TouchpointLine], list[BadLine]]:
    """The lines of a file and everything wrong with them; the unit's column is for people, and not read."""
    bad = list(file.check_columns(TOUCHPOINT_COLUMNS, _REQUIRED))
    if bad:
        return [], bad
    rows = list(file.rows())
    bad = [line for number, row in rows for line in _errors(number, row)]
    lines = [] if bad else [_line(number, row) for number, row in rows]
    return lines, [*bad, *_twice(lines)]


def _errors(number: int, row: Mapping[str, str]) -> Iterator[BadLine]:
    for column in _REQUIRED:
        if not row[column]:
            yield BadLine(number, column, "kosong")
    if len(row["place"]) > MAX_PLACE:
        yield BadLine(number, "place", f"lebih dari {MAX_PLACE} huruf")
    code, state = row.get("code", ""), row.get("state", "")
    if code and normalise_short(code) is None:
        yield BadLine(number, "code", f"«{code}» bukan kode")
    if state not in {"", IN_USE, RETIRED}:
        yield BadLine(number, "state", f"«{state}» tidak dikenal; pilih {IN_USE} atau {RETIRED}")


def _line(number: int, row: Mapping[str, str]) -> TouchpointLine:
    state = row.get("state", "")
    return TouchpointLine(
        number=number,
        code=normalise_short(row.get("code", "")),
        service=row["service"],
        place=" ".join(_as_written(row["place"]).split()),
        in_use=state == IN_USE if state else None,
    )


def _as_written(cell: str) -> str:
    """Without the apostrophe that the file going out puts before what looks like a formula."""
    return cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell


def _twice(lines: Sequence[TouchpointLine]) -> Iterator[BadLine]:
    first: dict[str, int] = {}
    for line in lines:
        if line.code is not None and first.setdefault(line.code, line.number) != line.number:
            yield BadLine(line.number, "code", f"«{line.code}» sudah ada di baris {first[line.code]}")
