"""Visit codes of the sample city: as many as its verified ratings need, and those that nobody used.

Of the codes there are only hashes, of nothing that anybody holds.
"""

from __future__ import annotations

import datetime
import random
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator

from sqlalchemy import func, insert, select

from portal.catalogue.models import Service
from portal.catalogue.queries import unit_by_slug
from portal.core.extensions import db
from portal.domain.periods import month_of
from portal.domain.questionnaire import Channel
from portal.responses.models import Response
from portal.sample.days import ENDED_MONTHS, WATCHED
from portal.sample.flow import months_until
from portal.visits.models import Origin, VisitBatch, VisitCode, VisitNumber
from portal.visits.services import enrol
from portal.visits.services.minting import begin_batch

REDEEMED = (0.42, 0.78)
"""Share of a month's codes that were used, from the least to the most eager counter."""
VISITS_A_CODE = (1.05, 1.9)
"""Visits for one code: not everybody is given one."""
WEEK = 7
GIVE_VISITS = 0.7
"""Share of units that say how many visits they had."""


def store_codes(*, day: datetime.date, seed: int) -> None:
    """A batch for each service and month with verified ratings; visits of most units; one queue machine."""
    issued: Counter[tuple[int, str]] = Counter()
    for service, month, used in _verified():
        rng = random.Random(f"{seed}/codes/{service.slug}/{month}")
        share = rng.uniform(*REDEEMED)
        for first, last, part in _prints(service, month, used, day):
            printed = datetime.date.fromisoformat(f"{month}-{rng.randint(first, last):02}")
            n = round(part / share)
            _store(begin_batch(service=service, n=n, made=n, day=printed, source=Origin.DESK), part)
            issued[service.unit_id, month] += n
    _store_visits(issued, seed)
    enrol(unit=unit_by_slug("dukcapil"), name="Mesin antrean lantai 1", day=day)


def _verified() -> Iterable[tuple[Service, str, int]]:
    services = {service.id: service for service in db.session.scalars(select(Service))}
    cell = (Response.service_id, Response.month)
    counted = select(*cell, func.count()).where(Response.channel == Channel.VERIFIED.value)
    rows = db.session.execute(counted.group_by(*cell).order_by(*cell)).all()
    return [(services[service_id], month, used) for service_id, month, used in rows]


def _prints(service: Service, month: str, used: int, day: datetime.date) -> Iterator[tuple[int, int, int]]:
    """First and last day of the month on which codes are printed, and how many of those were used.

    Once a month; where the monitors look, week by week, so that codes and ratings keep step.
    """
    last = day.day if month == month_of(day) else 28
    step = WEEK if service.unit.slug in WATCHED and month in months_until(month_of(day), ENDED_MONTHS) else last
    for first in range(1, last + 1, step):
        until = min(first + step - 1, last)
        part = used * until // last - used * (first - 1) // last
        if part:
            yield first, until, part


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
