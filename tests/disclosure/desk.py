"""The integrity officers of the city: what is noticed, held, proposed, approved, rejected, left alone and turned round.

All of it goes through the services that the screens and the nightly jobs use.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from random import Random

from sqlalchemy import select, update

from portal.accounts.models import Staff
from portal.accounts.services import create_staff
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.holding import GROUNDS, LEADS_TO, Outcome
from portal.domain.signals import Reason
from portal.integrity.models import Decision, HeldCluster
from portal.integrity.queries import open_proposal
from portal.integrity.services import approve, hold, propose, reject, withdraw
from portal.responses.models import Mark
from tests.disclosure.block_lists import RatingId

ClusterId = tuple[int, int]
_BEGAN = datetime.date(2024, 1, 1)


def noon(day: datetime.date) -> datetime.datetime:
    """When people work."""
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


class Desk:
    """What the officers have before them, by the day on which they do it."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.done: Counter[str] = Counter()
        """How often each step was taken."""
        self._found: defaultdict[datetime.date, list[tuple[RatingId, Reason]]] = defaultdict(list)
        self._planned: defaultdict[datetime.date, list[tuple[ClusterId, Outcome]]] = defaultdict(list)
        self._noticed: dict[RatingId, Reason] = {}
        self._known: set[ClusterId] = set()
        with transaction():
            made = [create_staff(email=f"{n}@kota", role="integrity", unit=None, at=noon(_BEGAN)) for n in "ab"]
        self._officers = [staff.id for staff in made]

    def notice(self, rating: RatingId, reason: Reason) -> None:
        """The intake noticed something: the rating is held before anything is drawn."""
        self._noticed[rating] = reason

    def find_later(self, rating: RatingId, day: datetime.date, reason: Reason) -> None:
        """A monitor holds it on that day, published or not."""
        self._found[day].append((rating, reason))

    def work(self, day: datetime.date) -> None:
        """Mark what was noticed, hold what was found by now, and decide what is planned by now."""
        with transaction():
            for (unit_id, response_id), reason in self._noticed.items():
                mark = (Mark.unit_id == unit_id) & (Mark.response_id == response_id)
                db.session.execute(update(Mark).where(mark).values(signals=reason.value))
            self._hold(day)
        self._noticed = {}
        with transaction():
            for due in sorted(due for due in self._planned if due <= day):
                for cluster, outcome in self._planned.pop(due):
                    self._decide(cluster, outcome, day)

    def plan(self, day: datetime.date) -> None:
        """What will become of the clusters that are new since last night."""
        ids = db.session.execute(select(HeldCluster.unit_id, HeldCluster.number, HeldCluster.reason)).all()
        for unit_id, number, reason in sorted(row for row in ids if (row[0], row[1]) not in self._known):
            self._known.add((unit_id, number))
            self._plan_one((unit_id, number), day, is_brigade=reason == Reason.MEAN_DOWN)

    def figures(self) -> str:
        """What was held and what became of it, for people."""
        states = Counter(db.session.scalars(select(HeldCluster.state)))
        kept = sum(1 for _one in db.session.scalars(select(HeldCluster).where(HeldCluster.kept_on.is_not(None))))
        reasons = Counter(db.session.scalars(select(Decision.reason)))
        clusters = f"{len(self._known)} clusters {dict(states)}, {kept} kept"
        return f"{clusters}; steps {dict(self.done)}; decisions {dict(reasons)}"

    def _plan_one(self, cluster: ClusterId, day: datetime.date, *, is_brigade: bool) -> None:
        """Three of four are decided within the week; of the others the clock disposes, and some are decided later."""
        chance = 0.0 if is_brigade else self.rng.random()
        outcome = Outcome.EXCLUDE if chance < 0.5 or chance > 0.87 else Outcome.COUNT
        first = self._after(day, 1, 6) if chance < 0.75 else self._after(day, 20, 90)
        self._planned[first].append((cluster, outcome))
        if not is_brigade and self.rng.random() < 1 / 5:
            turned = Outcome.COUNT if outcome is Outcome.EXCLUDE else Outcome.EXCLUDE
            self._planned[self._after(first, 1, 100)].append((cluster, turned))

    def _after(self, day: datetime.date, least: int, most: int) -> datetime.date:
        return day + datetime.timedelta(days=self.rng.randint(least, most))

    def _hold(self, day: datetime.date) -> None:
        groups: defaultdict[tuple[int, Reason], list[bytes]] = defaultdict(list)
        for due in sorted(due for due in self._found if due <= day):
            for (unit_id, response_id), reason in self._found.pop(due):
                groups[unit_id, reason].append(response_id)
        for (unit_id, reason), ratings in sorted(groups.items()):
            hold(unit_id=unit_id, reason=reason, ratings=ratings, day=day)

    def _decide(self, cluster_id: ClusterId, outcome: Outcome, day: datetime.date) -> None:
        """One proposes, the other approves; now and then it takes a second try, or is left as it is."""
        cluster = db.session.get_one(HeldCluster, cluster_id)
        if cluster.state == LEADS_TO[outcome] or open_proposal(cluster) is not None:
            return
        first, second = (db.session.get_one(Staff, one) for one in self.rng.sample(self._officers, 2))
        ground, chance = self.rng.choice(GROUNDS[outcome]), self.rng.random()

        def proposed() -> int:
            self.done["proposed"] += 1
            return propose(
                actor=first, cluster=cluster, outcome=outcome, ground=ground, note="", seen=cluster.n, at=noon(day)
            ).number

        if chance < 0.1:
            reject(actor=second, cluster=cluster, number=proposed(), at=noon(day))
            self.done["rejected"] += 1
        elif chance < 0.15:
            withdraw(actor=first, cluster=cluster, number=proposed(), at=noon(day))
            self.done["withdrawn"] += 1
        number = proposed()
        if chance > 0.95:
            self.done["left open"] += 1
            return
        self.done["reversed" if cluster.state != "held" else "approved"] += 1
        approve(actor=second, cluster=cluster, number=number, at=noon(day))
