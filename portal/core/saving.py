"""Stale forms: who saves a form that somebody else saved first is shown both versions, and loses neither."""

from __future__ import annotations

from collections.abc import Mapping

from portal.domain.errors import DomainError


class Conflict(DomainError):
    """Somebody saved first. `fields`: stored and sent value of what differs; `version` is the one stored now."""

    code = "conflict"

    def __init__(self, version: int, fields: Mapping[str, tuple[object, object]]) -> None:
        super().__init__(self.code)
        self.version = version
        self.fields = fields


def check_version(stored: int, sent: int | None, fields: Mapping[str, tuple[object, object]]) -> None:
    """Go on if the form was filled in over the stored version; else raise Conflict with what differs.

    `sent`: the version that the form was shown with; None never fits. `fields`: stored and sent value of each field.
    """
    if sent == stored:
        return
    raise Conflict(stored, {name: pair for name, pair in fields.items() if pair[0] != pair[1]})
