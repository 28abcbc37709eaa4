"""Builders of promises. Each commits."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import replace

from portal.core.database import transaction
from portal.domain.promises import BudgetSource, Kind, Origin, PromiseFacts, Stand
from portal.followups.queries import promise_by_number
from portal.followups.services import add_voice, finish, make_promise
from tests.builders import a_unit

DAY = datetime.date(2026, 8, 7)
FACTS = PromiseFacts(
    element="waktu",
    cause="Satu loket untuk semua layanan",
    kind=Kind.STAFFING,
    action="Membuka loket kedua pada jam sibuk",
    owner="Bidang Pelayanan",
    starts_on=datetime.date(2026, 8, 1),
    due_on=datetime.date(2026, 9, 30),
    budget=25_000_000,
    budget_source=BudgetSource.APBD,
)


def a_promise(unit: str = "dukcapil", *, day: datetime.date = DAY, **other: object) -> int:
    """The number of a new promise of a unit, which is made at first call; `other`: what differs from FACTS."""
    owner = a_unit(unit)
    facts = replace(FACTS, **other)  # type: ignore[arg-type]
    with transaction():
        return make_promise(unit=owner, facts=facts, origin=Origin.OWN, day=day).id


def a_done_promise(unit: str = "dukcapil", *, day: datetime.date = DAY, **other: object) -> int:
    """The number of a promise that its unit calls done."""
    number = a_promise(unit, day=day, **other)
    with transaction():
        finish(promise=promise_by_number(number), note="Loket kedua dibuka", day=day)
    return number


def voices(number: int, *, confirmed: int = 0, disputed: int = 0) -> None:
    """So many voices about the present round of a promise that is done."""
    stands = [Stand.CONFIRM] * confirmed + [Stand.DISPUTE] * disputed
    with transaction():
        promise = promise_by_number(number)
        for stand in stands:
            add_voice(promise=promise, round_=promise.round, stand=stand, key=str(uuid.uuid4()))
