"""The names that outsiders rely on (docs/architecture.md): each line here is delivered and stays."""

from __future__ import annotations

import re

import click
import pytest
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound

from tests.sweep.sources import ROOT

ROUTES = (
    ("GET", "/"),
    ("GET", "/units"),
    ("GET", "/units/dinas-a"),
    ("GET", "/units/dinas-a/badge.svg"),
    ("GET", "/units/dinas-a/embed"),
    ("GET", "/services/ktp"),
    ("GET", "/accountability"),
    ("GET", "/method"),
    ("GET", "/promises"),
    ("GET", "/promises.csv"),
    ("GET", "/promises/1"),
    ("GET", "/promises/1/voice"),
    ("POST", "/promises/1/voice"),
    ("GET", "/rate/ktp"),
    ("POST", "/rate/ktp"),
    ("POST", "/api/v1/ratings"),
    ("GET", "/r/1-0123456789abcdefghjkmnpqrs"),
    ("GET", "/r/1-0123456789abcdefghjkmnpqrs.json"),
    ("GET", "/api/v1/units"),
    ("GET", "/api/v1/units/dinas-a/scorecard"),
    ("POST", "/api/v1/visits/codes"),
    ("GET", "/api/v1/units/dinas-a/codes"),
    ("GET", "/login"),
    ("GET", "/workplace"),
    ("GET", "/workplace/dinas-a/review"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
)
COMMANDS: dict[str, set[str]] = {
    "db upgrade": set(),
    "sample load": {"--responses", "--months", "--seed"},
    "catalogue import": {"file"},
    "responses import": {"file", "--service", "--on", "--again"},
    "visits mint": {"--service", "--count"},
    "publication release": {"--close"},
    "rollup rebuild": {"--check"},
    "staff create": {"email", "--role", "--unit"},
    "audit verify": set(),
}
ENVIRONMENT = {
    "PORTAL_INSTANCE",
    "DATABASE_URL",
    "DATABASE_REPLICA_URL",
    "REDIS_URL",
    "PORTAL_SECRET_KEY",
    "PORTAL_LOG_KEY_FILE",
    "PORTAL_BASE_URL",
    "PORTAL_TRUSTED_PROXIES",
    "PORTAL_SMTP_URL",
    "PORTAL_LIMITS",
}
TARGETS = {"run", "test", "check"}

on_one_backend = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@on_one_backend
@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_a_route_is_served(app: Flask, method: str, path: str) -> None:
    try:
        app.url_map.bind("localhost").match(path, method=method)
    except (NotFound, MethodNotAllowed) as missing:
        pytest.fail(f"{method} {path}: {missing}")


@on_one_backend
@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_takes_its_arguments(app: Flask, line: str) -> None:
    command: click.Command | None = app.cli
    for word in line.split():
        assert isinstance(command, click.Group), line
        command = command.get_command(click.Context(command), word)
    assert command is not None, line
    given = {option for parameter in command.params for option in [parameter.name, *parameter.opts]}
    assert given >= COMMANDS[line]


def test_the_environment_is_read_by_these_names() -> None:
    config = (ROOT / "config.py").read_text(encoding="utf-8")
    assert set(re.findall(r'"([A-Z]+(?:_[A-Z]+)+)"', config)) == ENVIRONMENT


def test_make_knows_its_targets() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)) >= TARGETS
    assert "make check test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
