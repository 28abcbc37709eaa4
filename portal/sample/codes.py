"""Visit codes of the sample city: as many as its verified ratings need, and those that nobody used.

Of the codes there are only hashes, of nothing that anybody holds.
"""

from __future__ import annotations

import datetime
import random
import secrets
from collections import Counter
from collections.abc import Iterable

from sqlalchemy import func, insert, select

from portal.catalogue.models import Service
from portal.catalogue.queries import unit_by_slug
from portal.core.extensions import db
from portal.domain.periods import month_of
from portal.domain.questionnaire import Channel
from portal.responses.models import Response
from portal.visits.models import Origin, VisitBatch, VisitCode, VisitNumber
from portal.visits.services import enrol
from portal.visits.services.minting import begin_batch

REDEEMED = (0.42, 0.78)
"""Share of a month's codes that were used, from the least to the most eager counter."""
VISITS_A_CODE = (1.05, 1.9)
"""Visits for one code: not everybody is given one."""
GIVE_VISITS = 0.7
"""Share of units that say how many visits they had."""


def store_codes(*, day: datetime.date, seed: int) -> None:
    """A batch for each service and month with verified ratings; visits of most units; one queue machine."""
    issued: Counter[tuple[int, str]] = Counter()
    for service, month, used in _verified():
        rng = random.Random(f"{seed}/codes/{service.slug}/{month}")
        batch = _batch(service, month, round(used / rng.uniform(*REDEEMED)), day, rng)
        _store(batch, used)
        issued[service.unit_id, month] += batch.n
    _store_visits(issued, seed)
    enrol(unit=unit_by_slug("dukcapil"), name="Mesin antrean lantai 1", day=day)


def _verified() -> Iterable[tuple[Service, str, int]]:
    services = {service.id: service for service in db.session.scalars(select(Service))}
    cell = (Response.service_id, Response.month)
    counted = select(*cell, func.count()).where(Response.channel == Channel.VERIFIED.value)
    rows = db.session.execute(counted.group_by(*cell).order_by(*cell)).all()
    return [(services[service_id], month, used) for service_id, month, used in rows]


def _batch(service: Service, month: str, n: int, day: datetime.date, rng: random.Random) -> VisitBatch:
    last = day.day if month == month_of(day) else 28
    printed = datetime.date.fromisoformat(f"{month}-{rng.randint(1, last):02}")
    return begin_batch(service=service, n=n, made=n, day=printed, source=Origin.DESK)


def _store(batch: VisitBatch, used: int) -> None:
    rows = [
        {
            "unit_id": batch.unit_id,
            "code_hash": secrets.token_bytes(32),
            "batch_id": batch.id,
            "used": number < used,
        }
        for number in range(batch.n)
    ]
    db.session.execute(insert(VisitCode), rows)


def _store_visits(issued: Counter[tuple[int, str]], seed: int) -> None:
    for (unit_id, month), codes in issued.items():
        if random.Random(f"{seed}/gives/{unit_id}").random() < GIVE_VISITS:
            rng = random.Random(f"{seed}/visits/{unit_id}/{month}")
            db.session.add(VisitNumber(unit_id=unit_id, month=month, visits=round(codes * rng.uniform(*VISITS_A_CODE))))
    db.session.flush()
