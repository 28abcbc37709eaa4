"""House rule, in a browser: each staff page without barriers at a desk's two widths, and all of it by keyboard."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from portal.accounts.access import need_of
from portal.catalogue.queries import service_by_slug
from portal.catalogue.services.touchpoints import create_touchpoint
from portal.core.access import Audience
from portal.core.database import transaction
from portal.domain.notices import NoticeKind
from portal.publication.services import add_notice
from tests.cast import an_account, csrf_of, session_of, signed_in
from tests.e2e.test_staff import look
from tests.sweep.city import City

DAY = datetime.date(2026, 7, 1)
REACHABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
UNREACHED = """(selector) => [...document.querySelectorAll(selector)].filter((one) =>
  one.checkVisibility() && !one.disabled && !one.dataset.reached && one.type !== "radio" && !one.closest(".skip-link")
).map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def desks(app: Flask, city: None) -> City:
    """A city with something on every page: a place, a notice, a draft, accounts of each role."""
    with transaction():
        code = create_touchpoint(service=service_by_slug("ktp-el"), place="Loket 2", day=DAY).code
        add_notice(unit="dukcapil", period="2026-07", kind=NoticeKind.NOTE, text="Banjir", english="", day=DAY)
    admin = signed_in(app, "administrator", name="-tiga")
    admin.post("/admin/surveys/skm@1/draft", data={"csrf_token": csrf_of(admin, "/account")})
    parts = {"unit": "dukcapil", "service": "ktp-el", "code": code, "key": "skm@2", "name": "contact"}
    return City(app, parts | {"month": "2026-08", "element": "waktu"})


def addresses(desks: City) -> Iterator[str]:
    """Every page of the desks that is read as a page: no files, no way in."""
    for rule in desks.rules(Audience.STAFF):
        address = desks.address(rule, **({"code": "waktu"} if "elements" in rule.rule else {}))
        if need_of(desks.app, rule.endpoint).deed is not None and not address.endswith((".csv", ".jsonl")):
            yield address


@pytest.mark.parametrize(("role", "unit", "width"), [("administrator", None, 1280), ("manager", "dukcapil", 768)])
def test_every_page_of_a_role(
    desks: City,
    live_server: str,
    page: Page,
    barriers: Callable[[Page], list[str]],
    role: str,
    unit: str | None,
    width: int,
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    enter(desks.app, live_server, page, role, unit)
    seen = 0
    for address in addresses(desks):
        answer = page.goto(f"{live_server}{address}")
        if answer is None or answer.status != 200:
            continue
        seen += 1
        assert (address, barriers(page)) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
        assert (address, unreached(page)) == (address, [])
        look(page, f"{role}_{address.strip('/').replace('/', '_')}_{width}")
    assert seen >= (20 if role == "administrator" else 4)


def enter(app: Flask, live_server: str, page: Page, role: str, unit: str | None) -> None:
    """Give the browser the cookie of a session of that role."""
    cookie = session_of(app, an_account(app, role, unit)).get_cookie("session")
    assert cookie is not None
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])


def unreached(page: Page) -> list[str]:
    """What Tab alone does not come to, from the top of the page to its end."""
    page.evaluate("document.activeElement.blur()")
    page.evaluate("document.addEventListener('focusin', (event) => (event.target.dataset.reached = '1'))")
    stops = page.locator(REACHABLE).count() + 3 * page.locator("input[type=date]").count()
    for _press in range(stops + 3):
        page.keyboard.press("Tab")
    found: list[str] = page.evaluate(UNREACHED, REACHABLE)
    return found
