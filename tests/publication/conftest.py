"""Fixtures of the tests of the desk: they work beside requests, never inside the context of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import signed_in
from tests.publication.desk import Inside


@pytest.fixture
def inside(app: Flask) -> Inside:
    """Runs something as the worker or a shell does: outside of any request, in a context of its own."""

    def run(what: Callable[..., Any], *args: Any, **more: Any) -> Any:
        with app.app_context():
            return what(*args, **more)

    return run


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    """An administrator's browser."""
    return signed_in(app, "administrator")
