"""`flask audit`: check the record of deeds."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from portal.audit.queries import first_break, head, is_tail_whole

audit = AppGroup("audit", help="The record of staff deeds.")


@audit.command("verify")
def verify() -> None:
    """Recompute the chain; exit 1 and name the entry where it breaks."""
    broken = first_break()
    if broken is not None:
        click.echo(f"TIDAK COCOK: catatan nomor {broken} tidak mengikuti catatan sebelumnya.", err=True)
        raise SystemExit(1)
    if not is_tail_whole():
        click.echo(
            "TIDAK COCOK: catatan terakhir bukan yang terakhir ditulis; ada yang dipotong dari ujungnya.", err=True
        )
        raise SystemExit(1)
    newest = head()
    if newest is None:
        click.echo("COCOK: belum ada catatan.")
        return
    click.echo(f"COCOK: {newest.number} catatan, kepala {newest.hash.hex()}.")
