"""`flask audit`: check the record of deeds, by itself and against what the public log holds of it."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from portal.audit.queries import head
from portal.ledger.queries import Fault, audit_fault

_FAULTS = {
    Fault.BROKEN: "catatan nomor {number} tidak mengikuti catatan sebelumnya.",
    Fault.CUT: "catatan terakhir, nomor {number}, bukan yang terakhir ditulis; ada yang dipotong dari ujungnya.",
    Fault.NOT_AS_LOGGED: "buku besar publik memuat kepala catatan nomor {number} yang tidak (lagi) ada di sini.",
}

audit = AppGroup("audit", help="The record of staff deeds.")


@audit.command("verify")
def verify() -> None:
    """Recompute the chain, its seal and its heads in the log; exit 1 and say what does not match."""
    fault = audit_fault()
    if fault is not None:
        click.echo("TIDAK COCOK: " + _FAULTS[fault[0]].format(number=fault[1]), err=True)
        raise SystemExit(1)
    newest = head()
    if newest is None:
        click.echo("COCOK: belum ada catatan.")
        return
    click.echo(f"COCOK: {newest.number} catatan, kepala {newest.hash.hex()}.")
