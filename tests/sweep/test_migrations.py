"""House rule: the tables are what the migrations make, on both databases, and each migration can be undone."""

from __future__ import annotations

import flask_migrate
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import Engine, inspect

from portal.core.extensions import db


def test_migrations_make_what_the_models_say(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, db.metadata) == []


def test_migrations_go_down_to_nothing_and_up_again(app: Flask) -> None:
    with app.app_context():
        tables = _tables(db.engine)
        flask_migrate.downgrade(revision="base")
        assert _tables(db.engine) == {"alembic_version"}
        flask_migrate.upgrade()
        assert _tables(db.engine) == tables
        assert set(db.metadata.tables) < tables


def test_each_constraint_has_a_name() -> None:
    nameless = [
        f"{table.name}: {constraint!r}"
        for table in db.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert nameless == []


def _tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())
