"""Counting packed ratings: integers only, each question by itself, so that no respondent can be put together again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

Tally = tuple[int, int, int, int, int]
"""How often a question was left blank, and answered 1, 2, 3, 4."""


def tally(packed: Iterable[str], codes: Sequence[str]) -> dict[str, Tally]:
    """The tally of each element over packed ratings (`domain.questionnaire.pack`), in the order of `codes`."""
    return weighted_tally(Counter(packed).items(), codes)


def weighted_tally(counted: Iterable[tuple[str, int]], codes: Sequence[str]) -> dict[str, Tally]:
    """As `tally`, from packed ratings with how often each occurs."""
    sums = [[0] * 5 for _code in codes]
    for ratings, times in counted:
        for position, digit in enumerate(ratings):
            sums[position][int(digit)] += times
    return {code: (s[0], s[1], s[2], s[3], s[4]) for code, s in zip(codes, sums, strict=True)}
