"""House rule: what each role may open stands in the matrix, and nobody gets further; each refusal is on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from portal.accounts.access import need_of
from portal.audit.models import AuditEntry
from portal.audit.queries import first_break
from portal.core.access import Audience
from portal.core.extensions import db
from portal.domain.permissions import Deed, Role
from tests.builders import a_service, close, ratings
from tests.cast import signed_in
from tests.domain.test_permissions import FOREIGN, OWN, written
from tests.sweep.city import City

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
WITH_UNIT = {Role.MANAGER, Role.UNIT_HEAD, Role.INTEGRITY}


@pytest.fixture
def city(app: Flask) -> City:
    """Two units with a service each, and a published month."""
    with app.app_context():
        a_service(unit=OWN)
        a_service("poli", unit=FOREIGN, name="Poli umum")
        ratings(30)
        close("2026-07")
    return City(app, {"service": "ktp-el", "unit": OWN})


@dataclass(frozen=True)
class Try:
    """One request: by whom, of what, to which unit, and whether the matrix lets it pass."""

    method: str
    address: str
    allowed: bool


def tries(city: City, role: Role) -> Iterator[Try]:
    """Each staff route by each of its methods, on the own and on a foreign unit."""
    audiences = city.app.extensions["portal"].audiences
    for rule in city.app.url_map.iter_rules():
        if audiences.get(rule.endpoint.partition(".")[0]) is not Audience.STAFF:
            continue
        need = need_of(city.app, rule.endpoint)
        if need.deed is None:
            continue
        assert need.unit is None or need.unit in rule.arguments, f"{rule.endpoint} has no part {need.unit}"
        for unit in (OWN, FOREIGN):
            address = city.address(rule, unit=unit)
            for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
                yield Try(method, address, written(role, need.deed, unit if need.unit else FOREIGN))


def refusals(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).where(AuditEntry.action == "access.denied")) or 0


def answer(client: FlaskClient, one: Try) -> int:
    """The status; a form is sent without its token, so that nothing happens where the right is there."""
    return client.open(one.address, method=one.method).status_code


@pytest.mark.parametrize("role", Role)
def test_each_role_gets_as_far_as_the_matrix_says(city: City, role: Role) -> None:
    client = signed_in(city.app, role.value, OWN if role in WITH_UNIT else None)
    asked = list(tries(city, role))
    assert len(asked) > 10
    before, wrong = refusals(city.app), []
    for one in asked:
        status = answer(client, one)
        expected = {403} if not one.allowed else {400} if one.method != "GET" else {200, 303, 404}
        wrong += [f"{role} {one}: {status}"] if status not in expected else []
    assert wrong == []
    assert refusals(city.app) - before == sum(not one.allowed for one in asked)
    with city.app.app_context():
        assert first_break() is None


def test_every_deed_that_a_route_needs_is_one_that_somebody_may_do(city: City) -> None:
    audiences = city.app.extensions["portal"].audiences
    needed = {
        need_of(city.app, endpoint).deed
        for endpoint in city.app.view_functions
        if audiences.get(endpoint.partition(".")[0]) is Audience.STAFF
    } - {None}
    open_to_somebody = {
        deed for deed in Deed if any(written(role, deed, unit) for role in Role for unit in (OWN, FOREIGN))
    }
    assert needed <= open_to_somebody | {Deed.OWN_ACCOUNT}
