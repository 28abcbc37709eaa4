"""What the public may read of visit codes, and how long they are good for."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.visits import CodeCounts, is_final, last_good_day, public_code_counts

counts = st.integers(0, 200)


@pytest.mark.parametrize(
    ("day", "final"),
    [("2026-07-31", False), ("2026-08-01", False), ("2026-08-14", False), ("2026-08-15", True), ("2027-01-01", True)],
)
def test_a_month_is_final_when_the_last_code_of_its_last_day_has_expired(day: str, final: bool) -> None:
    assert last_good_day(datetime.date(2026, 7, 31)) == datetime.date(2026, 8, 14)
    assert is_final("2026-07", datetime.date.fromisoformat(day)) is final


def test_december_is_final_in_the_middle_of_january() -> None:
    assert not is_final("2026-12", datetime.date(2027, 1, 14))
    assert is_final("2026-12", datetime.date(2027, 1, 15))


@pytest.mark.parametrize("final", [False, True])
def test_of_fewer_than_ten_codes_nothing_but_their_number_is_said(final: bool) -> None:
    said = public_code_counts(issued=9, redeemed=9, expired=0, revoked=0, final=final)
    assert said == CodeCounts(9, None, None, None, final)


def test_while_codes_can_be_redeemed_counts_go_by_tens_and_small_ones_are_withheld() -> None:
    said = public_code_counts(issued=143, redeemed=57, expired=10, revoked=9, final=False)
    assert said == CodeCounts(143, 50, 10, None, is_final=False)
    assert public_code_counts(issued=143, redeemed=9, expired=0, revoked=0, final=False).redeemed is None


def test_in_the_end_all_is_said() -> None:
    assert public_code_counts(issued=10, redeemed=1, expired=8, revoked=1, final=True) == CodeCounts(
        10, 1, 8, 1, is_final=True
    )


@given(counts, counts)
def test_one_code_more_or_less_is_seen_only_where_a_ten_is_full(issued: int, redeemed: int) -> None:
    def said(n: int) -> CodeCounts:
        return public_code_counts(issued=issued, redeemed=n, expired=0, revoked=0, final=False)

    if issued < 10 or (redeemed + 1) % 10:
        assert said(redeemed) == said(redeemed + 1)
