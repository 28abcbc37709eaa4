"""Ten thousand fakes in the open channel: verified scores stay to the last digit, and the monitors hold the fakes."""

from __future__ import annotations

import datetime

import pytest
from sqlalchemy import func, select

from portal.catalogue.queries import unit_by_slug
from portal.core.extensions import db
from portal.domain.integrity import State
from portal.domain.periods import parse_period
from portal.domain.questionnaire import Channel
from portal.integrity.jobs import watch
from portal.integrity.models import Decision
from portal.publication.jobs import release
from portal.publication.queries import of_unit, scorecard
from portal.responses.models import Response
from tests.builders import a_service
from tests.integrity.arrivals import BEST, DAY, arrive, usual_days

FAKES, DAYS, HOURS = 10_000, 2, 2
PERIODS = ("2026-07", "2026-Q3", "2026")
SERVICES = {"dukcapil": "ktp-el", "kembar": "layanan-kembar"}
"""A unit under attack, and its twin with the same verified ratings that nobody attacks."""


@pytest.mark.usefixtures("app_context")
def test_ten_thousand_open_fakes_leave_every_verified_score_as_it_is_and_are_held() -> None:
    for unit, service in SERVICES.items():
        a_service(service, unit=unit)
        usual_days(unit=unit)
        arrive(53, service=service, channel=Channel.VERIFIED)
    for days in range(DAYS):
        day = DAY + datetime.timedelta(days=days)
        arrive(8, ("343443332", "344443433"), day=day)
        for _ in range(HOURS):
            arrive(FAKES // DAYS // HOURS, BEST, day=day)
            watch(day=day, is_over=False)
        release(day=day)
    release(day=datetime.date(2026, 8, 7), close="2026-07")
    for period in PERIODS:
        attacked, twin = (verified_of(unit, period) for unit in SERVICES)
        assert attacked.n == 53
        assert attacked == twin
    held = held_of(BEST)
    print(f"\nheld by the monitors: {held} of {FAKES} fakes ({100 * held / FAKES:.2f} %)")
    assert held == FAKES


def verified_of(unit: str, period: str):
    return scorecard(of_unit(unit_by_slug(unit)), parse_period(period)).channels[Channel.VERIFIED]


def held_of(packed: str) -> int:
    """How many ratings of these answers are held."""
    query = (
        select(func.count())
        .select_from(Decision)
        .join(Response, (Response.unit_id == Decision.unit_id) & (Response.id == Decision.response_id))
        .where(Decision.state == State.HELD.value, Response.ratings == packed, Response.channel == "open")
    )
    return db.session.scalar(query) or 0
