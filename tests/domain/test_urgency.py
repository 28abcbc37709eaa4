"""How urgent what waits is: by days, whatever month or year they are in."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pytest

from portal.domain.urgency import Urgency, by_urgency, urgency


@dataclass(frozen=True)
class Thing:
    name: str
    due: datetime.date | None


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("today", "due", "expected"),
    [
        ("2026-11-04", "2026-11-03", Urgency.OVERDUE),
        ("2026-11-04", "2026-11-04", Urgency.SOON),
        ("2026-11-04", "2026-11-11", Urgency.SOON),
        ("2026-11-04", "2026-11-12", Urgency.LATER),
        ("2026-11-01", "2026-10-31", Urgency.OVERDUE),
        ("2026-10-31", "2026-11-07", Urgency.SOON),
        ("2026-10-31", "2026-11-08", Urgency.LATER),
        ("2027-01-01", "2026-12-31", Urgency.OVERDUE),
        ("2026-12-31", "2027-01-01", Urgency.SOON),
        ("2026-12-28", "2027-01-04", Urgency.SOON),
        ("2026-12-28", "2027-01-05", Urgency.LATER),
        ("2028-02-26", "2028-03-04", Urgency.SOON),
        ("2027-02-26", "2027-03-06", Urgency.LATER),
        ("9999-12-30", "9999-12-31", Urgency.SOON),
        ("0001-01-01", "9999-12-31", Urgency.LATER),
    ],
)
def test_what_is_due_that_day_is_not_overdue_and_a_week_ahead_is_soon(today: str, due: str, expected: Urgency) -> None:
    assert urgency(day(due), day(today)) is expected


def test_what_has_no_date_is_never_overdue() -> None:
    assert urgency(None, day("2026-11-04")) is Urgency.UNDATED


def test_groups_stand_by_urgency_and_in_them_the_earliest_first() -> None:
    things = [
        Thing("kapan saja", None),
        Thing("nanti", day("2027-02-01")),
        Thing("besok", day("2027-01-01")),
        Thing("lewat", day("2026-12-30")),
        Thing("lewat lama", day("2025-12-31")),
        Thing("hari ini", day("2026-12-31")),
    ]
    groups = by_urgency(things, day("2026-12-31"))
    assert [(one, [thing.name for thing in found]) for one, found in groups.items()] == [
        (Urgency.OVERDUE, ["lewat lama", "lewat"]),
        (Urgency.SOON, ["hari ini", "besok"]),
        (Urgency.LATER, ["nanti"]),
        (Urgency.UNDATED, ["kapan saja"]),
    ]


def test_what_is_due_together_stays_as_given() -> None:
    same = [Thing(name, day("2026-11-05")) for name in "cab"]
    assert [thing.name for thing in by_urgency(same, day("2026-11-04"))[Urgency.SOON]] == ["c", "a", "b"]


def test_there_is_no_empty_group() -> None:
    assert by_urgency([], day("2026-11-04")) == {}
