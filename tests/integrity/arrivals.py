"""What the monitors look at: weeks of counters behind a unit, and ratings as the intake leaves them."""

from __future__ import annotations

import datetime

from sqlalchemy import insert, select, update

from portal.catalogue.queries import service_by_slug, unit_by_slug
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.monitors import counted
from portal.domain.questionnaire import Channel, Source
from portal.domain.respondents import Respondent
from portal.integrity.models import Decision, UnitDay
from portal.responses.models import Mark
from portal.responses.services import BulkRating, store_bulk
from portal.surveys.queries import current_survey
from tests.builders import MIXED, a_service

DAY = datetime.date(2026, 7, 15)
BEST, WORST = "444444444", "111111111"


def usual_days(n: int = 8, *, weeks: int = 12, unit: str = "dukcapil", until: datetime.date = DAY) -> None:
    """Weeks of n ratings a day before `until`, a quarter of them straight lines, as they were counted at the time."""
    a_service(unit=unit)
    owner = unit_by_slug(unit).id
    of_day = counted((MIXED * n)[:n])
    with transaction():
        days = [until - datetime.timedelta(days=back) for back in range(1, weeks * 7 + 1)]
        fixed = {"unit_id": owner, "channel": Channel.OPEN.value, **of_day._asdict()}
        db.session.execute(insert(UnitDay), [{**fixed, "day": day} for day in days])


def arrive(
    n: int,
    packed: str | tuple[str, ...] = MIXED,
    *,
    day: datetime.date = DAY,
    service: str = "ktp-el",
    channel: Channel = Channel.OPEN,
) -> None:
    """n ratings of a service that came in on that day and wait."""
    rated = service_by_slug(service)
    each = [packed] * n if isinstance(packed, str) else (packed * n)[:n]
    survey = current_survey().id
    with transaction():
        store_bulk(
            BulkRating(
                unit_id=rated.unit_id,
                service_id=rated.id,
                survey_id=survey,
                channel=channel,
                source=Source.WEB,
                month=f"{day:%Y-%m}",
                ratings=one,
                respondent=Respondent(),
            )
            for one in each
        )
        db.session.execute(update(Mark).where(Mark.day.is_(None)).values(day=day))


def held() -> dict[str, int]:
    """How many ratings are held, by reason."""
    rows = db.session.execute(select(Decision.reason).where(Decision.state == "held"))
    reasons = [reason for (reason,) in rows]
    return {reason: reasons.count(reason) for reason in sorted(set(reasons))}


def counters(unit: str = "dukcapil") -> dict[tuple[str, datetime.date], int]:
    """Ratings counted by channel and day."""
    owner = unit_by_slug(unit).id
    db.session.expire_all()
    rows = db.session.scalars(select(UnitDay).where(UnitDay.unit_id == owner, UnitDay.n > 0))
    return {(row.channel, row.day): row.n for row in rows}
