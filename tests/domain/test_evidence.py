"""What a channel is worth in a review: the table of DESIGN.md section 3, at its edges."""

import pytest

from portal.domain.evidence import Evidence, evidence
from portal.domain.questionnaire import Channel
from portal.domain.scoring import Score, score


def a_score(n: int, *, answered: int | None = None, received: bool = True) -> Score:
    """n ratings; `answered` of them answered the second element, all by default."""
    second = n if answered is None else answered
    return score(n=n, histograms={"waktu": (0, 0, 0, n), "biaya": (0, 0, second, 0)}, received=received)


@pytest.mark.parametrize(
    ("n", "verified", "open_"),
    [
        (0, Evidence.NONE, Evidence.NONE),
        (10, Evidence.LIMITED, Evidence.UNVERIFIED),
        (29, Evidence.LIMITED, Evidence.UNVERIFIED),
        (30, Evidence.GRADED, Evidence.UNVERIFIED),
        (10_000, Evidence.GRADED, Evidence.UNVERIFIED),
    ],
)
def test_only_verified_scores_are_evidence_and_graded_from_thirty_on(n, verified, open_):
    assert evidence(Channel.VERIFIED, a_score(n)) is verified
    assert evidence(Channel.OPEN, a_score(n)) is open_


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("hidden", [a_score(0, received=False), a_score(0), a_score(40, answered=9)])
def test_what_is_withheld_is_worth_nothing(channel, hidden):
    assert hidden.hidden is not None
    assert evidence(channel, hidden) is Evidence.NONE


def test_graded_evidence_always_has_a_grade():
    for n in range(10, 60):
        assert (evidence(Channel.VERIFIED, a_score(n)) is Evidence.GRADED) is (a_score(n).grade is not None)
