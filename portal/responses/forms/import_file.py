"""A file of paper or older ratings: reads the CSV and names every bad line, before anything is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from portal.core.csv_files import BadLine, CsvFile
from portal.core.messages import field_message
from portal.domain.errors import FieldError, InvalidInput
from portal.domain.questionnaire import check_answers
from portal.domain.respondents import ATTRIBUTES, check_respondent
from portal.domain.texts import MAX_COMMENT, check_text
from portal.responses.services import ImportedRating


def imported_ratings(
    file: CsvFile, asked: Sequence[str], known: Sequence[str]
) -> tuple[list[ImportedRating], list[BadLine]]:
    """The ratings of the file and everything wrong with it. Elements not `asked` are left blank."""
    columns = (*known, "respondent", "comment", *ATTRIBUTES)
    bad = list(file.check_columns(columns, asked))
    if bad:
        return [], bad
    good: list[ImportedRating] = []
    for number, row in file.rows():
        errors = list(_errors(row, asked, known))
        bad.extend(BadLine(number, error.field, field_message(error)) for error in errors)
        if not errors:
            good.append(_rating(row, asked, known))
    return good, bad


def _answers(row: Mapping[str, str], known: Sequence[str]) -> dict[str, object]:
    """Values by element: a whole digit as a number, a blank as None, anything else as it stands, to be refused."""
    return {
        code: int(value) if value in {"1", "2", "3", "4"} else value or None
        for code, value in row.items()
        if code in known
    }


def _errors(row: Mapping[str, str], asked: Sequence[str], known: Sequence[str]) -> Iterator[FieldError]:
    try:
        check_answers(_answers(row, known), asked, known)
    except InvalidInput as error:
        yield from error.errors
    try:
        check_respondent(_attributes(row))
    except InvalidInput as error:
        yield from (FieldError(e.field.removeprefix("respondent."), e.code) for e in error.errors)
    yield from check_text("comment", row.get("comment", ""), MAX_COMMENT)


def _attributes(row: Mapping[str, str]) -> dict[str, str]:
    return {name: row[name] for name in ATTRIBUTES if name in row}


def _rating(row: Mapping[str, str], asked: Sequence[str], known: Sequence[str]) -> ImportedRating:
    return ImportedRating(
        answers=check_answers(_answers(row, known), asked, known),
        comment=row.get("comment", ""),
        respondent=check_respondent(_attributes(row)),
    )
