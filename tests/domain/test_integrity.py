"""Public counts: exact once a month is over, in tens before, and the total always the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.integrity import public_counts

reasons = st.dictionaries(st.sampled_from(["too_fast", "many", "replay"]), st.integers(0, 500))


@pytest.mark.parametrize(
    ("counts", "running", "shown"),
    [
        ((5, {"many": 9}, {}), True, (14, {}, {})),
        ((5, {"many": 10}, {}), True, (5, {"many": 10}, {})),
        ((5, {"many": 14}, {"automated": 23}), True, (12, {"many": 10}, {"automated": 20})),
        ((5, {"many": 6, "too_fast": 6}, {}), True, (17, {}, {})),
        ((5, {"many": 9}, {"automated": 3, "replay": 0}), False, (5, {"many": 9}, {"automated": 3})),
        ((0, {}, {}), True, (0, {}, {})),
    ],
)
def test_held_and_excluded_are_rounded_down_to_tens_while_a_month_runs(counts, running, shown):
    waiting, held, excluded = counts
    assert public_counts(waiting=waiting, held=held, excluded=excluded, running=running) == shown


@given(st.integers(0, 500), reasons, reasons, st.booleans())
def test_nothing_is_lost_in_rounding(waiting, held, excluded, running):
    shown, *by_reason = public_counts(waiting=waiting, held=held, excluded=excluded, running=running)
    assert shown + sum(sum(of.values()) for of in by_reason) == waiting + sum(held.values()) + sum(excluded.values())
    assert shown >= waiting
    assert not running or all(n % 10 == 0 for of in by_reason for n in of.values())
