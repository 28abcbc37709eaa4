"""The JSON body of a rating, read strictly: a duplicate key, an unknown field or a wrong type is named."""

from __future__ import annotations

import json
import re
import uuid
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from portal.core.proofs import MAX_LENGTH as MAX_PROOF
from portal.domain.errors import FieldError, InvalidInput, MalformedRequest
from portal.responses.services import Rating

_NONCE = re.compile(r"(?:[0-9a-fA-F]{2}){16,64}")
_CODES = {"extra_forbidden": "unknown_field", "missing": "missing", "string_too_long": "too_long"}
_Short = Annotated[str, Field(max_length=200)]


class RatingBody(BaseModel):
    """Shape of the body of `POST /api/v1/ratings`; the domain checks answers, respondent and comment."""

    model_config = ConfigDict(extra="forbid", strict=True)

    service: _Short
    answers: dict[str, Any]
    survey: _Short | None = None
    comment: str | None = None
    visit_code: _Short | None = None
    nonce: _Short | None = None
    proof: Annotated[str, Field(max_length=MAX_PROOF)] | None = None
    respondent: dict[str, Any] | None = None

    def rating(self) -> Rating:
        """The rating in this body."""
        return Rating(
            service=self.service,
            answers=self.answers,
            survey=self.survey or "",
            comment=self.comment or "",
            visit_code=self.visit_code or "",
            respondent=self.respondent or {},
        )


def read_body(data: bytes) -> RatingBody:
    """The body; raises MalformedRequest if it is no JSON, InvalidInput if it is the wrong JSON."""
    try:
        content = json.loads(data.decode("utf-8"), object_pairs_hook=_without_duplicates)
    except UnicodeDecodeError as error:
        raise MalformedRequest("bad_encoding") from error
    except (ValueError, RecursionError) as error:
        raise MalformedRequest("bad_json") from error
    try:
        body = RatingBody.model_validate(content)
    except ValidationError as error:
        raise InvalidInput([_field_error(detail) for detail in error.errors()]) from error
    if body.nonce and not _NONCE.fullmatch(body.nonce):
        raise InvalidInput([FieldError("nonce", "bad_nonce")])
    return body


def check_media_type(mimetype: str) -> None:
    """Raises UnsupportedMediaType for anything but JSON: a plain form of another site cannot send that."""
    if mimetype != "application/json":
        raise UnsupportedMediaType


def read_key(given: str | None) -> str:
    """The idempotency key, a UUID in its usual form; raises MalformedRequest."""
    if not given:
        raise MalformedRequest("key_missing", [FieldError("Idempotency-Key", "missing")])
    try:
        return str(uuid.UUID(given))
    except ValueError as error:
        raise MalformedRequest("bad_request", [FieldError("Idempotency-Key", "bad_key")]) from error


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _value in pairs]
    doubled = sorted({key for key in keys if keys.count(key) > 1})
    if doubled:
        raise InvalidInput([FieldError(key, "duplicate") for key in doubled])
    return dict(pairs)


def _field_error(detail: Any) -> FieldError:
    name = ".".join(str(part) for part in detail["loc"] if part != "str") or "body"
    code = _CODES.get(detail["type"], "wrong_type")
    values = {"maximum": detail["ctx"]["max_length"]} if code == "too_long" else {}
    return FieldError(name, code, values)
