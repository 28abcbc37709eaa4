"""What an administrator can set, and what each setting may hold: the table of settings, without a table.

A setting's value is JSON, as it is stored and logged; its fields are what a form shows of it, all of them texts.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.domain.commitments import canonical
from portal.domain.emails import tidy_email
from portal.domain.errors import FieldError, InvalidInput
from portal.domain.texts import check_needed

CONTACT = "contact"
ANNOUNCEMENT = "announcement"
DIGEST_HOUR = "digest_hour"

MAX_ANNOUNCEMENT = 200
LAST_HOUR = 23
_PHONE = re.compile(r"\+?[0-9][0-9 ().-]{3,28}[0-9]")
_HOUR = re.compile(r"[0-9]{1,2}")

Value = Mapping[str, str] | int
"""JSON of a setting: an object of texts, or a number."""
Fields = Mapping[str, str]


@dataclass(frozen=True)
class Definition:
    """One setting: its value as long as nobody set it, and the two ways between value and fields.

    `of_fields` takes the fields and the day it is, and raises InvalidInput that names each field.
    """

    name: str
    default: Value
    of_fields: Callable[[Fields, datetime.date], Value]
    is_public: bool
    """Whether public pages show it."""

    def fields(self, value: Value) -> dict[str, str]:
        """What a form shows of a value; `of_fields` makes the same value of it again."""
        return dict(value) if isinstance(value, Mapping) else {self.name: str(value)}


def value_hash(name: str, version: int, value: Value) -> bytes:
    """SHA-256 over one version of a setting: what the public log says of it."""
    stored = dict(value) if isinstance(value, Mapping) else value
    return hashlib.sha256(canonical({"for": "setting/v1", "name": name, "version": version, "value": stored})).digest()


def announcement_on(value: Value, day: datetime.date) -> Mapping[str, str] | None:
    """The announcement if it is to be shown on that day, the last one included; else None."""
    if isinstance(value, Mapping) and value["until"] and day <= datetime.date.fromisoformat(value["until"]):
        return value
    return None


def _contact(fields: Fields, _day: datetime.date) -> Value:
    email, phone = fields.get("email", "").strip(), " ".join(fields.get("phone", "").split())
    tidy = tidy_email(email) if email else ""
    errors = [] if tidy is not None else [FieldError("email", "bad_email")]
    if phone and not _PHONE.fullmatch(phone):
        errors.append(FieldError("phone", "bad_phone"))
    if errors:
        raise InvalidInput(errors)
    return {"email": tidy or "", "phone": phone}


def _announcement(fields: Fields, day: datetime.date) -> Value:
    """All three empty ends the announcement; else both texts and a day that is not over."""
    value = {name: " ".join(fields.get(name, "").split()) for name in ("indonesian", "english", "until")}
    if not value["indonesian"] and not value["english"]:
        return {"indonesian": "", "english": "", "until": ""}
    errors = [error for name in ("indonesian", "english") for error in _sentence_errors(name, value[name])]
    try:
        until = datetime.date.fromisoformat(value["until"])
    except ValueError:
        errors.append(FieldError("until", "bad_day"))
    else:
        value["until"] = until.isoformat()
        errors += [FieldError("until", "day_over")] if until < day else []
    if errors:
        raise InvalidInput(errors)
    return value


def _sentence_errors(name: str, text: str) -> list[FieldError]:
    return [*check_needed(name, text, MAX_ANNOUNCEMENT)] if text else [FieldError(name, "both_languages")]


def _digest_hour(fields: Fields, _day: datetime.date) -> Value:
    text = fields.get(DIGEST_HOUR, "").strip()
    if not _HOUR.fullmatch(text) or int(text) > LAST_HOUR:
        raise InvalidInput([FieldError(DIGEST_HOUR, "bad_hour")])
    return int(text)


DEFINITIONS: Mapping[str, Definition] = MappingProxyType(
    {
        CONTACT: Definition(CONTACT, MappingProxyType({"email": "", "phone": ""}), _contact, is_public=True),
        ANNOUNCEMENT: Definition(
            ANNOUNCEMENT,
            MappingProxyType({"indonesian": "", "english": "", "until": ""}),
            _announcement,
            is_public=True,
        ),
        DIGEST_HOUR: Definition(DIGEST_HOUR, 7, _digest_hour, is_public=False),
    }
)
"""Every setting that exists; another name is refused."""
