"""The file with the sample sign-ins: readable by its owner alone, and there only once it is whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from portal.sample.services import Account

FILE = "sample-accounts.txt"
_HEADER = Account("email", "role", "unit", "password")


def accounts_table(accounts: Sequence[Account]) -> str:
    """The accounts in columns, under their names."""
    rows = [tuple(vars(account).values()) for account in (_HEADER, *accounts)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "".join(f"{line}\n" for line in lines)


def write_draft(instance: Path, accounts: Sequence[Account]) -> Path:
    """Write the table beside its place; whoever commits moves it there with `publish_draft`."""
    draft = instance / f"{FILE}.draft"
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600, exist_ok=False)
    draft.write_text(accounts_table(accounts), encoding="utf-8")
    return draft


def publish_draft(draft: Path) -> None:
    """Put the finished file into its place."""
    draft.replace(draft.with_name(FILE))
