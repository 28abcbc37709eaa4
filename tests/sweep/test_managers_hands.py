"""House rule: what a manager may not change, no route changes: each try is refused, recorded, and leaves no trace."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.accounts.access import need_of
from portal.audit.models import AuditEntry, AuditHead
from portal.audit.queries import first_break
from portal.core.access import Audience
from portal.core.extensions import db
from portal.domain.permissions import MATRIX, Deed, Role
from tests.builders import a_service, close, ratings, some_ratings
from tests.cast import csrf_of, signed_in
from tests.integrity.holding import an_officer, held, proposed
from tests.sweep.city import City

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
OWN, FOREIGN = "dukcapil", "puskesmas"
READING = {"GET", "HEAD", "OPTIONS"}
OF_A_REQUEST = {AuditEntry.__tablename__, AuditHead.__tablename__, "staff_session"}
"""What a request to a staff page leaves by itself: the record of the refusal, and when the session was last used."""


@pytest.fixture
def city(app: Flask) -> Iterator[City]:
    """Published ratings, held ones of both units, and a proposal that waits."""
    with app.app_context():
        a_service(unit=OWN)
        a_service("poli", unit=FOREIGN, name="Poli umum")
        ratings(60)
        ratings(60, service="poli")
        close("2026-07")
        ratings(12, month="2026-08")
        held(some_ratings(month="2026-08"), unit=OWN)
        proposed(an_officer(), unit=OWN)
        yield City(app, {"service": "ktp-el", "cluster": "1"})


def forbidden(city: City) -> list[tuple[str, str]]:
    """Method and address of everything that changes something and that no manager may do there."""
    found = []
    known = city.app.extensions["portal"].audiences
    for rule in city.app.url_map.iter_rules():
        if known.get(rule.endpoint.partition(".")[0]) is not Audience.STAFF:
            continue
        need = need_of(city.app, rule.endpoint)
        for unit in (OWN, FOREIGN) if need.deed is not None else ():
            is_own = need.deed is Deed.OWN_ACCOUNT or (need.deed in MATRIX[Role.MANAGER] and unit == OWN)
            is_without_unit = need.deed in MATRIX[Role.MANAGER] and need.unit is None
            if not is_own and not is_without_unit:
                found += [
                    (method, city.address(rule, unit=unit)) for method in sorted((rule.methods or set()) - READING)
                ]
    return found


def contents() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for those that any request to a staff page touches."""
    return {
        table.name: sorted((tuple(row) for row in db.session.execute(select(table))), key=repr)
        for table in db.metadata.sorted_tables
        if table.name not in OF_A_REQUEST
    }


def refusals() -> int:
    return db.session.scalar(select(func.count()).where(AuditEntry.action == "access.denied")) or 0


def test_every_change_that_is_not_a_managers_is_refused_recorded_and_does_nothing(city: City) -> None:
    manager = signed_in(city.app, "manager", OWN)
    token = csrf_of(manager, "/account")
    tries = forbidden(city)
    steps = {
        address.rsplit("/", 1)[-1] for _method, address in tries if address.startswith(f"/integrity/{OWN}/held/1/")
    }
    assert steps == {"propose", "approve", "reject", "withdraw"}
    assert len(tries) > 60
    db.session.rollback()
    before, recorded = contents(), refusals()
    fields = {"csrf_token": token, "proposal": "1", "seen": "12", "choice": "exclude:automated"}
    answers = {
        f"{method} {address}": manager.open(address, method=method, data=fields).status_code
        for method, address in tries
    }
    db.session.rollback()
    print(f"\n{len(tries)} changes tried as a manager: {refusals() - recorded} refused and on record")
    assert {where: status for where, status in answers.items() if status != 403} == {}
    assert refusals() - recorded == len(tries)
    assert contents() == before
    assert first_break() is None
