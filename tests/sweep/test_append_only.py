"""House rule: what was rated, published, logged or done is never changed, not even from a database shell."""

from __future__ import annotations

import datetime

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import UniqueConstraint, text
from sqlalchemy.exc import DBAPIError

from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.integrity import State
from tests.builders import a_service, close, decide, ratings, some_ratings
from tests.followups.making import a_done_promise, voices
from tests.integrity.holding import an_officer, decided, held
from tests.reviews.cycle import a_signed_review

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
    "headline_channel": "channel = 'verified'",
    "respondent_year": "counted_on = '2026-01-01'",
    "respondent_count": "n = 99",
    "review_evidence": "payload = '{}'",
    "review_message": "text = 'x'",
    "review_signature": "remark = 'x'",
    "signed_review": "payload = '{}'",
    "promise_event": "note = 'lain'",
    "promise_voice": "stand = 'dispute'",
    "held_rating": "signals = 'many'",
}

DRAFT = "INSERT INTO survey_version (id, code, version, definition, content_hash)"
on_sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def rows(table: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in db.session.execute(text(f"SELECT * FROM {table}"))]


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None, cli: FlaskCliRunner, tmp_path_factory: pytest.TempPathFactory) -> None:
    a_service()
    ratings(12)
    ratings(30, month="2025-12")
    decide(some_ratings(1), State.HELD)
    held(some_ratings(3)[1:])
    close("2026-07")
    a_signed_review()
    voices(a_done_promise(), confirmed=1)
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


@on_sqlite
@pytest.mark.parametrize("table", CHANGES)
def test_a_row_cannot_be_written_over(table: str) -> None:
    before = rows(table)
    with pytest.raises(DBAPIError, match="insert-only"), transaction():
        db.session.execute(text(f"REPLACE INTO {table} SELECT * FROM {table}"))
    assert rows(table) == before


@on_sqlite
@pytest.mark.parametrize(
    "statement",
    [
        "REPLACE INTO survey_version (code, version, definition, content_hash) VALUES ('skm', 1, '{}', 'x')",
        "REPLACE INTO survey_version (id, code, version, definition, content_hash) VALUES (1, 'a', 1, '{}', 'x')",
        "UPDATE OR REPLACE survey_version SET id = 1 WHERE id = 9",
        "UPDATE OR REPLACE survey_version SET version = 1 WHERE id = 9",
    ],
)
def test_no_draft_takes_the_place_of_a_published_questionnaire(statement: str) -> None:
    with transaction():
        db.session.execute(text(f"{DRAFT} VALUES (9, 'skm', 2, '{{}}', 'x')"))
    before = rows("survey_version")
    with pytest.raises(DBAPIError, match="insert-only"), transaction():
        db.session.execute(text(statement))
    assert rows("survey_version") == before


@pytest.mark.parametrize("backend", ["postgres"], indirect=True)
@pytest.mark.postgres
@pytest.mark.parametrize("table", [*CHANGES, "unit", "service"])
def test_a_table_cannot_be_emptied(table: str) -> None:
    with pytest.raises(DBAPIError, match="insert-only"), transaction():
        db.session.execute(text(f"TRUNCATE {table} CASCADE"))
    assert rows(table)


@pytest.mark.parametrize("table", CHANGES)
def test_every_unique_key_of_an_insert_only_table_is_guarded(table: str) -> None:
    unique = [[*(c.name for c in db.metadata.tables[table].primary_key)]]
    for constraint in db.metadata.tables[table].constraints:
        if isinstance(constraint, UniqueConstraint):
            unique.append([c.name for c in constraint.columns])
    assert not [index for index in db.metadata.tables[table].indexes if index.unique]
    assert len(unique) == (2 if table == "survey_version" else 1)


def test_a_draft_of_a_questionnaire_may_change_until_it_is_published() -> None:
    with transaction():
        db.session.execute(text(f"{DRAFT} VALUES (9, 'skm', 2, '{{}}', 'x')"))
        db.session.execute(text("UPDATE survey_version SET content_hash = 'y' WHERE id = 9"))
        db.session.execute(
            text("UPDATE survey_version SET published_on = :day WHERE id = 9"), {"day": datetime.date(2026, 1, 1)}
        )
    with pytest.raises(DBAPIError, match="insert-only"), transaction():
        db.session.execute(text("UPDATE survey_version SET content_hash = 'z' WHERE id = 9"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE held_cluster SET reason = 'many_more'",
        "UPDATE held_cluster SET day = '2026-01-01'",
        "DELETE FROM held_cluster",
        "UPDATE held_proposal SET outcome = 'count'",
        "UPDATE held_proposal SET decided_by = NULL, decided_at = NULL, ending = NULL",
        "DELETE FROM held_proposal",
    ],
)
def test_what_was_held_why_and_who_decided_is_never_changed(statement: str) -> None:
    decided(an_officer("satu"), an_officer("dua"))
    with pytest.raises(DBAPIError, match="insert-only"), transaction():
        db.session.execute(text(statement))
