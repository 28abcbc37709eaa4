"""What was done to an account, for whoever is to trust it with more: who could have come in, however long ago."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.audit.models import AuditEntry
from portal.core.extensions import db


@dataclass(frozen=True)
class AccountDeed:
    """What one person did to an account, once or several times, the last time at `at`."""

    action: str
    actor: str
    times: int
    at: datetime.datetime


def deeds_to(emails: Collection[str], actions: Collection[str]) -> Mapping[str, Sequence[AccountDeed]]:
    """By address, which of these deeds were done to the account, also under its former addresses, the newest first.

    A deed repeated by the same person counts as one: no number of deeds can push another one off the page.
    """
    names = _all_names(emails)
    newest, times = func.max(AuditEntry.number).label("newest"), func.count().label("times")
    of_these = AuditEntry.subject.in_({name for known in names.values() for name in known})
    kinds = select(newest, times).where(of_these, AuditEntry.action.in_(actions))
    each = kinds.group_by(AuditEntry.subject, AuditEntry.action, AuditEntry.actor).subquery()
    query = select(AuditEntry, each.c.times).join(each, each.c.newest == AuditEntry.number)
    rows = db.session.execute(query.order_by(AuditEntry.number.desc())).all()
    return {
        email: [
            AccountDeed(entry.action, entry.actor, count, entry.at) for entry, count in rows if entry.subject in known
        ]
        for email, known in names.items()
    }


def _all_names(emails: Collection[str]) -> Mapping[str, frozenset[str]]:
    """By address, all that the account was ever called."""
    rows = select(AuditEntry.subject, AuditEntry.detail).where(AuditEntry.action == "staff.change_email")
    former: dict[str, set[str]] = {}
    for subject, detail in db.session.execute(rows):
        former.setdefault(subject, set()).add(json.loads(detail)["before"]["email"])
    return {email: _reached(email, former) for email in emails}


def _reached(email: str, former: Mapping[str, Collection[str]]) -> frozenset[str]:
    found, ahead = {email}, [email]
    while ahead:
        more = set(former.get(ahead.pop(), ())) - found
        found |= more
        ahead += more
    return frozenset(found)
