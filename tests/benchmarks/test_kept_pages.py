"""Target: a kept public page is served at least 0.9 times as fast as bare Flask serves constant bytes."""

from __future__ import annotations

import statistics
from pathlib import Path
from urllib.request import urlopen

from tests.benchmarks.load import Pace, pace
from tests.faults.server import served

ROUNDS = 5
PAGE = "/accountability"


def test_a_kept_page_beside_constant_bytes(city_instance: Path, tmp_path: Path) -> None:
    kept, unchanged, constant = [], [], []
    with served(city_instance) as portal, served(tmp_path, "tests.benchmarks.constant:app") as bare:
        for _round in range(ROUNDS):
            constant.append(pace(bare, "/"))
            kept.append(pace(portal, PAGE))
            unchanged.append(pace(portal, PAGE, headers="If-None-Match: *\r\n"))
    print(f"\nFlask, constant bytes      {_words(constant)}")
    print(f"kept page                  {_words(kept)}   ratio {_ratio(kept, constant)} (goal 0.9)")
    print(f"the same, unchanged (304)  {_words(unchanged)}   ratio {_ratio(unchanged, constant)}")
    assert all(one.per_second > 0 for one in kept)


def _words(paces: list[Pace]) -> str:
    rate = statistics.median(one.per_second for one in paces)
    cpu = statistics.median(one.cpu_us for one in paces)
    return f"{rate:7.0f} requests/s   {cpu:5.0f} µs of processor each"


def _ratio(paces: list[Pace], base: list[Pace]) -> str:
    """Of the medians, and the least and greatest of the rounds, which run one after the other."""
    rounds = [one.per_second / other.per_second for one, other in zip(paces, base, strict=True)]
    return f"{statistics.median(rounds):.2f} [{min(rounds):.2f}; {max(rounds):.2f}]"


def test_a_page_that_is_not_kept(city_instance: Path) -> None:
    """For comparison: the same page rendered for each request, over the same server."""
    address = f"{PAGE}?utm_long={'x' * 2000}"
    with served(city_instance) as portal:
        with urlopen(f"http://127.0.0.1:{portal}{address}") as answer:
            assert answer.status == 200  # an error would be fast
        made = [pace(portal, address) for _round in range(2)]
    print(f"\nthe page, rendered anew    {_words(made)}")
