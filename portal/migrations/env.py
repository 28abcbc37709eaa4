"""Runs migrations for `flask db …`, on SQLite under the same write lock as every other write."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from portal.core.database import write_lock

db = current_app.extensions["migrate"].db


def include_object(_thing: object, name: str | None, kind: str, reflected: bool, _compare_to: Any) -> bool:
    """Leave alone what is no table of ours."""
    return not (kind == "table" and reflected and name == "sqlite_sequence")


def run(connection: Connection) -> None:
    """Migrate over this connection, in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        include_object=include_object,
        compare_server_default=False,
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


with write_lock(), db.engine.connect().execution_options(writes=True) as writer:
    run(writer)
    writer.commit()
