"""Corrections: whole blocks, both kinds in step, and no sum of all blocks ever made leaves one to nine ratings bare."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.blocks import BlockKey
from portal.domain.corrections import MadeBlock, plan_corrections, standing
from portal.domain.entries import BlockKind
from tests.disclosure.attacks import smallest_sum

KEY = BlockKey(1, "open", 1, "2026-07")
COUNTED, EXCLUDED = BlockKind.COUNTED, BlockKind.EXCLUDED


def no_shuffle(_: list[bytes]) -> None:
    """Leaves the order as it is."""


def some_blocks(*sizes, kind=COUNTED, key=KEY, first=0):
    """Blocks of these sizes, with members numbered through from `first`."""
    blocks = []
    for number, n in enumerate(sizes):
        members = frozenset(i.to_bytes(4, "big") for i in range(first, first + n))
        blocks.append(MadeBlock(b"%s-%d-%d" % (kind.encode(), first, number), key, kind, 1, members))
        first += n
    return blocks


def members_of(blocks, *wanted):
    """The first so many members of each block."""
    return {m for block, n in zip(blocks, wanted, strict=True) for m in sorted(block.members)[:n]}


def made_of(planned, round_number):
    return [
        MadeBlock(b"%d-%d" % (round_number, i), block.key, block.kind, block.sign, frozenset(block.members))
        for i, block in enumerate(planned)
    ]


def taken(planned):
    return [len(block.members) for block in planned if block.sign < 0]


@pytest.mark.parametrize(
    ("sizes", "wanted", "expected"),
    [
        pytest.param((30,), (9,), [], id="nine-wait"),
        pytest.param((30,), (10,), [10], id="ten-of-thirty"),
        pytest.param((19,), (10,), [], id="nine-would-be-left"),
        pytest.param((20,), (15,), [10], id="five-stay-so-that-ten-are-left"),
        pytest.param((20,), (20,), [20], id="all-of-the-key"),
        pytest.param((12, 30), (11, 0), [], id="eleven-of-a-block-of-twelve-would-bare-the-twelfth"),
        pytest.param((12, 30), (12, 0), [12], id="a-whole-block"),
        pytest.param((12, 30), (12, 3), [12], id="a-whole-block-without-the-three-of-another"),
        pytest.param((12, 30), (12, 10), [22], id="a-whole-block-and-ten-of-another"),
        pytest.param((10, 10, 10), (4, 4, 4), [12], id="spread-over-blocks"),
        pytest.param((12, 30), (11, 8), [18], id="one-stays-for-the-sake-of-the-twelfth"),
        pytest.param((12, 12), (12, 12), [24], id="two-blocks"),
    ],
)
def test_what_may_be_taken_back(sizes, wanted, expected):
    blocks = some_blocks(*sizes)
    misplaced = members_of(blocks, *wanted)
    planned = plan_corrections(blocks, misplaced, no_shuffle)
    assert taken(planned) == expected
    assert all(set(block.members) <= misplaced for block in planned)


def test_what_is_taken_back_is_excluded_in_a_block_of_the_same_members():
    blocks = some_blocks(30)
    minus, plus = plan_corrections(blocks, members_of(blocks, 12), no_shuffle)
    assert (minus.kind, minus.sign, plus.kind, plus.sign) == (COUNTED, -1, EXCLUDED, 1)
    assert minus.members == plus.members == tuple(sorted(members_of(blocks, 12)))
    assert minus.key == plus.key == KEY


def test_excluded_ratings_that_count_after_all_go_the_other_way():
    blocks = some_blocks(25, kind=EXCLUDED)
    minus, plus = plan_corrections(blocks, members_of(blocks, 11), no_shuffle)
    assert (minus.kind, minus.sign, plus.kind, plus.sign) == (EXCLUDED, -1, COUNTED, 1)


def test_keys_never_share_a_correction():
    other = BlockKey(2, "open", 1, "2026-07")
    blocks = some_blocks(30) + some_blocks(30, key=other, first=100)
    assert plan_corrections(blocks, members_of(blocks, 5, 5), no_shuffle) == []


def test_who_stays_behind_is_random():
    blocks = some_blocks(20)
    wanted = members_of(blocks, 15)
    left = {
        member
        for seed in range(60)
        for member in wanted - set(plan_corrections(blocks, wanted, Random(seed).shuffle)[0].members)
    }
    assert left == wanted


def test_the_check_itself_finds_the_twelfth():
    blocks = some_blocks(12, 30)
    eleven = MadeBlock(b"x", KEY, COUNTED, -1, frozenset(members_of(blocks, 11, 0)))
    assert smallest_sum([block.members for block in [*blocks, eleven]]) == 1


# Rounds of decisions: of each block so far, how many of its members change their mind.
rounds = st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=1, max_size=3)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(10, 25), min_size=1, max_size=3), rounds, st.randoms(use_true_random=False))
def test_no_sum_of_blocks_leaves_one_to_nine_ratings_bare(sizes, decisions, rng):
    blocks = some_blocks(*sizes)
    everyone = {m for block in blocks for m in block.members}
    excluded: set[bytes] = set()
    for round_number, wanted in enumerate(decisions):
        for block, n in zip(blocks, wanted, strict=False):
            excluded ^= set(rng.sample(sorted(block.members), min(n, len(block.members))))
        misplaced = (standing(blocks, COUNTED) & excluded) | (standing(blocks, EXCLUDED) - excluded)
        planned = plan_corrections(blocks, misplaced, rng.shuffle)
        blocks += made_of(planned, round_number)
        assert all(len(block.members) >= 10 for block in planned)
        assert standing(blocks, COUNTED) | standing(blocks, EXCLUDED) == everyone
        assert not standing(blocks, COUNTED) & standing(blocks, EXCLUDED)
        for kind in BlockKind:
            assert len(standing(blocks, kind)) == 0 or len(standing(blocks, kind)) >= 10
    # The second block of each pair has the members of the first: it adds nothing to what can be summed.
    told = [block for block in blocks if block.sign < 0 or not block.id[0:1].isdigit()]
    assert smallest_sum([block.members for block in told]) in {0, *range(10, 1000)}
