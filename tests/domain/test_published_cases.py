"""Indices that agencies printed: reproduced with the exact weight, with a named cut weight, or by no weight at all."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from portal.domain.rules import CUT_WEIGHTS, grade
from portal.domain.scoring import index_from_means
from tests.domain.builders import CASES

PUBLISHED = json.loads((CASES / "published.json").read_text(encoding="utf-8"))
CENT = Decimal("0.01")


def means(case):
    if "element_totals" in case:
        return [Fraction(total, case["respondents"]) for total in case["element_totals"]]
    return [Decimal(mean) for mean in case["element_means"]]


def tolerance(case):
    return Decimal(0) if "element_totals" in case else CENT


def is_reproduced(case, weight):
    return abs(index_from_means(means(case), weight) - Decimal(case["published_index"])) <= tolerance(case)


def cases(wanted):
    return [pytest.param(case, id=case["id"]) for case in PUBLISHED if wanted(case["weight"])]


@pytest.mark.parametrize("case", cases(lambda weight: weight == "exact"))
def test_the_exact_weight_reproduces_it(case):
    assert is_reproduced(case, None)


@pytest.mark.parametrize("case", cases(lambda weight: weight not in {"exact", None}))
def test_only_the_named_cut_weight_reproduces_it(case):
    weight = CUT_WEIGHTS[len(case["element_means"])]
    assert weight == Decimal(case["weight"])
    assert is_reproduced(case, weight)
    assert not is_reproduced(case, None)


@pytest.mark.parametrize("case", cases(lambda weight: weight is None))
def test_no_weight_of_ours_reproduces_it(case):
    assert not is_reproduced(case, None)
    assert not is_reproduced(case, CUT_WEIGHTS[len(case["element_means"])])


@pytest.mark.parametrize("case", [case for case in PUBLISHED if case["grade_2017"]], ids=lambda case: case["id"])
def test_the_printed_grade_follows_from_the_printed_index(case):
    assert grade(Decimal(case["published_index"])) == case["grade_2017"]


def test_serang_is_86_625_exactly_and_rounds_up_as_printed():
    serang = next(case for case in PUBLISHED if case["id"] == "serang-disparpora-2025tw1")
    assert sum(means(serang)) * Fraction("0.11") * 25 == Fraction("86.625")
    assert index_from_means(means(serang), CUT_WEIGHTS[9]) == Decimal("86.63")


def test_every_kind_of_case_is_there():
    assert {case["weight"] for case in PUBLISHED} == {"exact", "0.11", "0.071", None}
