"""`flask visits`: mint codes at the counter's printer."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from portal.audit.services import COMMAND_LINE, record
from portal.catalogue.queries import service_by_slug
from portal.core.clock import now, today
from portal.core.database import transaction
from portal.domain.errors import NotFound
from portal.visits.services import mint

visits = AppGroup("visits", help="Visit codes.")


@visits.command("mint")
@click.option("--service", "slug", required=True, help="Slug of the service.")
@click.option("--count", type=click.IntRange(1, 100_000), required=True)
def mint_(slug: str, count: int) -> None:
    """Print new codes, one a line, this once."""
    try:
        with transaction():
            codes = mint(service=service_by_slug(slug), count=count, day=today())
            record(actor=COMMAND_LINE, action="visits.mint", subject=slug, at=now(), after={"count": count})
    except NotFound as error:
        raise click.ClickException(f"layanan «{slug}» tidak ada") from error
    click.echo("\n".join(codes))
