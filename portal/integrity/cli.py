"""`flask integrity`: run the monitors at the shell."""

from __future__ import annotations

import datetime

import click
from flask.cli import AppGroup

from portal.core.clock import today
from portal.integrity.jobs import watch

integrity = AppGroup("integrity", help="Monitors of ratings.")


@integrity.command("monitor")
@click.option("--date", "date", type=click.DateTime(["%Y-%m-%d"]), help="The day to look at; default: today.")
def monitor(date: datetime.datetime | None) -> None:
    """Count what came in, run all monitors, hold what fits an alarm; one line per alarm."""
    day = date.date() if date else today()
    if day > today():
        raise click.ClickException(f"tanggal {day} belum tiba")
    found = watch(day=day, is_over=day < today())
    for unit, alarm in found:
        click.echo(
            f"{unit} {alarm.channel.value} {alarm.monitor.value} "
            f"since {alarm.since} found {alarm.found} usual {alarm.usual}"
        )
    click.echo(f"{len(found)} alarm pada {day}.")
