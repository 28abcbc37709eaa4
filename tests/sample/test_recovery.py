"""A load that was interrupted is finished by the next one, and what it hands out really opens the door."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from portal.accounts.passwords import is_password
from portal.accounts.queries import staff_by_email
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.errors import Refused
from portal.publication.queries import publication_number
from portal.responses.models import Response
from portal.sample import cli as sample_cli
from portal.sample.brigades import EXTRA
from portal.sample.services import store_catalogue

SMALL = ["sample", "load", "--responses", "300", "--months", "2"]


class Interrupted(Exception):
    pass


@pytest.fixture
def file(app: Flask) -> Path:
    """The file of accounts, which is not yet there."""
    path: Path = app.extensions["portal"].settings.instance / "sample-accounts.txt"
    path.unlink(missing_ok=True)
    return path


def ratings_kept() -> int:
    return db.session.scalar(select(func.count()).select_from(Response)) or 0


@pytest.mark.parametrize("step", ["release", "write_draft"])
def test_an_interrupted_load_is_finished_by_the_next(
    app: Flask, cli: FlaskCliRunner, file: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def interrupt(*_arguments: object, **_named: object) -> None:
        raise Interrupted

    with monkeypatch.context() as broken:
        broken.setattr(sample_cli, step, interrupt)
        assert isinstance(cli.invoke(args=SMALL).exception, Interrupted)
    assert not file.exists()
    again = cli.invoke(args=SMALL)
    assert again.exit_code == 0, again.output
    assert file.exists()
    with app.app_context():
        assert ratings_kept() == 300 + EXTRA
        assert publication_number() is not None
    assert cli.invoke(args=["rollup", "rebuild", "--check"]).exit_code == 0


def test_every_password_in_the_file_opens_its_account(app: Flask, cli: FlaskCliRunner, file: Path) -> None:
    cli.invoke(args=SMALL)
    rows = [line.split() for line in file.read_text(encoding="utf-8").splitlines()[1:]]
    assert {"manager", "unit_head", "reviewer", "moderator", "integrity", "auditor", "administrator"} == {
        role for _email, role, _unit, _password in rows
    }
    with app.app_context():
        for email, role, unit, password in rows:
            staff = staff_by_email(email)
            assert staff is not None
            assert (staff.role_names, staff.unit or "-") == (frozenset({role}), unit)
            assert is_password(staff.password, password)
            assert not is_password(staff.password, password[:-1])


def test_two_loads_at_once_do_not_fill_the_portal_twice(app: Flask, cli: FlaskCliRunner, file: Path) -> None:
    cli.invoke(args=SMALL)
    with app.app_context():
        with pytest.raises(Refused), transaction():
            store_catalogue(year=2026, seed=1)
        assert ratings_kept() == 300 + EXTRA
