"""Two years of a believable city, night by night: ratings, imports, floods, and decisions that come late or twice."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from sqlalchemy import select

from portal.catalogue.models import Service, Unit, UnitStaff
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.periods import month_of, previous_month
from portal.domain.promises import Origin
from portal.domain.questionnaire import Channel, Source
from portal.domain.signals import Reason
from portal.followups.services import finish, make_promise
from portal.integrity.jobs import seventh_day
from portal.publication.jobs import release
from portal.publication.services import month_to_close
from portal.responses.models import Mark, Response
from portal.responses.services import BulkRating, store_bulk
from portal.surveys.queries import current_survey
from tests.disclosure.block_lists import RatingId
from tests.disclosure.desk import Desk, noon
from tests.followups.making import FACTS

FIRST_DAY = datetime.date(2024, 1, 1)
LAST_DAY = datetime.date(2026, 1, 20)
"""Two years, and the closing of the last of their months."""
_KINDS = ("dinas", "kelurahan", "puskesmas", "badan")
_FEW_STAFF = 7
"""Every seventh unit has few staff, so that two elements are not asked."""
_BRIGADE_MONTH, _BRIGADE = "2024-03", "1" * 8 + "2"
"""One brigade is missed when it comes and excluded whole after its month closed: blocks are taken back in every run."""
_PROMISED, _SOON = ("waktu", "sarana"), datetime.timedelta(days=30)


@dataclass(frozen=True)
class Volume:
    """How much happens: units, a factor on their ratings, and the days of each month on which a release runs."""

    units: int
    scale: float
    days: Sequence[int] = range(1, 32)
    seed: int = 1


@dataclass
class City:
    """The city; its integrity officers sit at a desk of their own."""

    volume: Volume
    _rates: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rng = Random(self.volume.seed)
        with transaction():
            for number in range(self.volume.units):
                self._found(number)
            db.session.flush()
            for unit in db.session.scalars(select(Unit).order_by(Unit.id)).all()[::2]:
                self._promise(unit)
        self.services = list(db.session.scalars(select(Service).order_by(Service.id)))
        self.survey_id = current_survey().id
        self.desk = Desk(self.rng)
        self._rates = {s.id: self.volume.scale * self.rng.choice((1, 3, 8, 15, 40)) for s in self.services}

    def live(self, after_release: Callable[[datetime.date, int], None]) -> None:
        """Two years. `after_release` is given the day and the number of each publication."""
        before = FIRST_DAY
        for day in self._nights():
            arrived = self._receive(day, (day - before).days)
            self._suspect(arrived, day)
            self.desk.work(day)
            seventh_day(day=day, at=noon(day))
            number = release(day=day, close=month_to_close(day=day))
            self.desk.plan(day)
            after_release(day, number)
            before = day

    def _nights(self) -> Iterator[datetime.date]:
        days = (FIRST_DAY + datetime.timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1))
        return (day for day in days if day.day in self.volume.days)

    def _found(self, number: int) -> None:
        kind = _KINDS[number % len(_KINDS)]
        unit = Unit(slug=f"unit-{number}", name=f"Unit {number}", kind=kind, distrik=f"Distrik {number % 3}")
        db.session.add(unit)
        db.session.flush()
        if number % _FEW_STAFF == 0:
            db.session.add(UnitStaff(unit_id=unit.id, from_year=2000, staff=4))
        for service in range(self.rng.choice((1, 2, 2, 4))):
            slug = f"layanan-{number}-{service}"
            db.session.add(Service(slug=slug, name=slug, unit_id=unit.id, users=self.rng.choice((None, 50, 4000))))

    def _promise(self, unit: Unit) -> None:
        """One that is called done before the second year, so that its effect is told from ratings."""
        made = FIRST_DAY + datetime.timedelta(days=self.rng.randint(280, 300))
        facts = replace(FACTS, element=self.rng.choice(_PROMISED), starts_on=made, due_on=made + _SOON)
        promise = make_promise(unit=unit, facts=facts, origin=Origin.OWN, trigger_period="2024-Q3", day=made)
        finish(promise=promise, note="Selesai", day=made + _SOON)

    # --- what comes in -------------------------------------------------------------------------------------------

    def _receive(self, day: datetime.date, days: int) -> list[RatingId]:
        ratings = [r for s in self.services for r in self._of_service(s, month_of(day), days)]
        for service in self.rng.choices(self.services, k=self._poisson(days * 0.15)):
            ratings += self._imported(service, day)
        for service in self.rng.choices(self.services, k=self._poisson(days * 0.1)):
            flood = self.rng.choice(("1" * 9, "4" * 9))
            ratings += [self._rating(service, month_of(day), flood) for _ in range(self.rng.randint(11, 40))]
        if month_of(day) == _BRIGADE_MONTH and month_of(day - datetime.timedelta(days=days)) != _BRIGADE_MONTH:
            ratings += [self._rating(self.services[0], month_of(day), _BRIGADE) for _ in range(40)]
        with transaction():
            store_bulk(ratings)
        unlisted = (Mark.unit_id == Response.unit_id) & (Mark.response_id == Response.id) & Mark.listed.is_(False)
        rows = db.session.execute(select(Response.unit_id, Response.id, Response.ratings).join(Mark, unlisted))
        packed_of = {(unit_id, id_): packed for unit_id, id_, packed in rows}
        self._flooded = {rating for rating, packed in packed_of.items() if packed in {"1" * 9, "4" * 9}}
        self._missed = {rating for rating, packed in packed_of.items() if packed == _BRIGADE}
        return sorted(packed_of)

    def _of_service(self, service: Service, month: str, days: int) -> list[BulkRating]:
        n = self._poisson(self._rates[service.id] * days / 30)
        return [self._rating(service, month, self._answers(service)) for _ in range(n)]

    def _imported(self, service: Service, day: datetime.date) -> list[BulkRating]:
        month = month_of(day)
        for _ in range(self.rng.randint(1, 5)):
            month = previous_month(month)
        n = self.rng.randint(5, 45)
        return [self._rating(service, month, self._answers(service), Source.IMPORT) for _ in range(n)]

    def _rating(self, service: Service, month: str, packed: str, source: Source = Source.WEB) -> BulkRating:
        verified = source is Source.WEB and service.id % 2 == 0 and self.rng.random() < 0.7
        return BulkRating(
            unit_id=service.unit_id,
            service_id=service.id,
            survey_id=self.survey_id,
            channel=Channel.VERIFIED if verified else Channel.OPEN,
            source=source,
            month=month,
            ratings=packed,
        )

    def _answers(self, service: Service) -> str:
        """Nine answers, blank in one of twelve; `sarana` is often left blank, `kompetensi` and `perilaku` not asked."""
        few_staff = (service.unit_id - 1) % _FEW_STAFF == 0
        digits = [self.rng.choice("233344444") if self.rng.random() > 0.08 else "0" for _ in range(9)]
        if self.rng.random() < 0.5:
            digits[8] = "0"
        if few_staff:
            digits[5] = digits[6] = "0"
        return "".join(digits)

    def _poisson(self, mean: float) -> int:
        if mean > 30:
            return max(0, round(self.rng.gauss(mean, math.sqrt(mean))))
        n, product = 0, self.rng.random()
        while product > math.exp(-mean):
            n, product = n + 1, product * self.rng.random()
        return n

    # --- what is held, and what is decided about it ---------------------------------------------------------------

    def _suspect(self, arrived: Sequence[RatingId], day: datetime.date) -> None:
        """Of floods most are held at once, others found later, some when published; of all others a few."""
        caught = self.rng.random() < 0.6
        for rating in arrived:
            chance = self.rng.random()
            if rating in self._missed:
                self.desk.find_later(rating, day + datetime.timedelta(days=60), Reason.MEAN_DOWN)
            elif rating in self._flooded and caught:
                self.desk.find_later(rating, day, Reason.STRAIGHT_LINES)
            elif rating in self._flooded and chance < 0.85:
                self._find_within(rating, day, 40, Reason.MANY)
            elif chance < 0.03:
                self.desk.notice(rating, self.rng.choice((Reason.TOO_FAST, Reason.REPEAT_DEVICE, Reason.SAME_COMMENT)))
            elif chance < 0.06:
                self._find_within(rating, day, 90, Reason.MEAN_UP)

    def _find_within(self, rating: RatingId, day: datetime.date, most: int, reason: Reason) -> None:
        self.desk.find_later(rating, day + datetime.timedelta(days=self.rng.randint(1, most)), reason)
