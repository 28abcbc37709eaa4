"""Many accounts from a file: each line through the use cases of a single account, all of them or none."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.accounts.models import Staff
from portal.accounts.queries import staff_by_email
from portal.accounts.services.administration import Particulars, change_account, invite, particulars_of
from portal.core.extensions import db
from portal.domain.approvals import Kind
from portal.domain.errors import Refused


@dataclass(frozen=True)
class ImportedAccount:
    """One line: what it says of an account. `state`: None where it says nothing, as `keeps_lang` of the language."""

    line: int
    wanted: Particulars
    state: str | None = None
    keeps_lang: bool = False


class Effect(StrEnum):
    """What a line does."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class LineOutcome:
    """What came, or would come, of a line; `asked`: what waits for a second administrator; `before`: as it was."""

    line: int
    email: str
    effect: Effect = Effect.SAME
    asked: tuple[Kind, ...] = ()
    before: Particulars | None = None
    after: Particulars | None = None
    wanted: Particulars | None = None
    refusal: Refused | None = None


def rehearse_import(*, actor: Staff, accounts: Sequence[ImportedAccount], at: datetime.datetime) -> list[LineOutcome]:
    """What `import_accounts` would do, line by line, refusals included; nothing of it stays."""
    trial = db.session.begin_nested()
    try:
        return [_try(actor, account, at) for account in accounts]
    finally:
        trial.rollback()


def import_accounts(*, actor: Staff, accounts: Sequence[ImportedAccount], at: datetime.datetime) -> list[LineOutcome]:
    """Make and change accounts, one after the other: the rules must see what earlier lines did. Raises Refused."""
    return [_take(actor, account, at) for account in accounts]


def _try(actor: Staff, account: ImportedAccount, at: datetime.datetime) -> LineOutcome:
    try:
        return _take(actor, account, at)
    except Refused as refusal:
        return LineOutcome(account.line, account.wanted.email, refusal=refusal)


def _take(actor: Staff, account: ImportedAccount, at: datetime.datetime) -> LineOutcome:
    line, wanted = account.line, account.wanted
    staff = staff_by_email(wanted.email)
    if account.state is not None and account.state != (staff.state if staff is not None else "invited"):
        raise Refused("import_state")
    if staff is None:
        made, token = invite(actor=actor, wanted=wanted, at=at)
        asked = (Kind.RIGHTS,) if token is None else ()
        return LineOutcome(line, wanted.email, Effect.NEW, asked, None, particulars_of(made), wanted)
    before = particulars_of(staff)
    if account.keeps_lang:
        wanted = dataclasses.replace(wanted, lang=before.lang)
    if wanted == before:
        return LineOutcome(line, wanted.email)
    if staff.id == actor.id:
        raise Refused("own_account")
    changes = change_account(actor=actor, staff=staff, wanted=wanted, version=staff.version, at=at)
    return LineOutcome(line, wanted.email, Effect.CHANGED, changes.asked, before, particulars_of(staff), wanted)
