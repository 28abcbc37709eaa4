"""A unit with two years of results, for documents to be made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal.domain.questionnaire import Channel
from portal.domain.respondents import Respondent
from tests.builders import MIXED, PACKED, a_service, a_unit, close, ratings

HOSTILE = '=cmd|"/c calc"!A1 #let x = $a$ @b \\n <i> `c` *d* 👋 漢 \u202egnol\u202c ' + "W" * 60
"""A unit's name that would like to be a formula, code, markup or a line that runs backwards."""


Card = dict[str, Any]
"""A scorecard as the API gives it."""


@pytest.fixture
def city(app: Flask) -> None:
    """Dukcapil with both channels, a blank here and there, respondents of a closed year; and two units beside it."""
    with app.app_context():
        a_service(users=500)
        a_service("kk", name="Kartu Keluarga", users=1200)
        a_unit("musuh", name=HOSTILE)
        a_service("serangan", unit="musuh", name='=HYPERLINK("x") #panic()')
        a_unit("kosong", name="Unit Kosong")
        a_service("sunyi", unit="sepi", name="Layanan sunyi")
        told = Respondent("L", "26_35", "sma", "asn"), Respondent("P", "36_45", "d4_s1", "swasta")
        for month in ("2025-02", "2025-11"):
            ratings(40, month=month, packed=[*MIXED] * 5, respondent=told[0])
            ratings(25, month=month, packed=[*MIXED] * 3 + [PACKED], respondent=told[1])
        close("2025-12")
        ratings(40, packed=[*MIXED] * 5)
        ratings(7, packed="304443330")
        ratings(31, service="kk", channel=Channel.VERIFIED, packed=[*MIXED] * 3 + ["444444440"] * 7)
        ratings(33, service="serangan", packed=[*MIXED] * 4 + [PACKED])
        ratings(9, service="sunyi")
        close("2026-07")


@pytest.fixture
def scorecard(app: Flask, city: None) -> Callable[[str], Card]:
    """What the API says of a unit in the third quarter of 2026."""

    def ask(unit: str) -> Card:
        said: Card = app.test_client().get(f"/api/v1/units/{unit}/scorecard?period=2026-Q3").get_json()
        return said

    return ask
