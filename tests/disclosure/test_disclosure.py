"""Every published figure sums whole blocks of the block lists so far, in every format, over two years of a city.

A short run; `make proof` lets every night of the two years pass. The rules are the same on each database: one will do.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from portal.core.database import transaction
from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.domain.entries import BlockKind
from portal.domain.holding import Ground
from portal.domain.integrity import State
from portal.domain.periods import month_of, parse_period
from portal.domain.signals import Reason
from portal.followups.models import Promise
from portal.followups.queries import effects_of
from portal.integrity.models import Decision, HeldCluster
from portal.publication.models import PublicCount, PublicReason, Rollup
from portal.publication.services import differences
from tests.backends import Backend
from tests.disclosure import attacks
from tests.disclosure.block_lists import BlockLists, Cell
from tests.disclosure.city import Volume
from tests.disclosure.twin import PERIODS
from tests.disclosure.watch import Watch, two_years

SHORT = Volume(units=60, scale=0.12, days=(7, 21))
LAST_LOOK = datetime.date(2026, 1, 7)
LOOKS = [datetime.date(2025, 1, 21), LAST_LOOK]

pytestmark = [
    pytest.mark.parametrize("backend", ["sqlite"], indirect=True),
    pytest.mark.xdist_group("disclosure"),  # the two years pass once, in one worker
]


@pytest.fixture(scope="module")
def watched(backend: Backend, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    """Two years, watched."""
    folder = tmp_path_factory.mktemp("twin")
    with two_years(backend, folder, SHORT, looks=LOOKS, addresses=60, asked_units=3) as watch:
        yield watch


def test_every_figure_sums_whole_blocks(watched: Watch) -> None:
    assert watched.complaints == []
    assert min(watched.compared[what] for what in ("scorecards", "rows", "addresses", "counts", "entries")) > 100
    assert differences() == []


def test_the_two_years_hold_what_they_should(watched: Watch) -> None:
    made = {(block.cell.kind, block.sign) for block in watched.lists.blocks}
    assert made == {("counted", 1), ("counted", -1), ("excluded", 1), ("excluded", -1)}
    assert set(watched.city.desk.done) == {"proposed", "rejected", "withdrawn", "left open", "approved", "reversed"}
    reasons = set(db.session.scalars(select(Decision.reason)))
    assert reasons >= {Ground.UNDECIDED.value, Ground.AUTOMATED.value, Reason.TOO_FAST.value, Reason.MEAN_DOWN.value}
    assert db.session.scalars(select(HeldCluster).where(HeldCluster.kept_on.is_not(None))).first() is not None
    assert {len(block.cell.period) for block in watched.lists.blocks} == {len("2024"), len("2024-07")}
    assert {block.cell.service_id == 0 for block in watched.lists.blocks} == {True, False}
    promises = db.session.scalars(select(Promise)).all()
    assert promises
    assert all(one.channel is not None for one in effects_of(promises).values()), "the time to tell an effect has come"


def test_no_attack_lays_one_to_nine_ratings_bare(watched: Watch) -> None:
    assert list(attacks.few_in_blocks(watched.lists)) == []
    assert list(attacks.few_between_publications(watched.lists)) == []
    assert list(attacks.few_in_sums(watched.lists)) == []
    assert list(attacks.few_between_periods(watched.n_of, PERIODS)) == []
    assert list(attacks.few_between_periods(watched.excluded_n_of, PERIODS)) == []
    assert list(attacks.few_between_levels(watched.lists, PERIODS)) == []


# --- the proof itself can fail ---------------------------------------------------------------------------------------


def a_cell_with_fours(lists: BlockLists) -> tuple[Cell, Rollup]:
    """A cell of counted ratings in a month, and its element with the most answers 4, of which corrections left some."""
    for cell in dict.fromkeys(block.cell for block in lists.blocks):
        is_month = cell.period.count("-") and "Q" not in cell.period
        rows = select(Rollup).filter_by(**vars(cell)).where(Rollup.n4 > 0).order_by(Rollup.n4.desc())
        row = db.session.scalars(rows.limit(1)).first()
        if cell.kind == BlockKind.COUNTED.value and is_month and row is not None:
            return cell, row
    raise LookupError("no cell has an answer 4")


def test_a_partial_block_is_found(watched: Watch) -> None:
    """One rating is missing from one sum: the scorecard's numbers and the twin both tell."""
    cell, row = a_cell_with_fours(watched.lists)
    unit, period = watched.places.units[cell.unit_id - 1], parse_period(cell.period)
    counts = watched.expected_counts(LAST_LOOK)
    addresses = [f"/units/{unit}?period={period}", f"/api/v1/units/{unit}/scorecard?period={period}"]
    assert list(watched.scorecard(unit, period, counts)) == []
    where = [getattr(Rollup, name) == value for name, value in {**vars(cell), "element": row.element}.items()]
    for change in (-1, 1):
        with transaction():
            db.session.execute(update(Rollup).where(*where).values(n4=Rollup.n4 + change))
            bump_public_revision()
        found = [*watched.scorecard(unit, period, counts), *watched.twin.differences(watched.app, addresses)]
        assert bool(found) == (change < 0)


def test_a_count_that_runs_ahead_of_its_publication_is_found(watched: Watch) -> None:
    row = db.session.scalars(select(PublicCount).where(PublicCount.published > 0)).first()
    assert row is not None
    unit, period = watched.places.units[row.unit_id - 1], parse_period(row.month)
    counts = {**watched.expected_counts(LAST_LOOK)}
    published, waiting, held, excluded = counts[row.unit_id, row.month]
    counts[row.unit_id, row.month] = (published, waiting + 1, held, excluded)
    assert list(watched.scorecard(unit, period, counts)) != []


def test_a_few_held_ratings_of_a_running_month_are_found(watched: Watch) -> None:
    last = max(key[1] for key in watched.expected_counts(LAST_LOOK))
    day = datetime.date.fromisoformat(f"{last}-20")
    assert month_of(day) == last
    assert list(watched.counts_in_tens(day)) == []
    with transaction():
        db.session.execute(update(PublicCount).where(PublicCount.month == last).values(held=PublicCount.held + 3))
    assert list(watched.counts_in_tens(day)) != []
    with transaction():
        db.session.execute(update(PublicCount).where(PublicCount.month == last).values(held=PublicCount.held - 3))


def test_a_reason_that_is_not_rounded_is_found(watched: Watch) -> None:
    row = db.session.scalars(select(PublicReason).where(PublicReason.state == State.COUNTED.value)).first()
    assert row is not None
    key = {"unit_id": row.unit_id, "month": row.month, "state": row.state, "reason": row.reason}
    for change in (1, -1):
        with transaction():
            db.session.execute(update(PublicReason).filter_by(**key).values(n=PublicReason.n + change))
        assert bool(list(watched.counts_in_tens(LAST_LOOK))) == (change > 0)


def test_an_account_that_tells_of_one_rating_more_is_found(watched: Watch) -> None:
    counts, reasons = watched.expected_counts(LAST_LOOK), watched.expected_reasons(LAST_LOOK)
    (unit_id, month, state), of = next(item for item in sorted(reasons.items()) if item[0][2] == "excluded" and item[1])
    unit, reason = watched.places.units[unit_id - 1], min(of)
    assert list(watched.account(unit, parse_period(month), counts, reasons)) == []
    wrong = {**reasons, (unit_id, month, state): {**of, reason: of[reason] + 1}}
    assert list(watched.account(unit, parse_period(month), counts, wrong)) != []


def test_a_correction_of_all_but_one_of_a_block_is_found(watched: Watch) -> None:
    lists = deepcopy(watched.lists)
    block = next(b for b in lists.blocks if b.n > attacks.MINIMUM and b.sign > 0)
    members = frozenset(sorted(block.members)[1:])
    lists.add(replace(block, sign=-1, n=len(members), publication=10**6, members=members))
    assert list(attacks.few_in_sums(lists)) != []


def test_a_period_with_a_few_ratings_of_its_own_is_found(watched: Watch) -> None:
    n_of = {("unit", "open", period.text): 0 for period in PERIODS}
    n_of |= {("unit", "open", "2024-01"): 20, ("unit", "open", "2024-Q1"): 23}
    assert "unit open 2024-Q1 less MONTH" in attacks.few_between_periods(n_of, PERIODS)
