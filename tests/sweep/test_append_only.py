"""House rule: what was rated, published, logged or done is never changed, not even from a database shell."""

from __future__ import annotations

import datetime

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.integrity import State
from tests.builders import a_service, close, decide, ratings, some_ratings

CHANGES = {
    "response": "ratings = '444444444'",
    "block": "n = 99",
    "block_member": "unit_id = 9",
    "ledger_entry": "payload = '{}'",
    "intake_list": "entry_id = 9",
    "audit_entry": "actor = 'nobody'",
    "imported_file": "number = 9",
    "decision": "state = 'counted'",
    "survey_version": "definition = '{}'",
}


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None, cli: FlaskCliRunner, tmp_path_factory: pytest.TempPathFactory) -> None:
    a_service()
    ratings(12)
    decide(some_ratings(1), State.HELD)
    close("2026-07")
    file = tmp_path_factory.mktemp("file") / "penilaian.csv"
    file.write_text("persyaratan,prosedur,waktu,biaya,produk,kompetensi,perilaku,pengaduan,sarana\n4,4,4,4,4,4,4,4,4\n")
    assert (
        cli.invoke(args=["responses", "import", str(file), "--service", "ktp-el", "--on", "2026-07-01"]).exit_code == 0
    )


@pytest.mark.parametrize("table", CHANGES)
def test_a_row_cannot_be_changed(table: str) -> None:
    assert db.session.scalar(text(f"SELECT count(*) FROM {table}"))
    with pytest.raises(DBAPIError, match="insert-only"), transaction():
        db.session.execute(text(f"UPDATE {table} SET {CHANGES[table]}"))


@pytest.mark.parametrize("table", CHANGES)
def test_a_row_cannot_be_deleted(table: str) -> None:
    before = db.session.scalar(text(f"SELECT count(*) FROM {table}"))
    with pytest.raises(DBAPIError, match="insert-only"), transaction():
        db.session.execute(text(f"DELETE FROM {table}"))
    assert db.session.scalar(text(f"SELECT count(*) FROM {table}")) == before


def test_a_draft_of_a_questionnaire_may_change_until_it_is_published() -> None:
    with transaction():
        db.session.execute(
            text(
                "INSERT INTO survey_version (id, code, version, definition, content_hash)"
                " VALUES (9, 'skm', 2, '{}', 'x')"
            )
        )
        db.session.execute(text("UPDATE survey_version SET content_hash = 'y' WHERE id = 9"))
        db.session.execute(
            text("UPDATE survey_version SET published_on = :day WHERE id = 9"), {"day": datetime.date(2026, 1, 1)}
        )
    with pytest.raises(DBAPIError, match="insert-only"), transaction():
        db.session.execute(text("UPDATE survey_version SET content_hash = 'z' WHERE id = 9"))
