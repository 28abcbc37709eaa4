"""A kind of units with a promise whose effect can be measured: what changed in one, and not in the others."""

from __future__ import annotations

import datetime

from portal.catalogue.queries import unit_by_slug
from portal.core.database import transaction
from portal.domain.promises import Origin
from portal.followups.models import Promise
from portal.followups.queries import promise_by_number
from portal.followups.services import finish, make_promise
from tests.builders import a_service, ratings
from tests.followups.making import FACTS

MADE, DONE = datetime.date(2026, 6, 2), datetime.date(2026, 6, 20)
BEFORE, TRIGGER, AFTER = "2026-04", "2026-05", "2026-07"
LOW = ("342433432", "341433432", "343433432", "342433432")
"""The third answer, `waktu`: 2, 1, 3, 2, of mean 2."""
HIGH = ("344433432", "343433432", "344433432", "344433432")
"""The same after a second counter was opened: of mean 3.75."""


def a_dinas(number: int, *, before: tuple[str, ...] = LOW, after: tuple[str, ...] = LOW, **more: object) -> None:
    """One unit with one service, of forty ratings in each of the two months that count."""
    a_service(f"layanan-{number}", unit=f"dinas-{number}")
    for month, packed in ((BEFORE, before), (AFTER, after)):
        ratings(40, service=f"layanan-{number}", month=month, packed=packed * 10, **more)  # type: ignore[arg-type]


def a_kind_of_six() -> None:
    """`dinas-0` opens its second counter, the others go on as they did; nothing is closed yet."""
    a_dinas(0, after=HIGH)
    for number in range(1, 6):
        a_dinas(number)
    ratings(40, service="layanan-0", month=TRIGGER, packed="341433432")


def a_kept_promise(unit: str = "dinas-0", *, done: datetime.date | None = DONE) -> Promise:
    """A promise about `waktu`, made in the month after the one that led to it; `done` None: not yet."""
    with transaction():
        owner = unit_by_slug(unit)
        made = make_promise(unit=owner, facts=FACTS, origin=Origin.OWN, trigger_period=TRIGGER, day=MADE)
    if done is not None:
        with transaction():
            finish(promise=made, note="Loket kedua dibuka", day=done)
    return promise_by_number(made.id)
