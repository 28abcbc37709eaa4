"""From the posted form to a rating: what is doubled, unknown or unreadable is named before anything is read."""

from __future__ import annotations

from urllib.parse import parse_qsl

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import UnsupportedMediaType

from portal.domain.errors import FieldError, InvalidInput, MalformedRequest
from portal.domain.respondents import ATTRIBUTES
from portal.domain.texts import check_text
from portal.responses.forms.rate_form import RateForm, answers_of, respondent_of
from portal.responses.services import Rating

MAX_FIELDS = 40
_FREE = ("token", "comment", "visit_code", "proof", *ATTRIBUTES)
_LONG = ("comment", "proof")
"""Checked where they are read."""


def posted_fields() -> MultiDict[str, str]:
    """The fields of the posted form. Bytes that are no UTF-8 become U+FFFD, which `check_text` refuses.

    Werkzeug would leave such bytes percent-encoded, and they would be stored as if somebody had typed them.
    """
    if request.mimetype == "multipart/form-data":
        return _without_code(MultiDict(request.form))
    if request.mimetype != "application/x-www-form-urlencoded":
        raise UnsupportedMediaType
    text = request.get_data().decode("utf-8", "replace")
    return _without_code(MultiDict(parse_qsl(text, keep_blank_values=True, errors="replace")))


def _without_code(fields: MultiDict[str, str]) -> MultiDict[str, str]:
    """Who pressed "send without a code" sends the form as it stands, its code left out."""
    if fields.poplist("without_code"):
        fields.setlist("visit_code", [""])
    return fields


def check_fields(known: tuple[str, ...], posted: MultiDict[str, str]) -> None:
    """Raises MalformedRequest for a flood of fields, InvalidInput for a doubled, unknown or unreadable one."""
    if len(list(posted.items(multi=True))) > MAX_FIELDS:
        raise MalformedRequest("too_many_fields")
    errors: list[FieldError] = []
    for name, values in posted.lists():
        if name not in known and name not in _FREE:
            errors.append(FieldError(name[:80], "unknown_field"))
        elif len(values) > 1:
            errors.append(FieldError(name, "duplicate"))
        elif name in _FREE and name not in _LONG:
            errors.extend(check_text(name, values[0], 300))
    if errors:
        raise InvalidInput(errors)


def rating_of(form: RateForm, service: str, survey: str) -> Rating:
    """The rating in this form."""
    return Rating(
        service=service,
        survey=survey,
        answers=answers_of(form),
        comment=form["comment"].data or "",
        visit_code=form["visit_code"].data or "",
        respondent=respondent_of(form),
    )
