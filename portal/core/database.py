"""One way to commit, and SQLite set up so that nothing acknowledged is lost.

Reads run in plain transactions. Writes go through `transaction()`: on SQLite it holds a lock across processes (without
one, eight writers starve some of them for seconds) and begins IMMEDIATE; on PostgreSQL it is an ordinary transaction.
"""

from __future__ import annotations

import datetime
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pysqlite3
from flask import current_app
from sqlalchemy import Connection, Engine, MetaData, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase

SQLITE_MINIMUM = (3, 51, 3)
"""Older ones may lose committed pages when the write-ahead log is reset (sqlite.org, WAL-reset race)."""


class Base(DeclarativeBase):
    """Base of all tables; every constraint has a name, so that migrations can drop it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def engine_options(url: str) -> dict[str, Any]:
    """Options of the engine for a database URL. Errors do not quote the values of the statement: they are answers."""
    common = {"pool_size": 16, "hide_parameters": True}
    if make_url(url).get_backend_name() != "sqlite":
        return {**common, "max_overflow": 48, "pool_pre_ping": True, "connect_args": {"prepare_threshold": None}}
    if pysqlite3.sqlite_version_info < SQLITE_MINIMUM:
        raise RuntimeError(f"SQLite {pysqlite3.sqlite_version} is older than {SQLITE_MINIMUM}")
    connect_args = {"isolation_level": None, "timeout": 30}
    return {**common, "max_overflow": 128, "module": pysqlite3, "connect_args": connect_args}


def prepare_engine(engine: Engine) -> None:
    """Set pragmas on each SQLite connection, and let our own BEGIN decide between reading and writing."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin_sqlite)


def _set_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "cache_size=-16000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def as_utc(time: datetime.datetime) -> datetime.datetime:
    """A stored time with its zone: SQLite gives times back without one, and all are stored in UTC."""
    return time if time.tzinfo else time.replace(tzinfo=datetime.UTC)


@contextmanager
def transaction() -> Iterator[None]:
    """Commit what the block did, or nothing of it. Entered by views, jobs and commands only, never nested.

    What the session had read before is read again inside, so that decisions rest on locked data.
    """
    session = current_app.extensions["sqlalchemy"].session
    if session.info.get("writing"):
        raise RuntimeError("transaction() inside transaction(): only doors commit")
    with write_lock():
        session.rollback()
        session.expire_all()
        session.info["writing"] = True
        try:
            session.connection(execution_options={"writes": True})
            yield
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info["writing"] = False


@contextmanager
def write_lock() -> Iterator[None]:
    """Hold SQLite's writers back, in all processes, until the block ends; nothing to hold on PostgreSQL."""
    database = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    if database.get_backend_name() != "sqlite":
        yield
        return
    with Path(f"{database.database}.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def serialise(name: str) -> None:
    """Let only one transaction at a time pass here until it ends; on SQLite the write lock already does."""
    session = current_app.extensions["sqlalchemy"].session
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": name})
