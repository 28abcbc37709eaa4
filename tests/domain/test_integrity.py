"""Public counts: exact once a month is over, in tens before, and the total always the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.integrity import public_counts

numbers = st.integers(0, 500)


@pytest.mark.parametrize(
    ("counts", "running", "shown"),
    [
        ((5, 9, 0), True, (14, 0, 0)),
        ((5, 10, 0), True, (5, 10, 0)),
        ((5, 14, 23), True, (12, 10, 20)),
        ((5, 9, 3), False, (5, 9, 3)),
        ((0, 0, 0), True, (0, 0, 0)),
    ],
)
def test_held_and_excluded_are_rounded_down_to_tens_while_a_month_runs(counts, running, shown):
    waiting, held, excluded = counts
    assert public_counts(waiting=waiting, held=held, excluded=excluded, running=running) == shown


@given(numbers, numbers, numbers, st.booleans())
def test_nothing_is_lost_in_rounding(waiting, held, excluded, running):
    shown = public_counts(waiting=waiting, held=held, excluded=excluded, running=running)
    assert sum(shown) == waiting + held + excluded
    assert shown[0] >= waiting
