"""What a process knows of the public state: asked once a second by one, and never waited for by the others."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from portal.core.revision import KnownState, PublicState

DAY = datetime.date(2026, 11, 24)


@dataclass
class Database:
    """Publishes each time it is asked; the clock stands still until it is told to go on."""

    asked: int = 0
    seconds: float = 0.0

    def read(self) -> PublicState:
        self.asked += 1
        return PublicState(self.asked, DAY)

    def clock(self) -> float:
        return self.seconds


def test_it_is_asked_once_a_second() -> None:
    database = Database()
    known = KnownState(database.read, database.clock)
    for tenths in range(25):
        database.seconds = tenths / 10
        known.now()
    assert database.asked == 3


def test_what_was_published_while_it_was_asked_is_asked_again() -> None:
    database = Database()

    def read() -> PublicState:
        if database.asked == 0:
            known.forget()
        return database.read()

    known = KnownState(read, database.clock)
    assert [known.now(), known.now(), known.now()] == [PublicState(n, DAY) for n in (1, 2, 2)]


def test_nobody_waits_for_the_one_who_asks() -> None:
    database = Database()
    known = KnownState(database.read, database.clock)
    known.now()
    database.seconds = 5
    with known._asking:
        assert known.now() == PublicState(1, DAY)
    assert known.now() == PublicState(2, DAY)
