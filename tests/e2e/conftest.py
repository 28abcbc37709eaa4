"""What every journey is watched for: other hosts, weight, and barriers that axe finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Error, Page, Request

from tests.builders import a_service, close, ratings

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # else it lists what it found right, too, which takes twice as long again
}


@dataclass
class Traffic:
    """Every request that the page made."""

    requests: list[Request] = field(default_factory=list)

    def weight(self) -> int:
        """Bytes of all bodies as they came over the line."""
        return sum(request.sizes()["responseBodySize"] for request in self.requests)

    def files(self) -> list[str]:
        """The last part of each address."""
        return [request.url.split("?")[0].rsplit("/", 1)[-1] for request in self.requests]

    def forget(self) -> None:
        """Begin to count anew."""
        self.requests.clear()


@pytest.fixture
def traffic(page: Page, live_server: str) -> Iterator[Traffic]:
    """What the page loads; nothing may come from another host."""
    seen, elsewhere = Traffic(), []

    def note(request: Request) -> None:
        if not request.url.startswith((live_server, "data:", "blob:")):
            elsewhere.append(request.url)

    def keep(request: Request) -> None:
        seen.requests.append(request)

    page.on("request", note)
    page.on("requestfinished", keep)
    yield seen
    assert elsewhere == []


@pytest.fixture
def barriers() -> Callable[[Page], list[str]]:
    """What axe finds on a page that has come to rest: rule and place."""

    def find(page: Page) -> list[str]:
        page.wait_for_load_state()  # without its style sheet a page has no size to judge
        try:
            found = Axe().run(page, options=RULES).response["violations"]
        except Error:  # the browser was on its way from one page to the next
            page.wait_for_load_state()
            found = Axe().run(page, options=RULES).response["violations"]
        return [f"{v['id']}: {node['target']} {node['failureSummary']}" for v in found for node in v["nodes"]]

    return find


@pytest.fixture
def city(app: Flask) -> Iterator[None]:
    """Dukcapil with 49 published ratings and one service more."""
    with app.app_context():
        a_service(users=500)
        a_service("kk", name="Kartu Keluarga")
        ratings(
            49, packed=["343443332", "444444444", "232333232", "333433333", "344443433", "222423321", "443443443"] * 7
        )
        close("2026-07")
        yield
