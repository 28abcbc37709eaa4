"""The few named ways in which a request can be wrong; core/errors.py gives them words and a status."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any


@dataclasses.dataclass(frozen=True)
class FieldError:
    """One field that is wrong: its name as in the API, a code, and values for the message."""

    field: str
    code: str
    values: dict[str, str | int] = dataclasses.field(default_factory=dict)


class DomainError(Exception):
    """Base of all: `code` names the case, never shown to people as it is."""

    code = "error"


class InvalidInput(DomainError):
    """Input that names its wrong fields (HTTP 422)."""

    code = "invalid"

    def __init__(self, errors: Sequence[FieldError], code: str = "invalid") -> None:
        super().__init__(", ".join(f"{e.field}: {e.code}" for e in errors))
        self.errors = tuple(errors)
        self.code = code


class TooManyTries(InvalidInput):
    """Input that is wrong once more after many times (HTTP 429); what is right still passes."""


class MalformedRequest(DomainError):
    """A request that cannot be read at all (HTTP 400)."""

    def __init__(self, code: str, errors: Sequence[FieldError] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.errors = tuple(errors)


class NotFound(DomainError):
    """Nothing by that name (HTTP 404)."""

    def __init__(self, code: str = "not_found") -> None:
        super().__init__(code)
        self.code = code


class Unauthorized(DomainError):
    """A machine without a key that is known (HTTP 401)."""

    code = "unauthorized"


class Forbidden(DomainError):
    """Not for this person, or not from there (HTTP 403)."""

    def __init__(self, code: str = "forbidden") -> None:
        super().__init__(code)
        self.code = code


class ProofRequired(DomainError):
    """A rating that is taken once its sender has solved `challenge` (HTTP 428)."""

    code = "proof_required"

    def __init__(self, challenge: Mapping[str, Any]) -> None:
        super().__init__(self.code)
        self.challenge = challenge


class Refused(DomainError):
    """A command that will not run in this state of the data; nothing was changed (HTTP 409)."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
