"""Reads of settings: the present values, and from the audit record what they were."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.core.extensions import db
from portal.domain.errors import NotFound
from portal.domain.settings import DEFINITIONS, Definition, Value
from portal.settings.models import Setting

CHANGE = "setting.change"
"""The deed under which each change stands in the audit record; its subject is the setting's name."""
_SHOWN_CHANGES = 50


@dataclass(frozen=True)
class Kept:
    """A setting as it is: its definition, its value, and how often it was changed (0: the default)."""

    definition: Definition
    value: Value
    version: int

    @property
    def fields(self) -> dict[str, str]:
        """What a form shows of the value."""
        return self.definition.fields(self.value)


@dataclass(frozen=True)
class Change:
    """One change as the audit record tells it."""

    number: int
    at: datetime.datetime
    actor: str
    before: Value
    after: Value


def setting(name: str) -> Any:
    """The value of a setting, its default where nobody set it: an object of texts, or a number. KeyError if unknown."""
    row = db.session.get(Setting, name)
    return DEFINITIONS[name].default if row is None else row.value


def values() -> dict[str, Any]:
    """The values of all settings, by name."""
    defaults = {name: definition.default for name, definition in DEFINITIONS.items()}
    return defaults | {row.name: row.value for row in db.session.scalars(select(Setting)) if row.name in DEFINITIONS}


def kept_setting(name: str) -> Kept:
    """One setting with its version; NotFound for a name that is none."""
    if name not in DEFINITIONS:
        raise NotFound
    row = db.session.get(Setting, name)
    if row is None:
        return Kept(DEFINITIONS[name], DEFINITIONS[name].default, 0)
    return Kept(DEFINITIONS[name], setting(name), row.version)


def kept_settings() -> list[Kept]:
    """All settings, in the order of their definitions."""
    db.session.scalars(select(Setting)).all()
    return [kept_setting(name) for name in DEFINITIONS]


def changes_of(name: str) -> list[Change]:
    """The last changes of a setting, the newest first."""
    entries = db.session.scalars(_changes(name).order_by(AuditEntry.number.desc()).limit(_SHOWN_CHANGES))
    return [_change(entry) for entry in entries]


def change_of(name: str, number: int) -> Change:
    """One change of a setting, by its number in the audit record; NotFound if that deed is another one."""
    entry = db.session.scalar(_changes(name).where(AuditEntry.number == number))
    if entry is None:
        raise NotFound
    return _change(entry)


def _changes(name: str) -> Any:
    return select(AuditEntry).where(AuditEntry.action == CHANGE, AuditEntry.subject == name)


def _change(entry: AuditEntry) -> Change:
    detail = json.loads(entry.detail)
    return Change(entry.number, entry.at, entry.actor, detail["before"]["value"], detail["after"]["value"])
