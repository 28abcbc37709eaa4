"""The promise to a village behind one address: a thousand honest ratings in an hour, and nobody is turned away."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask

from tests.builders import a_service
from tests.responses.posting import count, noticed
from tests.responses.village import Clock, live_an_hour

SERVICES = [f"layanan-{number}" for number in range(60)]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_thousand_honest_ratings_in_an_hour_from_one_address(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        for number, slug in enumerate(SERVICES):
            a_service(slug, unit=f"unit-{number % 12}")
    statuses = live_an_hour(app, Clock(monkeypatch), SERVICES, devices=200, each=5, seed=20261)
    signals = Counter(noticed(app))
    print(
        f"\n1,000 honest ratings in an hour, one address, 200 devices (10 keep no cookie, 20 have no script): "
        f"accepted {statuses[303]}, asked for a proof {statuses[428]}, refused {statuses[429]}; "
        f"without a signal {signals['']}, {dict(signals)}"
    )
    assert statuses[429] == 0
    assert set(statuses) <= {303, 428}
    assert statuses[303] >= 995
    assert signals[""] >= 995
    assert count(app) == statuses[303]
