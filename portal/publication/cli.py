"""`flask publication`, `flask rollup`, `flask notices`: release, recompute the roll-up, say what belongs beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click
from flask.cli import AppGroup

from portal.audit.services import COMMAND_LINE, record
from portal.core.clock import now, this_month, today
from portal.core.database import transaction
from portal.core.messages import field_message
from portal.core.progress import bar
from portal.domain.errors import DomainError, InvalidInput, MalformedRequest, NotFound, Refused
from portal.domain.notices import NoticeKind
from portal.domain.periods import PeriodKind, parse_period
from portal.publication.jobs import release
from portal.publication.queries import all_notices
from portal.publication.services import add_notice, differences, rebuild, said_in, withdraw_notice

publication = AppGroup("publication", help="Draw, close and publish.")
rollup = AppGroup("rollup", help="The sums that pages read.")
notices = AppGroup("notices", help="Notes and corrections beside the numbers of a period.")

_REASONS = {
    "unknown_unit": "unit ini tidak ada",
    "unknown_notice": "catatan ini tidak ada",
    "already_withdrawn": "catatan ini sudah dicabut",
    "bad_period": "periode dalam bentuk 2026, 2026-S1, 2026-Q3 atau 2026-09",
}


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


@notices.command("add")
@click.option("--period", required=True, help="2026, 2026-S1, 2026-Q3 or 2026-09.")
@click.option("--unit", metavar="SLUG", help="The unit that it is about; the whole city without it.")
@click.option("--kind", type=click.Choice([kind.value for kind in NoticeKind]), default="note")
@click.option("--english", default="", help="The same in English; without it the Indonesian text is shown.")
@click.argument("text")
def add(text: str, period: str, unit: str | None, kind: str, english: str) -> None:
    """Publish TEXT, in Indonesian, beside the numbers of a period. It is never edited, only withdrawn."""
    try:
        with transaction():
            notice = add_notice(
                unit=unit, period=period, kind=NoticeKind(kind), text=text, english=english, day=today()
            )
            record(actor=COMMAND_LINE, action="notices.add", subject=str(notice.id), at=now(), after=said_in(notice))
            number = notice.id
    except (InvalidInput, MalformedRequest, NotFound) as error:
        raise click.ClickException(_reason(error)) from error
    click.echo(f"Catatan nomor {number} diterbitkan.")


@notices.command("withdraw")
@click.option("--reason", help="Why, in Indonesian; it is public.")
@click.argument("number", metavar="ID", type=int)
def withdraw(number: int, reason: str | None) -> None:
    """Withdraw a notice for good: a note disappears, a correction stays listed as withdrawn."""
    try:
        with transaction():
            notice = withdraw_notice(notice_id=number, day=today(), reason=reason)
            record(
                actor=COMMAND_LINE,
                action="notices.withdraw",
                subject=str(number),
                at=now(),
                before=said_in(notice),
                after={"reason": reason or ""},
            )
    except (InvalidInput, NotFound, Refused) as error:
        raise click.ClickException(_reason(error)) from error
    click.echo(f"Catatan nomor {number} dicabut.")


@notices.command("list")
def list_() -> None:
    """Every notice, withdrawn ones too."""
    for notice in all_notices():
        about = notice.unit.slug if notice.unit else "kota"
        state = f"dicabut {notice.withdrawn_on}" if notice.withdrawn_on else "berlaku"
        click.echo(f"{notice.id}  {notice.period}  {about}  {notice.kind}  {state}  {notice.text}")


def _reason(error: DomainError) -> str:
    if isinstance(error, InvalidInput):
        return "; ".join(f"{wrong.field}: {field_message(wrong)}" for wrong in error.errors)
    return _REASONS[error.code]
