"""`flask staff`: the first accounts are made at the shell; there is no default one."""

from __future__ import annotations

import click
from flask import current_app, url_for
from flask.cli import AppGroup

from portal.accounts.services import create_staff, give_set_up_link
from portal.audit.services import COMMAND_LINE, record
from portal.core.clock import now
from portal.core.database import transaction
from portal.core.mail import own_address
from portal.domain.errors import Refused
from portal.domain.permissions import Role

_REASONS = {
    "bad_email": "{email} bukan alamat e-mail.",
    "unknown_role": "peran {role} tidak dikenal; pilih " + ", ".join(Role) + ".",
    "unit_missing": "peran {role} perlu --unit SLUG.",
    "email_taken": "{email} sudah punya akun.",
    "unknown_unit": "unit {unit} tidak ada.",
}

staff = AppGroup("staff", help="Accounts of staff.")


@staff.command("create")
@click.argument("email")
@click.option("--role", required=True, help=", ".join(Role))
@click.option("--unit", help="Slug of the unit; needed for manager and unit_head.")
def create(email: str, role: str, unit: str | None) -> None:
    """Make an account and print a link, good once and for twenty minutes, with which the person sets the password."""
    try:
        with transaction():
            made = create_staff(email=email, role=role, unit=unit, at=now())
            token = give_set_up_link(staff=made, at=now())
            after = {"role": role, "unit": unit}
            record(actor=COMMAND_LINE, action="staff.create", subject=made.email, at=now(), after=after)
    except Refused as refusal:
        click.echo("Ditolak: " + _REASONS[refusal.code].format(email=email, role=role, unit=unit), err=True)
        raise SystemExit(1) from refusal
    click.echo(set_up_address(token))


def set_up_address(token: str) -> str:
    """The whole address of a set-up link."""
    with current_app.test_request_context(base_url=own_address()):
        return url_for("set_up.password", token=token, _external=True)
