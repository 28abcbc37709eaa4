"""The one door for commits: whole or nothing, never nested, and on SQLite as durable as it claims to be."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, text

from portal.catalogue.models import Unit
from portal.core.database import transaction
from portal.core.extensions import db


def units() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Unit.slug)))


def add(slug: str) -> None:
    db.session.add(Unit(slug=slug, name=slug, kind="dinas", distrik=""))


def test_what_the_block_did_is_kept_whole_or_not_at_all(app_context: None) -> None:
    with transaction():
        add("a")

    def half() -> None:
        with transaction():
            add("b")
            db.session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        half()
    assert units() == ["a"]


def test_doors_do_not_nest(app_context: None) -> None:
    def nested() -> None:
        with transaction(), transaction():
            pass

    with pytest.raises(RuntimeError, match="inside transaction"):
        nested()
    with transaction():
        add("a")
    assert units() == ["a"]


def test_what_was_read_before_is_read_again_inside(app: Flask, app_context: None) -> None:
    with transaction():
        add("a")
    unit = db.session.scalars(select(Unit)).one()
    with app.app_context(), transaction():
        db.session.execute(text("UPDATE unit SET name = 'baru'"))
    with transaction():
        assert unit.name == "baru"


def test_what_the_transaction_before_left_is_read_again_too(app: Flask, app_context: None) -> None:
    with transaction():
        add("a")
    with transaction():
        unit = db.session.scalars(select(Unit)).one()
        assert unit.name == "a"
    with app.app_context(), transaction():
        db.session.execute(text("UPDATE unit SET name = 'baru'"))
    with transaction():
        assert unit.name == "baru"


def test_sqlite_is_set_to_lose_nothing(app: Flask, app_context: None) -> None:
    if db.engine.dialect.name != "sqlite":
        assert db.session.scalar(text("SHOW transaction_isolation")) == "read committed"
        return
    pragmas = {
        name: db.session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
