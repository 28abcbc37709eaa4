"""Accounts as a CSV file: written so that it can be read again, and read so that every bad line is named."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from wtforms import FileField, HiddenField

from portal.accounts.forms.administration import LANGUAGES
from portal.accounts.models import Staff
from portal.accounts.services.administration import Particulars
from portal.accounts.services.import_accounts import ImportedAccount
from portal.core.csv_files import BadLine, CsvFile, read_csv
from portal.core.desk_forms import DeskForm
from portal.domain.emails import tidy_email
from portal.domain.permissions import Role

COLUMNS = ("email", "roles", "unit", "state", "language")
REQUIRED = ("email", "roles", "unit")
MAX_BYTES = 60_000
"""Of a file; it travels a second time, with the confirmation."""
_FORMULA = ("=", "+", "-", "@")
_STATES = ("", "invited", "active", "closed")


class FileForm(DeskForm):
    """A file to be checked; or, in the second step, its text once more with the digest of what was shown."""

    file = FileField()
    text = HiddenField()
    shown = HiddenField()

    @property
    def content(self) -> bytes:
        """The bytes of the file, one more than allowed at most."""
        sent = self.file.data
        return sent.read(MAX_BYTES + 1) if sent else b""


@dataclass(frozen=True)
class Reading:
    """What a file holds: its accounts, or everything wrong with it."""

    accounts: tuple[ImportedAccount, ...] = ()
    bad: tuple[BadLine, ...] = ()


def accounts_csv(accounts: Iterable[Staff]) -> str:
    """All accounts as a table; roles with a space between them. No cell is one that a spreadsheet runs."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for one in accounts:
        row = (one.email, " ".join(sorted(one.role_names)), one.unit or "", one.state, one.lang)
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return written.getvalue()


def read_accounts(data: bytes) -> Reading:
    """The accounts in these bytes, or every line that is wrong in itself."""
    if len(data) > MAX_BYTES:
        return Reading(bad=(BadLine(1, "(semua)", _("berkas terlalu besar; bagilah menjadi beberapa")),))
    file = read_csv(data)
    if isinstance(file, BadLine):
        return Reading(bad=(file,))
    bad = tuple(file.check_columns(COLUMNS, REQUIRED)) or tuple(_bad_lines(file))
    return Reading(bad=bad) if bad else Reading(tuple(_account(number, row) for number, row in file.rows()))


def _bad_lines(file: CsvFile) -> Iterator[BadLine]:
    seen: dict[str, int] = {}
    for number, row in file.rows():
        email = tidy_email(_plain(row["email"]))
        if email is None:
            yield BadLine(number, "email", _("bukan alamat e-mail"))
        elif email in seen:
            yield BadLine(number, "email", _("sudah ada pada baris %(line)s", line=seen[email]))
        seen.setdefault(email or "", number)
        for role in row["roles"].split():
            if role not in set(Role):
                yield BadLine(number, "roles", _("peran tidak dikenal; pilih %(roles)s", roles=", ".join(Role)))
        if row.get("language", "") not in {"", *LANGUAGES}:
            yield BadLine(number, "language", _("pilih id atau en"))
        if row.get("state", "") not in _STATES:
            yield BadLine(number, "state", _("pilih invited, active, closed, atau kosongkan"))


def _account(number: int, row: Mapping[str, str]) -> ImportedAccount:
    wanted = Particulars(
        email=tidy_email(_plain(row["email"])) or "",
        roles=frozenset(map(Role, row["roles"].split())),
        unit=row["unit"] or None,
        lang=row.get("language") or "id",
    )
    return ImportedAccount(number, wanted, row.get("state") or None, keeps_lang=not row.get("language"))


def _plain(cell: str) -> str:
    """Without the apostrophe that stands before what a spreadsheet would take for a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
