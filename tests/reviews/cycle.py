"""A cycle of reviews over units with verified ratings, and the steps of a review as plain calls."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from flask import Flask
from flask.testing import FlaskClient

from portal.catalogue.queries import unit_by_slug, units_in
from portal.core.clock import today
from portal.core.database import transaction
from portal.domain.periods import parse_period
from portal.domain.questionnaire import Channel
from portal.domain.reviews import Deadlines, Required
from portal.domain.workflow import Party, State
from portal.reviews.models import Review
from portal.reviews.queries import evidence_of_units, review_by_address
from portal.reviews.services import Actor, CycleFacts, open_cycle, sign, write
from tests.builders import MIXED, a_service, close, ratings
from tests.cast import csrf_of

ARGUED = {
    "predicate": "baik",
    "on_results": "Nilai terverifikasi naik dan setara dengan unit sejenis selama dua triwulan terakhir ini.",
    "on_behaviour": "Janji tentang antrean ditepati sebelum waktunya dan laporan warga dijawab dengan sopan.",
    "on_missing": "",
    "summary": "Unit ini bekerja baik; waktu tunggu masih perlu dipendekkan, dan antrean daring dijanjikan Juni.",
}
"""What a reviewer writes."""


def a_reviewed_unit(unit: str = "dukcapil", service: str = "ktp-el", n: int = 40, month: str = "2026-07") -> None:
    """A unit with so many verified ratings of a month; the month is not closed yet."""
    a_service(service, unit=unit)
    ratings(n, service=service, packed=list(MIXED) * (n // 8 + 1), month=month, channel=Channel.VERIFIED)


def facts(*, late: bool = False, required: Sequence[Required] = (Required.VERIFIED_SCORE,)) -> CycleFacts:
    """What a reviewer asks for over July 2026, with days to come or with all steps due today."""
    days = [today() + datetime.timedelta(days=0 if late else 7 * step) for step in range(1, 5)]
    return CycleFacts("Penilaian Juli", parse_period("2026-07"), Deadlines(*days), [one.value for one in required])


def a_cycle(*units: str, asked: CycleFacts | None = None) -> int:
    """The number of a cycle over these units, opened today."""
    chosen = [unit_by_slug(unit) for unit in units or ("dukcapil",)]
    wanted = asked or facts()
    evidence = evidence_of_units(chosen, wanted.period, units_in(2026), today())
    with transaction():
        return open_cycle(facts=wanted, units=chosen, evidence=evidence, today=today()).id


def waits_for_signatures(unit: str = "dukcapil", cycle: int = 1) -> None:
    """Bring a review to its signatures, with its arguments and one message."""
    with transaction():
        review = review_by_address(cycle, unit)
        review.state = State.DIALOGUE.value
        write(review=review, actor=acting(Party.REVIEWER), text="Mengapa antrean lama?")
        review.state = State.SIGN_OFF.value
        for name, value in ARGUED.items():
            setattr(review, name, value)


def a_signed_review(unit: str = "dukcapil", *, asked: CycleFacts | None = None) -> int:
    """A cycle over one unit, whose review is signed by both; the number of the cycle."""
    cycle = a_cycle(unit, asked=asked)
    waits_for_signatures(unit, cycle)
    for party in (Party.HEAD, Party.REVIEWER):
        with transaction():
            review = review_by_address(cycle, unit)
            sign(review=review, actor=acting(party), remark="", revision=review.revision)
    return cycle


def acting(party: Party) -> Actor:
    """Somebody in that capacity, today."""
    return Actor(f"{party}@contoh.example", frozenset({party}), today())


def a_city_with_a_cycle(app: Flask) -> int:
    """Dukcapil with 40 verified ratings of July, the month closed, a cycle opened over it."""
    with app.app_context():
        a_reviewed_unit()
        close("2026-07")
        return a_cycle()


def post(client: FlaskClient, address: str, **data: object) -> tuple[int, str]:
    """Send a form of a review with its token, and the version that its page shows."""
    token = csrf_of(client, "/account")
    sent = client.post(address, data={**data, "csrf_token": token}, follow_redirects=True)
    return sent.status_code, sent.text


def stored(app: Flask, cycle: int = 1, unit: str = "dukcapil", version: int | None = None) -> Review:
    """The review as it is stored now."""
    with app.app_context():
        review = review_by_address(cycle, unit, version)
        assert review.answers is not None
        return review
