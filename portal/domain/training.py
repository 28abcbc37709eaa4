"""Training as the city plans it: courses, how many staff of a unit go, and what the public may see of the numbers.

Only counts: no person stands anywhere, and no unit's number of people is published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from portal.domain.errors import FieldError
from portal.domain.promises import MAX_BUDGET, BudgetSource
from portal.domain.rounding import half_up
from portal.domain.scoring import Score, weakest_first
from portal.domain.texts import check_needed, check_text

MAX_NAME, MAX_PROVIDER, MAX_CERTIFICATE, MAX_COMPETENCES = 120, 100, 120, 500
MAX_SEATS = 10_000
FEWEST_PEOPLE = 5
"""Fewer people are shown as "fewer than five"."""
FEWEST_UNITS = 3
"""A total of fewer units would tell one of them the others' numbers."""
_PROPOSED = 3


@dataclass(frozen=True)
class CourseFacts:
    """A course of the catalogue. `elements`: codes that it serves; `cost`: whole rupiah for a seat.

    `university` (a partner) and `certificate` may be empty.
    """

    name: str
    provider: str
    university: str
    certificate: str
    competences: str
    elements: tuple[str, ...]
    cost: int
    funding: BudgetSource
    seats: int


@dataclass(frozen=True)
class Headcount:
    """How many staff of a unit are enrolled in a course, finished it, and hold its certificate."""

    enrolled: int
    finished: int = 0
    certified: int = 0


@dataclass(frozen=True)
class Weak:
    """An element below the mean of all elements of its unit (both 1 to 4, two decimals)."""

    element: str
    mean: Decimal
    average: Decimal


def course_faults(facts: CourseFacts, *, elements: Collection[str]) -> list[FieldError]:
    """Everything that is wrong with a course, by field; `elements`: codes that any unit is asked about.

    Codes: `missing`, `too_long`, `bad_character`, `unknown_element`, `negative`, `too_much`.
    """
    found = [*_course_texts(facts)]
    if not facts.elements:
        found.append(FieldError("elements", "missing"))
    elif not set(facts.elements) <= set(elements):
        found.append(FieldError("elements", "unknown_element"))
    if facts.seats < 1:
        found.append(FieldError("seats", "missing"))
    elif facts.seats > MAX_SEATS:
        found.append(FieldError("seats", "too_much", {"maximum": MAX_SEATS}))
    return [*found, *money_faults("cost", facts.cost)]


def count_faults(count: Headcount, *, seats: int, staff: int | None) -> list[FieldError]:
    """What is wrong with a unit's numbers; `staff`: how many work there, None where unknown.

    Codes: `negative`, `more_than_seats`, `more_than_staff`, `more_than_enrolled`, `more_than_finished`.
    """
    found = [FieldError(name, "negative") for name, number in vars(count).items() if number < 0]
    if count.enrolled > seats:
        found.append(FieldError("enrolled", "more_than_seats", {"seats": seats}))
    if staff is not None and count.enrolled > staff:
        found.append(FieldError("enrolled", "more_than_staff", {"staff": staff}))
    if count.finished > count.enrolled:
        found.append(FieldError("finished", "more_than_enrolled", {"enrolled": count.enrolled}))
    if count.certified > count.finished:
        found.append(FieldError("certified", "more_than_finished", {"finished": count.finished}))
    return found


def money_faults(field: str, amount: int) -> Iterator[FieldError]:
    """What is wrong with a sum in rupiah."""
    if amount < 0:
        yield FieldError(field, "negative")
    elif amount > MAX_BUDGET:
        yield FieldError(field, "too_much", {"maximum": MAX_BUDGET})


def weak_elements(score: Score) -> list[Weak]:
    """At most three elements that lie below the mean of all, the weakest first; none of a score that is withheld."""
    if score.index is None:
        return []
    average = half_up(score.index / 25)
    means = [(code, half_up(one.mean)) for code, one in weakest_first(score.elements) if one.mean is not None]
    return [Weak(code, mean, average) for code, mean in means if mean < average][:_PROPOSED]


def _course_texts(facts: CourseFacts) -> Iterator[FieldError]:
    limits = {"name": MAX_NAME, "provider": MAX_PROVIDER, "competences": MAX_COMPETENCES}
    for field, maximum in limits.items():
        yield from check_needed(field, getattr(facts, field), maximum)
    yield from check_text("university", facts.university, MAX_PROVIDER)
    yield from check_text("certificate", facts.certificate, MAX_CERTIFICATE)


# --- what everybody sees -----------------------------------------------------------------------------------------


class Hidden(Enum):
    """Why a number of people is not shown."""

    FEW = "few"
    """Fewer than five."""
    WITHHELD = "withheld"
    """With it, the only hidden one could be worked out; or too few units stand behind it."""


@dataclass(frozen=True)
class Total:
    """Plans of some units: how many units and courses, people, and rupiah planned and spent."""

    units: int
    courses: int
    people: Headcount
    planned: int
    spent: int

    def __add__(self, other: Total) -> Total:
        mine, more = self.people, other.people
        return Total(
            self.units + other.units,
            self.courses + other.courses,
            Headcount(mine.enrolled + more.enrolled, mine.finished + more.finished, mine.certified + more.certified),
            self.planned + other.planned,
            self.spent + other.spent,
        )


Shown = Mapping[str, int | Hidden]
"""`enrolled`, `finished`, `certified`: the number, or why it is hidden."""


@dataclass(frozen=True)
class Line:
    """One line of the public table: a kind of unit ("" for several kinds together), its total, and people as shown."""

    kind: str
    total: Total
    people: Shown


@dataclass(frozen=True)
class Totals:
    """The city's total and its kinds; no kinds where they would tell a unit's numbers."""

    city: Line
    kinds: Sequence[Line]


NOTHING = Total(0, 0, Headcount(0), 0, 0)


def published_totals(kinds: Mapping[str, Total]) -> Totals:
    """What may be published of these totals by kind of unit.

    Kinds of fewer than three units stand together; people below five are hidden, and where one line alone is hidden in
    a column, the smallest other one with it, since the city's total would give it away.
    """
    city = sum(kinds.values(), NOTHING)
    grouped = _pooled(kinds)
    shown = {kind: _people(total) for kind, total in grouped.items()} if len(grouped) > 1 else {}
    _hide_second(shown)
    return Totals(Line("", city, _people(city)), [Line(kind, grouped[kind], shown[kind]) for kind in shown])


def _pooled(kinds: Mapping[str, Total]) -> dict[str, Total]:
    """The kinds, those of few units (and as many more as they need to be three) under ""."""
    left = {kind: total for kind, total in kinds.items() if total.units >= FEWEST_UNITS}
    pool = sum((total for kind, total in kinds.items() if kind not in left and total.units), NOTHING)
    while left and 0 < pool.units < FEWEST_UNITS:
        pool += left.pop(min(left, key=lambda kind: left[kind].units))
    return {**left, **({"": pool} if pool.units else {})}


def _people(total: Total) -> dict[str, int | Hidden]:
    if total.units < FEWEST_UNITS:
        return dict.fromkeys(vars(total.people), Hidden.WITHHELD)
    return {name: number if number >= FEWEST_PEOPLE else Hidden.FEW for name, number in vars(total.people).items()}


def _hide_second(lines: dict[str, dict[str, int | Hidden]]) -> None:
    for name in vars(NOTHING.people):
        open_ones = {kind: number for kind, line in lines.items() if isinstance(number := line[name], int)}
        if len(lines) - len(open_ones) == 1:
            lines[min(open_ones, key=lambda kind: open_ones[kind])][name] = Hidden.WITHHELD
