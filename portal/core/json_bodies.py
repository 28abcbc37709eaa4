"""JSON bodies read strictly: a duplicate key, an unknown field or a wrong type is named."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from portal.domain.errors import FieldError, InvalidInput, MalformedRequest

_CODES = {"extra_forbidden": "unknown_field", "missing": "missing", "string_too_long": "too_long"}
_Body = TypeVar("_Body", bound=BaseModel)


def check_media_type(mimetype: str) -> None:
    """Raises UnsupportedMediaType for anything but JSON: a plain form of another site cannot send that."""
    if mimetype != "application/json":
        raise UnsupportedMediaType


def read_json(shape: type[_Body], data: bytes) -> _Body:
    """The body; raises MalformedRequest if it is no JSON, InvalidInput if it is the wrong JSON."""
    try:
        content = json.loads(data.decode("utf-8"), object_pairs_hook=_without_duplicates)
    except UnicodeDecodeError as error:
        raise MalformedRequest("bad_encoding") from error
    except (ValueError, RecursionError) as error:
        raise MalformedRequest("bad_json") from error
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        raise InvalidInput([_field_error(detail) for detail in error.errors()]) from error


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
