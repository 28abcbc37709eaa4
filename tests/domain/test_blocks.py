"""Blocks: never below ten, nobody twice, nothing told by order."""

import random
from collections import Counter
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.blocks import MINIMUM_BLOCK, OTHER_SERVICE, BlockKey, Waiting, plan_close, plan_draw

KTP, KK, AKTA = 1, 2, 3


def some_waiting(n, *, month="2026-07", service=KTP, channel="open", survey=1, ids=count(1)):  # noqa: B008
    """So many ratings with ids that no other call gives."""
    return [Waiting(next(ids).to_bytes(16, "big"), service, channel, survey, month) for _ in range(n)]


def no_shuffle(_: list[bytes]) -> None:
    """Leaves the order as it is."""


def keys_and_sizes(blocks):
    return [(b.key.service_id, b.key.channel, b.key.period, len(b.members)) for b in blocks]


@pytest.mark.parametrize(("waiting", "drawn"), [(0, []), (19, []), (20, [10]), (21, [11]), (500, [490])])
def test_a_draw_takes_all_but_ten_where_twenty_wait(waiting, drawn):
    blocks = plan_draw(some_waiting(waiting), {"2026-07"}, no_shuffle)
    assert [len(block.members) for block in blocks] == drawn


def test_a_draw_leaves_other_months_and_never_mixes_cells():
    mixed = (
        some_waiting(30, month="2026-06")
        + some_waiting(19, service=KK)
        + some_waiting(19, service=KK, channel="verified")
        + some_waiting(19, service=KK, survey=2)
        + some_waiting(20, channel="verified")
    )
    blocks = plan_draw(mixed, {"2026-07"}, no_shuffle)
    assert [block.key for block in blocks] == [BlockKey(KTP, "verified", 1, "2026-07")]


def test_a_draw_is_random_by_the_shuffle_given_and_by_nothing_else():
    waiting = some_waiting(40)
    first = plan_draw(waiting, {"2026-07"}, random.Random(1).shuffle)
    again = plan_draw(waiting[::-1], {"2026-07"}, random.Random(1).shuffle)
    other = plan_draw(waiting, {"2026-07"}, random.Random(2).shuffle)
    assert first == again != other


def test_every_rating_is_as_likely_to_be_left_as_any_other():
    waiting = some_waiting(20)
    left: Counter[bytes] = Counter()
    for seed in range(400):
        (block,) = plan_draw(waiting, {"2026-07"}, random.Random(seed).shuffle)
        left.update({w.response_id for w in waiting} - set(block.members))
    assert all(140 < left[w.response_id] < 260 for w in waiting)  # 200 expected, six standard deviations


@pytest.mark.parametrize(
    ("waiting", "through", "expected"),
    [
        pytest.param([(KTP, "2026-07", 10)], "2026-07", [(KTP, "open", "2026-07", 10)], id="ten-make-a-month"),
        pytest.param([(KTP, "2026-07", 9)], "2026-07", [], id="nine-wait-for-the-quarter"),
        pytest.param([(KTP, "2026-08", 50)], "2026-07", [], id="a-later-month-is-left"),
        pytest.param(
            [(KTP, "2026-07", 4), (KTP, "2026-08", 3), (KTP, "2026-09", 3)],
            "2026-09",
            [(KTP, "open", "2026-Q3", 10)],
            id="remainders-of-a-service-make-a-quarter",
        ),
        pytest.param(
            [(KTP, "2026-07", 40), (KTP, "2026-08", 9), (KTP, "2026-09", 1)],
            "2026-09",
            [(KTP, "open", "2026-07", 40), (KTP, "open", "2026-Q3", 10)],
            id="a-full-month-stays-a-month",
        ),
        pytest.param(
            [(KTP, "2026-07", 9), (KK, "2026-08", 2), (AKTA, "2026-08", 12)],
            "2026-09",
            [(AKTA, "open", "2026-08", 12), (OTHER_SERVICE, "open", "2026-Q3", 11)],
            id="small-services-join-as-other",
        ),
        pytest.param(
            [(KTP, "2026-03", 4), (KK, "2026-06", 4), (AKTA, "2026-12", 4)],
            "2026-12",
            [(OTHER_SERVICE, "open", "2026", 12)],
            id="quarters-join-in-the-year",
        ),
        pytest.param([(KTP, "2026-03", 4), (KK, "2026-06", 6)], "2026-11", [], id="the-year-is-not-over"),
        pytest.param(
            [(KTP, "2025-12", 5), (KTP, "2026-01", 5)], "2026-12", [], id="years-do-not-join-and-nine-stay"
        ),
        pytest.param([(KTP, "2024-05", 11)], "2026-12", [(KTP, "open", "2024-05", 11)], id="however-late-it-came"),
    ],
)  # fmt: skip
def test_closing_makes_the_smallest_period_that_holds_ten(waiting, through, expected):
    ratings = [w for service, month, n in waiting for w in some_waiting(n, service=service, month=month)]
    assert keys_and_sizes(plan_close(ratings, through)) == expected


def test_channels_and_surveys_never_pool():
    nine_each = some_waiting(9) + some_waiting(9, channel="verified") + some_waiting(9, survey=2)
    assert plan_close(nine_each, "2026-12") == []


services = st.sampled_from([KTP, KK, AKTA])
cells = st.tuples(
    services,
    st.sampled_from(["open", "verified"]),
    st.sampled_from([1, 2]),
    st.sampled_from(["2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-11"]),
    st.integers(0, 25),
)
waiting_lists = st.lists(cells, max_size=12).map(
    lambda drawn: [
        w
        for service, channel, survey, month, n in drawn
        for w in some_waiting(n, service=service, channel=channel, survey=survey, month=month)
    ]
)


def assert_sound(blocks, waiting):
    members = [member for block in blocks for member in block.members]
    assert len(members) == len(set(members))
    assert set(members) <= {w.response_id for w in waiting}
    by_id = {w.response_id: w for w in waiting}
    for block in blocks:
        assert len(block.members) >= MINIMUM_BLOCK
        assert list(block.members) == sorted(block.members)
        assert {by_id[m].channel for m in block.members} == {block.key.channel}
        assert {by_id[m].survey_id for m in block.members} == {block.key.survey_id}
        assert block.key.service_id in {OTHER_SERVICE, *(by_id[m].service_id for m in block.members)}
        assert all(by_id[m].month.startswith(block.key.period[:4]) for m in block.members)


@given(waiting_lists, st.sampled_from(["2026-01", "2026-03", "2026-12"]), st.randoms(use_true_random=False))
def test_closing_is_sound_final_and_blind_to_order(waiting, through, rng):
    blocks = plan_close(waiting, through)
    assert_sound(blocks, waiting)
    shuffled = waiting[:]
    rng.shuffle(shuffled)
    assert plan_close(shuffled, through) == blocks
    taken = {member for block in blocks for member in block.members}
    assert plan_close([w for w in waiting if w.response_id not in taken], through) == []


@given(waiting_lists, st.randoms(use_true_random=False))
def test_drawing_is_sound_and_always_leaves_ten(waiting, rng):
    blocks = plan_draw(waiting, {"2026-01", "2026-02"}, rng.shuffle)
    assert_sound(blocks, waiting)
    taken = {member for block in blocks for member in block.members}
    left = Counter(
        BlockKey(w.service_id, w.channel, w.survey_id, w.month) for w in waiting if w.response_id not in taken
    )
    assert all(left[block.key] == MINIMUM_BLOCK for block in blocks)
