"""Fixtures of the tests of kept pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event

from tests.builders import a_service, published
from tests.core.kept import Clock, Queries, engine_of, pages


@pytest.fixture
def city(app: Flask) -> None:
    """One unit with thirty published ratings."""
    with app.app_context():
        a_service()
        published(30)


@pytest.fixture
def clock(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which the application under test asks for the public revision."""
    clock = Clock()
    pages(app).known.forget()
    monkeypatch.setattr(pages(app).known, "_clock", clock)
    return clock


@pytest.fixture
def queries(app: Flask) -> Iterator[Queries]:
    """What the application under test asks its database."""
    queries, engine = Queries(), engine_of(app)

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        queries.seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield queries
    event.remove(engine, "before_cursor_execute", note)
