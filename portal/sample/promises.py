"""Promises of the sample city: a third of its units made some, in every state, at the same age for the same seed."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from portal.catalogue.models import Unit
from portal.domain.periods import month_of, quarter_of
from portal.domain.promises import Origin, PromiseFacts, Stand
from portal.followups.models import Promise
from portal.followups.queries import elements_of
from portal.followups.services import add_file, add_voice, change_promise, finish, make_promise, reopen, start, withdraw
from portal.sample.city.kept import KEPT, Kept
from portal.sample.pictures import a_counter
from portal.sample.pledges import PLEDGES, Pledge

ALWAYS = frozenset({"dukcapil", "puskesmas-remu"})
"""Units whose keepers are among the cast: somebody who tries the desk finds it filled."""


@dataclass(frozen=True)
class Life:
    """What becomes of a promise: days since it was made, days it was given, and what was done with it."""

    age: int
    given: int
    lived: Callable[[Promise, date, random.Random], object]


def keep_promises(*, units: Sequence[Unit], day: date, seed: int) -> int:
    """Make the promises of these units as if they had been kept for months until `day`; how many. Publishes them."""
    count = 0
    for unit in units:
        rng = random.Random(f"{seed}/promises/{unit.slug}")
        for life, element in _plan(unit, rng, day):
            pledge = rng.choice(PLEDGES[element])
            _live(unit, life, pledge, element, day - timedelta(days=life.age + rng.randint(0, 9)), rng)
            count += 1
    return count + sum(_kept(unit, KEPT[unit.slug], day, seed) for unit in units if unit.slug in KEPT)


def _kept(unit: Unit, kept: Kept, day: date, seed: int) -> int:
    """The promise whose effect the ratings show: made three quarters ago, and done in the quarter after that."""
    rng = random.Random(f"{seed}/kept/{unit.slug}")
    first = quarter_of(month_of(day)).previous.previous.previous.first_month
    made = date.fromisoformat(f"{first}-01") + timedelta(days=50 + rng.randint(0, 9))
    life = Life(0, 100, _confirmed if kept.points > 0 else _done)
    _live(unit, life, rng.choice(PLEDGES[kept.element]), kept.element, made, rng)
    return 1


def _plan(unit: Unit, rng: random.Random, day: date) -> Iterator[tuple[Life, str]]:
    """One life after another, each about another element; the cast's units live through all of them."""
    asked = [element for element in elements_of(unit, day.year) if element in PLEDGES]
    rng.shuffle(asked)
    if unit.slug in ALWAYS:
        yield from zip(LIVES.values(), [*asked, *asked], strict=False)
    elif rng.random() < 1 / 3:
        lives = rng.sample(list(LIVES.values()), rng.randint(1, 2))
        yield from zip(lives, asked, strict=False)


def _live(unit: Unit, life: Life, pledge: Pledge, element: str, made: date, rng: random.Random) -> None:
    facts = PromiseFacts(
        element=element,
        cause=pledge.cause,
        kind=pledge.kind,
        action=pledge.action,
        owner=pledge.owner,
        starts_on=made + timedelta(days=7),
        due_on=made + timedelta(days=life.given),
        budget=pledge.budget,
        budget_source=pledge.source,
    )
    led = quarter_of(month_of(made)).previous.text
    promise = make_promise(unit=unit, facts=facts, origin=Origin.OWN, trigger_period=led, day=made)
    life.lived(promise, made, rng)


def _after(made: date, days: int) -> date:
    return made + timedelta(days=days)


def _planned(_promise: Promise, _made: date, _rng: random.Random) -> None:
    """Nothing has happened yet."""


def _going(promise: Promise, made: date, _rng: random.Random) -> None:
    start(promise=promise, day=_after(made, 10), note="Penanggung jawab sudah ditunjuk.")


def _moved(promise: Promise, made: date, rng: random.Random) -> None:
    _going(promise, made, rng)
    later = replace(promise.facts, due_on=promise.due_on + timedelta(days=75))
    reason = "Pengadaan diulang karena penawaran pertama gagal."
    change_promise(promise=promise, facts=later, version=promise.version, reason=reason, day=_after(made, 40))


def _done(promise: Promise, made: date, rng: random.Random) -> None:
    _going(promise, made, rng)
    finish(promise=promise, day=_after(made, 60), note="Sudah berjalan; warga dapat melihatnya langsung di tempat.")
    if promise.unit.slug in ALWAYS:
        caption = "Gambar contoh: dua loket terbuka, masing-masing dengan seorang petugas."
        add_file(promise=promise, picture=a_counter(), name="contoh.png", caption=caption, day=_after(made, 60))


def _confirmed(promise: Promise, made: date, rng: random.Random) -> None:
    _done(promise, made, rng)
    _hear(promise, rng, confirmed=rng.randint(3, 6), disputed=rng.randint(0, 1))


def _disputed(promise: Promise, made: date, rng: random.Random) -> None:
    _done(promise, made, rng)
    _hear(promise, rng, confirmed=rng.randint(0, 1), disputed=rng.randint(3, 4))


def _reopened(promise: Promise, made: date, rng: random.Random) -> None:
    _disputed(promise, made, rng)
    reopen(promise=promise, day=_after(made, 90), note="Warga benar: belum berjalan setiap hari. Kami lanjutkan.")


def _withdrawn(promise: Promise, made: date, _rng: random.Random) -> None:
    withdraw(promise=promise, day=_after(made, 30), reason="Anggarannya dialihkan untuk penanganan banjir.")


def _hear(promise: Promise, rng: random.Random, *, confirmed: int, disputed: int) -> None:
    for stand in [Stand.CONFIRM] * confirmed + [Stand.DISPUTE] * disputed:
        key = str(uuid.UUID(int=rng.getrandbits(128)))
        add_voice(promise=promise, round_=promise.round, stand=stand, key=key)


LIVES: Mapping[str, Life] = {
    "planned": Life(12, 120, _planned),
    "going": Life(45, 150, _going),
    "overdue": Life(140, 90, _going),
    "moved": Life(80, 60, _moved),
    "done": Life(75, 100, _done),
    "confirmed": Life(300, 120, _confirmed),
    "disputed": Life(170, 90, _disputed),
    "reopened": Life(200, 230, _reopened),
    "withdrawn": Life(110, 150, _withdrawn),
}
"""Every state that a promise can be in, and how long it took to get there."""
