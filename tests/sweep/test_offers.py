"""House rule: no page of the desk offers its reader a link or a form that would be refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from portal.accounts.access import need_of
from portal.core.access import Audience
from portal.core.clock import now, this_month
from portal.core.database import transaction
from portal.domain.periods import parse_period
from portal.domain.permissions import Role
from portal.followups.queries import promise_by_number
from portal.followups.services import add_file, create_course, offer
from portal.reports.services import ask_report
from portal.sample.pictures import a_counter
from tests.builders import a_service, a_unit, close, ratings
from tests.cast import signed_in
from tests.domain.test_permissions import FOREIGN, OWN, written
from tests.followups.making import DAY, a_done_promise, a_promise
from tests.followups.training import FACTS
from tests.sweep.city import City

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
WITH_UNIT = {Role.MANAGER}
LINK = re.compile(r'<a [^>]*href="(/[^"#]*)"')
FORM = re.compile(r'<form [^>]*action="(/[^"#]*)" method="(\w+)"')


@pytest.fixture
def city(app: Flask) -> City:
    """Promises in several states, one of them offered, a picture, a course and a report that waits."""
    with app.app_context():
        a_service(unit=OWN)
        a_service("poli", unit=FOREIGN, name="Poli umum")
        ratings(30)
        close("2026-07")
        first, offered, done = a_promise(OWN), a_promise(FOREIGN), a_done_promise(OWN)
        assert first == 1
        with transaction():
            offer(promise=promise_by_number(offered), to=a_unit(OWN), day=DAY)
            picture = {"picture": a_counter(), "name": "a.png", "caption": "Dua loket"}
            add_file(promise=promise_by_number(done), day=DAY, **picture)  # type: ignore[arg-type]
            course = create_course(facts=FACTS).slug
            ask_report(
                period=parse_period("2026-07"), lang="id", asked_by="x@contoh.example", at=now(), month=this_month()
            )
    return City(app, {"service": "ktp-el", "unit": OWN, "course": course})


def pages(city: City, client: FlaskClient) -> Iterator[tuple[str, str]]:
    """Every staff page that this reader may open, of both units, as address and text."""
    for rule in city.rules(Audience.STAFF):
        if "." in rule.rule.rpartition("/")[2]:
            continue
        for unit in {OWN, FOREIGN} if "unit" in rule.arguments else {OWN}:
            for number in {"1", "3"} if "number" in rule.arguments else {"1"}:
                address = city.address(rule, unit=unit, number=number)
                answer = client.get(address)
                if answer.status_code == 200 and answer.mimetype == "text/html":
                    yield address, answer.text


def offers(text: str) -> set[tuple[str, str]]:
    """Method and address of each link and form on a page."""
    links = {("GET", address) for address in LINK.findall(text)}
    return links | {(method.upper(), address) for address, method in FORM.findall(text)}


def is_open(app: Flask, role: Role, method: str, address: str) -> bool:
    try:
        endpoint, parts = app.url_map.bind("").match(urlsplit(address).path, method)
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    if app.extensions["portal"].audiences.get(endpoint.partition(".")[0]) is not Audience.STAFF:
        return True
    need = need_of(app, endpoint)
    return need.deed is None or written(role, need.deed, parts[need.unit] if need.unit else FOREIGN)


def test_what_a_page_offers_is_open_to_its_reader(city: City) -> None:
    seen, wrong = set(), set()
    for role in (Role.MANAGER, Role.REVIEWER, Role.AUDITOR, Role.ADMINISTRATOR):
        client = signed_in(city.app, role.value, OWN if role in WITH_UNIT else None)
        for address, text in pages(city, client):
            seen.add((role, address))
            wrong |= {(role, address, one) for one in offers(text) if not is_open(city.app, role, *one)}
    assert wrong == set()
    desk = {f"/workplace/{OWN}/promises", f"/workplace/{OWN}/promises/1", f"/workplace/{FOREIGN}/promises"}
    desk |= {f"/workplace/{OWN}/reports", "/admin/reports", "/admin/training"}
    assert {(Role.AUDITOR, address) for address in desk} <= seen
