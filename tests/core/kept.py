"""What tests of kept pages look at: the store, the queries, and a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from portal.core.extensions import db
from portal.core.kept_pages import KeptPages
from tests.builders import published


@dataclass
class Clock:
    """A clock that stands still until it is told to go on."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Queries:
    """Statements that reached a database."""

    seen: list[str] = field(default_factory=list)

    def take(self) -> list[str]:
        """Those since the last call."""
        taken, self.seen = self.seen, []
        return taken


@contextmanager
def no_database(app: Flask) -> Iterator[None]:
    """A database that takes no new connection, and has lost the old ones."""

    def refuse(*_arguments: object) -> None:
        raise OperationalError("connect", {}, Exception("connection refused"))

    engine = engine_of(app)
    event.listen(engine, "do_connect", refuse)
    engine.dispose()
    yield
    event.remove(engine, "do_connect", refuse)


def engine_of(app: Flask) -> Engine:
    with app.app_context():
        return db.engine


def pages(app: Flask) -> KeptPages:
    kept: KeptPages = app.extensions["portal"].pages
    return kept


def publish(app: Flask) -> None:
    """Forty more ratings, all of them the best."""
    with app.app_context():
        published(40, packed="444444444")
