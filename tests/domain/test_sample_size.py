"""The table of Krejcie and Morgan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.sample_size import needed


@pytest.mark.parametrize(
    ("population", "sample"),
    [
        (0, 0),
        (1, 1),
        (10, 10),
        (15, 14),
        (100, 80),
        (230, 144),
        (500, 217),
        (1000, 278),
        (5000, 357),
        (75000, 382),
        (1000000, 384),
    ],
)
def test_it_gives_the_official_rows(population, sample):
    assert needed(population) == sample


@given(st.integers(0, 10**7))
def test_more_users_never_need_fewer_answers_nor_more_than_there_are(population):
    assert needed(population) <= needed(population + 1) <= 384
    assert needed(population) <= population


def test_a_negative_population_is_refused():
    with pytest.raises(ValueError, match="population"):
        needed(-1)
