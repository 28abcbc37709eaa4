"""`flask publication` and `flask rollup`: release now, close a month, recompute the roll-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click
from flask.cli import AppGroup

from portal.audit.services import COMMAND_LINE, record
from portal.core.clock import now, this_month, today
from portal.core.database import transaction
from portal.core.progress import bar
from portal.domain.errors import MalformedRequest
from portal.domain.periods import PeriodKind, parse_period
from portal.publication.jobs import release
from portal.publication.services import differences, rebuild

publication = AppGroup("publication", help="Draw, close and publish.")
rollup = AppGroup("rollup", help="The sums that pages read.")


def _month(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        period = parse_period(value)
    except MalformedRequest as error:
        raise click.BadParameter("bulan dalam bentuk 2026-09") from error
    if period.kind is not PeriodKind.MONTH:
        raise click.BadParameter("bulan dalam bentuk 2026-09")
    return value


@publication.command("release")
@click.option("--close", metavar="MONTH", callback=_month, help="Close this month and all before it.")
def release_(close: str | None) -> None:
    """Draw what is due now; with --close, take everything that waits up to that month."""
    if close and close > this_month():
        raise click.ClickException(f"bulan {close} belum tiba")
    number = release(day=today(), close=close, progress=_units)
    with transaction():
        record(
            actor=COMMAND_LINE,
            action="publication.release",
            subject=str(number),
            at=now(),
            after={"close": close or ""},
        )
    click.echo(f"Penerbitan ke-{number}.")


def _units(unit_ids: Iterable[int]) -> Iterator[int]:
    return bar(list(unit_ids), label="Unit")


@rollup.command("rebuild")
@click.option("--check", is_flag=True, help="Only compare; exit 1 on any difference.")
def rebuild_(check: bool) -> None:
    """Recompute the roll-up from blocks and responses."""
    if not check:
        with transaction():
            rows = rebuild()
        click.echo(f"{rows} baris ditulis.")
        return
    found = differences()
    for difference in found[:20]:
        click.echo(f"{difference.key}: tersimpan {difference.stored}, seharusnya {difference.recomputed}", err=True)
    if found:
        click.echo(f"TIDAK COCOK: {len(found)} baris berbeda.", err=True)
        raise SystemExit(1)
    click.echo("COCOK: tidak ada perbedaan.")
