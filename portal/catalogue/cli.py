"""`flask catalogue`: bring units and services in from a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import AppGroup

from portal.audit.services import COMMAND_LINE, record
from portal.catalogue.forms import catalogue_lines
from portal.catalogue.services import BadCatalogue, import_catalogue
from portal.core.clock import now, today
from portal.core.csv_files import BadLine, read_csv
from portal.core.database import transaction

catalogue = AppGroup("catalogue", help="Units and services.")


@catalogue.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(file: Path) -> None:
    """Create or update units and services from a CSV FILE, by their slugs; all of it or nothing."""
    table = read_csv(file.read_bytes())
    lines, bad = ([], [table]) if isinstance(table, BadLine) else catalogue_lines(table)
    if bad:
        _refuse(bad)
    try:
        with transaction():
            done = import_catalogue(lines=lines, year=today().year)
            record(
                actor=COMMAND_LINE,
                action="catalogue.import",
                subject=file.name,
                at=now(),
                after=done.as_record(),
            )
    except BadCatalogue as error:
        _refuse(error.lines)
    click.echo(f"{len(lines)} baris dibaca; {done.units} unit baru, {done.services} layanan baru.")


def _refuse(bad: Sequence[BadLine]) -> NoReturn:
    for line in bad:
        click.echo(str(line), err=True)
    click.echo("Tidak ada yang disimpan.", err=True)
    raise SystemExit(1)
