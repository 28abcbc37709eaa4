"""Targets: on a first visit a form weighs at most 14 kB and a public page 30 kB: all files, compressed, with heads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

import portal
from config import Settings
from tests.benchmarks.pages import form_page, public_pages
from tests.faults.server import served

SETTLE_MS = 1500


@dataclass
class Line:
    """What came over the line, as Chromium counts it: heads and compressed bodies of all answers."""

    files: int = 0
    bytes: int = 0

    def finished(self, event: dict[str, Any]) -> None:
        """A file is there."""
        self.files += 1
        self.bytes += int(event["encodedDataLength"])


def test_what_each_page_weighs(city_instance: Path, browser: Browser, browser_context_args: dict[str, Any]) -> None:
    app = portal.create_app(Settings(instance=city_instance, limits=False))
    form, public = form_page(app), public_pages(app)
    with served(city_instance) as port:

        def weigh(address: str) -> Line:
            return _load(browser, browser_context_args, f"http://127.0.0.1:{port}{address}")

        _table("form", [form], weigh, 14_000)
        _table("public page", public, weigh, 30_000)


def _table(what: str, addresses: list[str], weigh: Callable[[str], Line], goal: int) -> None:
    lines = {address: weigh(address) for address in addresses}
    print()
    for address, line in lines.items():
        print(f"{address:45} {line.files} files  {line.bytes:6} bytes")
    heaviest = max(line.bytes for line in lines.values())
    print(f"heaviest {what}: {heaviest} bytes (goal {goal})")
    assert all(line.files > 1 for line in lines.values())


def _load(browser: Browser, options: dict[str, Any], address: str) -> Line:
    """Open a page with an empty cache and wait until nothing more comes."""
    context = browser.new_context(**options)
    tab, line = context.new_page(), Line()
    session = context.new_cdp_session(tab)
    session.send("Network.enable")
    session.on("Network.loadingFinished", line.finished)
    tab.goto(address, wait_until="networkidle")
    tab.wait_for_timeout(SETTLE_MS)
    context.close()
    return line
