"""What a respondent may tell, and how many of a year's respondents may be said to have told it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.errors import InvalidInput
from portal.domain.respondents import ATTRIBUTES, REST, Respondent, check_respondent, publishable


@pytest.mark.parametrize("attribute", list(ATTRIBUTES))
def test_every_code_of_a_vocabulary_is_taken(attribute):
    for code in ATTRIBUTES[attribute]:
        assert getattr(check_respondent({attribute: code}), attribute) == code


@pytest.mark.parametrize("given", [{}, {"sex": None}, {"sex": "", "age_band": ""}])
def test_all_of_it_is_optional(given):
    assert check_respondent(given) == Respondent()
    assert check_respondent(given).is_blank


def test_one_attribute_is_enough_to_be_kept():
    assert not check_respondent({"sex": "P"}).is_blank


def test_every_wrong_field_is_named():
    wrong = {"name": "Budi", "sex": "X", "age_band": 30, "education": ["sd"], "occupation": "asn"}
    with pytest.raises(InvalidInput) as caught:
        check_respondent(wrong)
    assert [(e.field, e.code) for e in caught.value.errors] == [
        ("respondent.name", "unknown_field"),
        ("respondent.sex", "unknown_value"),
        ("respondent.age_band", "unknown_value"),
        ("respondent.education", "unknown_value"),
    ]


# --- counts of a year --------------------------------------------------------------------------------------------

attributes = st.sampled_from(list(ATTRIBUTES))


@st.composite
def years(draw) -> tuple[dict[str, int], int]:
    """How many told what, around the edge of ten, and how many there are."""
    vocabulary = ATTRIBUTES[draw(attributes)]
    told = draw(st.dictionaries(st.sampled_from(vocabulary), st.integers(0, 25)))
    silent = draw(st.integers(0, 25))
    return told, max(10, sum(told.values()) + silent)


@pytest.mark.parametrize(
    ("told", "n", "expected"),
    [
        ({}, 30, {REST: 30}),
        ({}, 0, {}),
        ({"L": 15, "P": 15}, 30, {"L": 15, "P": 15}),
        ({"L": 30, "P": 0}, 30, {"L": 30}),
        ({"L": 15, "P": 15}, 40, {"L": 15, "P": 15, REST: 10}),
        # nine who did not say would stand alone, so that the smaller of both joins them
        ({"L": 20, "P": 11}, 40, {"L": 20, REST: 20}),
        ({"L": 11, "P": 11}, 31, {"P": 11, REST: 20}),
        # the seven are too few, and so are they with the two who did not say
        ({"L": 21, "P": 7}, 30, {REST: 30}),
        ({"L": 31, "P": 7}, 41, {"L": 31, REST: 10}),
        ({"sd": 4, "smp": 6, "sma": 20}, 30, {"sma": 20, REST: 10}),
        ({"sd": 4, "smp": 5, "sma": 12, "s2": 10}, 31, {"sma": 12, REST: 19}),
        ({"asn": 12, REST: 18}, 30, {"asn": 12, REST: 18}),
        ({"asn": 12, REST: 3}, 15, {REST: 15}),
    ],
)
def test_categories_below_ten_join_the_rest_until_it_has_ten(told, n, expected):
    assert publishable(told, n) == expected


@given(years())
def test_counts_sum_to_n_and_none_is_between_one_and_nine(year):
    told, n = year
    counts = publishable(told, n)
    assert sum(counts.values()) == n
    assert min(counts.values()) >= 10


@given(years())
def test_a_category_is_published_as_it_was_told_or_not_at_all(year):
    told, n = year
    counts = publishable(told, n)
    assert {c: m for c, m in counts.items() if c != REST}.items() <= told.items()


@given(years())
def test_no_more_is_merged_than_must_be(year):
    told, n = year
    counts = publishable(told, n)
    merged = [m for c, m in told.items() if c not in counts and c != REST and m >= 10]
    assert all(m <= kept for m in merged for c, kept in counts.items() if c != REST)
    assert not merged or 0 < counts[REST] - max(merged) < 10


@given(years(), st.randoms())
def test_the_order_in_which_categories_come_does_not_matter(year, random):
    told, n = year
    shuffled = list(told.items())
    random.shuffle(shuffled)
    assert publishable(dict(shuffled), n) == publishable(told, n)


@pytest.mark.parametrize(("told", "n"), [({}, 9), ({"L": 1}, 1), ({"L": 31}, 30)])
def test_numbers_that_cannot_be_are_refused(told, n):
    with pytest.raises(ValueError, match="respondents"):
        publishable(told, n)
