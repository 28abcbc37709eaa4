"""Writes of settings: each change is checked, counted, and an entry of the public log."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from portal.core.database import serialise
from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.core.saving import check_version
from portal.domain.entries import settings_entry
from portal.domain.errors import Refused
from portal.domain.settings import Value, value_hash
from portal.ledger.services import append
from portal.settings.models import Setting
from portal.settings.queries import change_of, kept_setting


@dataclass(frozen=True)
class Changed:
    """What a change did, for the audit record."""

    before: Value
    after: Value
    version: int

    @property
    def record(self) -> dict[str, Mapping[str, object]]:
        """`before` and `after` of the deed."""
        return {"before": {"value": _json(self.before)}, "after": {"value": _json(self.after)}}


def change_setting(*, name: str, fields: Mapping[str, str], version: int | None, day: datetime.date) -> Changed:
    """Set a value. `version`: the one that the form was shown with; `day`: the day it is in the city.

    Raises NotFound for an unknown setting, InvalidInput for bad fields, Conflict for a stale form, Refused
    `nothing_changed`. The caller records the deed, as `settings.queries.CHANGE`.
    """
    serialise("settings")
    kept = kept_setting(name)
    check_version(kept.version, version, {field: (kept.fields.get(field), sent) for field, sent in fields.items()})
    value = kept.definition.of_fields(fields, day)
    if value == kept.value:
        raise Refused("nothing_changed")
    return _store(name, kept.value, value, kept.version + 1)


def restore_setting(*, name: str, number: int, version: int | None, day: datetime.date) -> Changed:
    """Set the value that held before the change of that number in the audit record, as a new change.

    Raises what `change_setting` does; the value is checked as if it were typed.
    """
    fields = kept_setting(name).definition.fields(change_of(name, number).before)
    return change_setting(name=name, fields=fields, version=version, day=day)


def _store(name: str, before: Value, value: Value, version: int) -> Changed:
    row = db.session.get(Setting, name)
    if row is None:
        db.session.add(Setting(name=name, value=_json(value), version=version))
    else:
        row.value, row.version = _json(value), version
    db.session.flush()
    append(settings_entry(name=name, version=version, digest=value_hash(name, version, value)))
    bump_public_revision()
    return Changed(before, value, version)


def _json(value: Value) -> object:
    return dict(value) if isinstance(value, Mapping) else value
