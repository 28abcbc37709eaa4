"""The record of deeds: each entry follows from the one before, and a break is found and named."""

from __future__ import annotations

import datetime
import threading

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import text

from portal.audit.queries import first_break, head, is_tail_whole
from portal.audit.services import record
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.extensions import db
from portal.ledger.jobs import audit_head_into_the_log
from portal.ledger.queries import audit_heads
from portal.ledger.services import log_audit_head

AT = datetime.datetime(2026, 7, 1, 3, 4, 5, 678901, tzinfo=datetime.UTC)


def deeds(n: int) -> None:
    for number in range(n):
        with transaction():
            record(actor="auditor@contoh.example", action="test", subject=str(number), at=AT, after={"n": number})


def tamper(statement: str) -> None:
    """Change the table as somebody with full rights over the database could."""
    drop = "DROP TRIGGER audit_entry_no_{0}" + (" ON audit_entry" if db.engine.dialect.name == "postgresql" else "")
    with transaction():
        for change in ("update", "delete"):
            db.session.execute(text(drop.format(change)))
        db.session.execute(text(statement))


def test_an_untouched_chain_holds(app_context: None, cli: FlaskCliRunner) -> None:
    assert "belum ada catatan" in cli.invoke(args=["audit", "verify"]).output
    deeds(5)
    assert first_break() is None
    newest = head()
    assert newest is not None
    assert newest.number == 5
    result = cli.invoke(args=["audit", "verify"])
    assert result.exit_code == 0
    assert newest.hash.hex() in result.output


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET detail = '{}' WHERE number = 3",
        "UPDATE audit_entry SET actor = 'x' WHERE number = 3",
        "UPDATE audit_entry SET at = '2020-01-01 00:00:00.000000' WHERE number = 3",
        "DELETE FROM audit_entry WHERE number = 3",
    ],
)
def test_a_changed_or_missing_entry_is_found(app_context: None, cli: FlaskCliRunner, statement: str) -> None:
    deeds(5)
    tamper(statement)
    assert first_break() == 3
    result = cli.invoke(args=["audit", "verify"])
    assert result.exit_code == 1
    assert "nomor 3" in result.output


@pytest.mark.parametrize("cut", ["number = 5", "number > 2", "number > 0"])
def test_a_tail_that_was_cut_off_is_found(app_context: None, cli: FlaskCliRunner, cut: str) -> None:
    deeds(5)
    tamper(f"DELETE FROM audit_entry WHERE {cut}")
    assert first_break() is None, "the chain alone does not show it"
    result = cli.invoke(args=["audit", "verify"])
    assert result.exit_code == 1
    assert "dipotong" in result.output


def test_an_older_seal_put_back_with_the_cut_is_found_in_the_log(app_context: None, cli: FlaskCliRunner) -> None:
    deeds(3)
    old = db.session.execute(text("SELECT number, seal FROM audit_head")).one()
    deeds(2)
    audit_head_into_the_log()
    tamper("DELETE FROM audit_entry WHERE number > 3")
    with transaction():
        db.session.execute(text("UPDATE audit_head SET number = :number, seal = :seal"), old._asdict())
    assert is_tail_whole()
    result = cli.invoke(args=["audit", "verify"])
    assert result.exit_code == 1
    assert "nomor 5" in result.output


def test_the_seal_taken_away_is_found(app_context: None, cli: FlaskCliRunner) -> None:
    deeds(3)
    with transaction():
        db.session.execute(text("DELETE FROM audit_head"))
    assert cli.invoke(args=["audit", "verify"]).exit_code == 1


def test_a_record_written_anew_does_not_match_the_log(app_context: None, cli: FlaskCliRunner) -> None:
    """Even somebody with the key, who chains and seals a kinder record, meets the head in the log."""
    deeds(3)
    audit_head_into_the_log()
    tamper("DELETE FROM audit_entry")
    with transaction():
        db.session.execute(text("DELETE FROM audit_head"))
        for number in range(3):
            record(actor="siapa@contoh.example", action="test", subject=str(number), at=AT)
    assert first_break() is None
    assert is_tail_whole()
    assert "buku besar publik" in cli.invoke(args=["audit", "verify"]).output


def test_the_head_enters_the_log_once_a_day_if_it_moved(app_context: None) -> None:
    audit_head_into_the_log()
    assert audit_heads() == []
    deeds(2)
    for _time in range(3):
        audit_head_into_the_log()
    assert [logged.number for logged in audit_heads()] == [2]
    newest = head()
    assert newest is not None
    assert audit_heads()[0].hash == newest.hash.hex()
    tomorrow = today() + datetime.timedelta(days=1)
    with transaction():
        assert log_audit_head(day=tomorrow) is None, "nothing was done since"
    deeds(1)
    with transaction():
        assert log_audit_head(day=tomorrow) is not None


def test_two_at_once_make_one_chain(app: Flask, app_context: None) -> None:
    def work() -> None:
        with app.app_context():
            deeds(10)

    threads = [threading.Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    newest = head()
    assert newest is not None
    assert newest.number == 40
    assert first_break() is None


def test_a_deed_that_fails_leaves_no_trace(app_context: None) -> None:
    def deed_that_fails() -> None:
        with transaction():
            record(actor="a", action="test", subject="x", at=AT)
            raise LookupError

    with pytest.raises(LookupError):
        deed_that_fails()
    assert head() is None
