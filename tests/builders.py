"""Plain builders: a small city for tests. Each commits, so that it can be used beside requests and commands.

They need an application context (`app_context`), or are called with one pushed.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import func, select

from portal.catalogue.models import Service, Unit, UnitStaff
from portal.catalogue.queries import service_by_slug, unit_by_slug
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.errors import NotFound
from portal.domain.integrity import State
from portal.domain.questionnaire import Channel, Source
from portal.domain.respondents import Respondent
from portal.domain.signals import Reason
from portal.integrity.models import Decision
from portal.publication.jobs import release
from portal.responses.models import Response
from portal.responses.services import BulkRating, Kept, Rating, store_bulk, submit
from portal.surveys.queries import current_survey
from portal.visits.services import mint

ANSWERS: Mapping[str, int] = {
    "persyaratan": 3,
    "prosedur": 4,
    "waktu": 2,
    "biaya": 4,
    "produk": 3,
    "kompetensi": 3,
    "perilaku": 4,
    "pengaduan": 3,
    "sarana": 2,
}
"""The nine answers of a citizen who was content on the whole."""

PACKED = "342433432"
"""The same, packed."""

MIXED = ("343443332", "444444444", "232333232", "333433333", "344443433", "222423321", "443443443", "334343334")
"""Eight ratings as a unit gets them."""


def a_unit(
    slug: str = "dukcapil", *, name: str = "Dinas Dukcapil", kind: str = "dinas", staff: int | None = None
) -> Unit:
    """A unit, made at first call."""
    try:
        return unit_by_slug(slug)
    except NotFound:
        with transaction():
            unit = Unit(slug=slug, name=name, kind=kind, distrik="Sorong")
            db.session.add(unit)
            db.session.flush()
            if staff is not None:
                db.session.add(UnitStaff(unit_id=unit.id, from_year=2000, staff=staff))
        return unit_by_slug(slug)


def a_service(
    slug: str = "ktp-el",
    *,
    unit: str = "dukcapil",
    name: str = "KTP-el",
    users: int | None = None,
    staff: int | None = None,
) -> Service:
    """A service with its unit, made at first call."""
    owner = a_unit(unit, staff=staff)
    try:
        return service_by_slug(slug)
    except NotFound:
        with transaction():
            db.session.add(Service(slug=slug, name=name, unit_id=owner.id, users=users))
        return service_by_slug(slug)


def ratings(
    n: int,
    *,
    service: str = "ktp-el",
    month: str = "2026-07",
    channel: Channel = Channel.OPEN,
    packed: Iterable[str] | str = PACKED,
    respondent: Respondent = Respondent(),
) -> None:
    """n waiting ratings of a service; `packed` is one rating for all, or one for each; `respondent` that of all."""
    rated = service_by_slug(service)
    each = [packed] * n if isinstance(packed, str) else list(packed)
    with transaction():
        store_bulk(
            BulkRating(
                unit_id=rated.unit_id,
                service_id=rated.id,
                survey_id=current_survey().id,
                channel=channel,
                source=Source.WEB,
                month=month,
                ratings=one,
                respondent=respondent,
            )
            for one in each
        )


def some_ratings(n: int | None = None, *, service: str = "ktp-el", month: str = "2026-07") -> list[bytes]:
    """The ids of n ratings of a service and month (all where n is None), the lowest first."""
    rated = service_by_slug(service)
    query = select(Response.id).where(
        Response.unit_id == rated.unit_id, Response.service_id == rated.id, Response.month == month
    )
    return list(db.session.scalars(query.order_by(Response.id).limit(n)))


def decide(ids: Iterable[bytes], state: State, *, unit: str = "dukcapil", reason: str = "too_fast") -> None:
    """Decide the same about each of these ratings of a unit, after whatever was decided before."""
    owner = unit_by_slug(unit).id
    with transaction():
        earlier = dict(
            db.session.execute(
                select(Decision.response_id, func.max(Decision.number))
                .where(Decision.unit_id == owner)
                .group_by(Decision.response_id)
            ).all()
        )
        for response_id in ids:
            number = earlier.get(response_id, 0) + 1
            db.session.add(
                Decision(unit_id=owner, response_id=response_id, number=number, state=state.value, reason=reason)
            )


def published(n: int, **ratings_of: object) -> None:
    """n ratings, released with everything up to their month closed."""
    ratings(n, **ratings_of)  # type: ignore[arg-type]
    close(str(ratings_of.get("month", "2026-07")))


def a_kind(n: int, *, month: str = "2026-07") -> None:
    """n dinas, `dinas-0` and on, of forty published ratings each: much alike, but for the last, which is poor."""
    for number in range(n):
        a_service(f"layanan-{number}", unit=f"dinas-{number}")
        spread = [*MIXED[number % 8 :], *MIXED[: number % 8]] * 5
        ratings(40, service=f"layanan-{number}", month=month, packed=spread if number < n - 1 else "222222222")
    close(month)


def close(month: str) -> int:
    """Close a month, on the 7th of the next one; returns the number of the publication."""
    return release(day=datetime.date(2026, 8, 7), close=month)


def a_rating(
    *,
    service: str = "ktp-el",
    answers: Mapping[str, object] = ANSWERS,
    key: str | None = None,
    day: datetime.date = datetime.date(2026, 7, 15),
    signals: Collection[Reason] = (),
    **more: object,
) -> Kept:
    """A rating that came in through the one door."""
    with transaction():
        return submit(
            rating=Rating(service=service, answers=answers, **more),  # type: ignore[arg-type]
            key=key or str(uuid.uuid4()),
            nonce="00" * 16,
            source=Source.API,
            day=day,
            signals=signals,
        )


def a_code(service: str = "ktp-el", *, day: datetime.date = datetime.date(2026, 7, 15)) -> str:
    """A fresh visit code."""
    with transaction():
        return mint(service=service_by_slug(service), count=1, day=day)[0]
