"""The proof of disclosure at full length: each night of two years, every figure in every format, and the attacks.

Takes minutes; `make proof` runs it. tests/disclosure holds its short form, and shows that it can fail.
"""

from __future__ import annotations

import datetime
import time
from pathlib import Path

import pytest

from portal.publication.services import differences
from tests.backends import Backend
from tests.disclosure import attacks
from tests.disclosure.city import Volume
from tests.disclosure.twin import PERIODS
from tests.disclosure.watch import two_years

EVERY_NIGHT = Volume(units=60, scale=0.5, seed=2)
LOOKS = [
    datetime.date(2024, 4, 6),
    datetime.date(2024, 4, 7),
    datetime.date(2024, 11, 20),
    datetime.date(2024, 11, 21),
    datetime.date(2025, 1, 7),
    datetime.date(2025, 8, 30),
    datetime.date(2026, 1, 7),
    datetime.date(2026, 1, 20),
]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_every_night_of_two_years(backend: Backend, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    started = time.process_time()
    with two_years(backend, tmp_path, EVERY_NIGHT, looks=LOOKS, addresses=300, asked_units=12) as watch:
        assert watch.complaints == []
        assert differences() == []
        assert list(attacks.few_in_blocks(watch.lists)) == []
        assert list(attacks.few_between_publications(watch.lists)) == []
        assert list(attacks.few_in_sums(watch.lists)) == []
        assert list(attacks.few_between_periods(watch.n_of, PERIODS)) == []
        assert list(attacks.few_between_periods(watch.excluded_n_of, PERIODS)) == []
        assert list(attacks.few_between_levels(watch.lists, PERIODS)) == []
        blocks = watch.lists.blocks
        with capsys.disabled():
            print(
                f"\n{len(watch.lists.stands)} ratings in {len(blocks)} blocks, "
                f"{sum(block.sign < 0 for block in blocks)} of them negative; compared {dict(watch.compared)}; "
                f"{watch.city.desk.figures()}; "
                f"{time.process_time() - started:.0f} s of one processor"
            )
