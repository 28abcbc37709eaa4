"""Courses, numbers of staff, and what may be published of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.promises import MAX_BUDGET, BudgetSource
from portal.domain.scoring import score
from portal.domain.training import (
    CourseFacts,
    Headcount,
    Hidden,
    Total,
    count_faults,
    course_faults,
    published_totals,
    weak_elements,
)

ELEMENTS = ("waktu", "kompetensi", "perilaku")
COURSE = CourseFacts(
    name="Pelayanan prima",
    provider="BPSDM",
    university="",
    certificate="Sertifikat 40 jam",
    competences="Menyapa, mendengar, menjelaskan",
    elements=("kompetensi", "perilaku"),
    cost=1_500_000,
    funding=BudgetSource.APBD,
    seats=20,
)


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"name": " "}, "name", "missing"),
        ({"name": "a" * 121}, "name", "too_long"),
        ({"provider": ""}, "provider", "missing"),
        ({"competences": ""}, "competences", "missing"),
        ({"certificate": "\0"}, "certificate", "bad_character"),
        ({"elements": ()}, "elements", "missing"),
        ({"elements": ("waktu", "harga")}, "elements", "unknown_element"),
        ({"cost": -1}, "cost", "negative"),
        ({"cost": MAX_BUDGET + 1}, "cost", "too_much"),
        ({"seats": 0}, "seats", "missing"),
        ({"seats": 10_001}, "seats", "too_much"),
    ],
)
def test_what_is_wrong_with_a_course_is_named(wrong, field, code):
    assert [(one.field, one.code) for one in course_faults(replace(COURSE, **wrong), elements=ELEMENTS)] == [
        (field, code)
    ]


def test_a_course_may_be_free_and_have_neither_university_nor_certificate():
    assert course_faults(replace(COURSE, cost=0, certificate=""), elements=ELEMENTS) == []


@pytest.mark.parametrize(
    ("count", "found"),
    [
        (Headcount(12, 12, 12), []),
        (Headcount(0, 0, 0), []),
        (Headcount(13), [("enrolled", "more_than_staff")]),
        (Headcount(21), [("enrolled", "more_than_seats"), ("enrolled", "more_than_staff")]),
        (Headcount(5, 6, 0), [("finished", "more_than_enrolled")]),
        (Headcount(5, 4, 5), [("certified", "more_than_finished")]),
        (Headcount(-1, -1, -1), [("enrolled", "negative"), ("finished", "negative"), ("certified", "negative")]),
    ],
)
def test_finished_are_of_the_enrolled_and_those_of_the_staff(count, found):
    assert [(one.field, one.code) for one in count_faults(count, seats=20, staff=12)] == found


def test_where_the_number_of_staff_is_unknown_the_seats_alone_limit():
    assert count_faults(Headcount(20), seats=20, staff=None) == []


def test_weak_elements_lie_below_the_mean_of_all_the_weakest_first():
    # means 2, 3 and 4: the mean of all is 3, which is not below itself
    histograms = {"waktu": (0, 40, 0, 0), "kompetensi": (0, 0, 40, 0), "perilaku": (0, 0, 0, 40)}
    (weak,) = weak_elements(score(n=40, histograms=histograms, received=True))
    assert (weak.element, weak.mean, weak.average) == ("waktu", Decimal("2.00"), Decimal("3.00"))


def test_a_unit_without_a_score_has_none():
    assert weak_elements(score(n=0, histograms={"waktu": (0, 0, 0, 0)}, received=False)) == []


# --- what everybody sees -----------------------------------------------------------------------------------------


def a_total(units: int, enrolled: int, finished: int = 0, certified: int = 0) -> Total:
    return Total(units, units, Headcount(enrolled, finished, certified), 1000 * units, 100 * units)


def test_the_city_and_kinds_of_three_units_are_shown():
    totals = published_totals({"dinas": a_total(3, 30, 20, 10), "kelurahan": a_total(4, 40, 15, 5)})
    assert [(line.kind, line.people) for line in totals.kinds] == [
        ("dinas", {"enrolled": 30, "finished": 20, "certified": 10}),
        ("kelurahan", {"enrolled": 40, "finished": 15, "certified": 5}),
    ]
    assert totals.city.people == {"enrolled": 70, "finished": 35, "certified": 15}
    assert totals.city.total == Total(7, 7, Headcount(70, 35, 15), 7000, 700)


def test_fewer_than_five_people_are_no_number_and_are_not_worked_out_from_the_others():
    totals = published_totals(
        {"dinas": a_total(3, 30), "kelurahan": a_total(4, 4), "puskesmas": a_total(5, 50), "badan": a_total(6, 60)}
    )
    enrolled = {line.kind: line.people["enrolled"] for line in totals.kinds}
    assert enrolled == {"dinas": Hidden.WITHHELD, "kelurahan": Hidden.FEW, "puskesmas": 50, "badan": 60}


def test_a_kind_of_one_unit_stands_with_others():
    totals = published_totals({"dinas": a_total(5, 50), "rumah_sakit": a_total(1, 9), "badan": a_total(2, 8)})
    assert [(line.kind, line.total.units, line.people["enrolled"]) for line in totals.kinds] == [
        ("dinas", 5, 50),
        ("", 3, 17),
    ]


def test_where_it_would_be_left_over_alone_a_larger_kind_stands_with_it():
    totals = published_totals({"dinas": a_total(5, 50), "kelurahan": a_total(3, 30), "rumah_sakit": a_total(1, 9)})
    assert [(line.kind, line.total.units) for line in totals.kinds] == [("dinas", 5), ("", 4)]


def test_of_two_units_in_all_no_people_are_shown():
    totals = published_totals({"dinas": a_total(2, 50)})
    assert totals.kinds == []
    assert set(totals.city.people.values()) == {Hidden.WITHHELD}
    assert totals.city.total.courses == 2


kinds = st.dictionaries(
    st.sampled_from(["dinas", "badan", "kelurahan", "puskesmas", "distrik", "lainnya"]),
    st.builds(a_total, st.integers(1, 9), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)),
)


@given(kinds)
def test_no_number_of_few_people_or_units_can_be_worked_out(given_kinds):
    totals = published_totals(given_kinds)
    assert len(totals.kinds) != 1
    for line in totals.kinds:
        assert line.total.units >= 3
    for name in ("enrolled", "finished", "certified"):
        hidden = [line for line in totals.kinds if isinstance(line.people[name], Hidden)]
        assert len(hidden) != 1
        assert all(shown >= 5 for line in totals.kinds if isinstance(shown := line.people[name], int))


@given(kinds)
def test_lines_sum_to_the_city(given_kinds):
    totals = published_totals(given_kinds)
    if totals.kinds:
        assert sum(line.total.people.enrolled for line in totals.kinds) == totals.city.total.people.enrolled
        assert sum(line.total.spent for line in totals.kinds) == totals.city.total.spent
