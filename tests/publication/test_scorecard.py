"""The scorecard: exact, in whole blocks, with hidden where too few, and a headline that is fixed for the year."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from portal.domain.periods import parse_period
from portal.domain.questionnaire import Channel
from portal.publication.queries import CITY, asked_period, of_service, of_unit, scorecard, unit_scorecards
from tests.builders import a_service, a_unit, close, published, ratings

SEKADAU = Path(__file__).parent.parent / "domain" / "cases" / "sekadau_2019.csv"


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()
    a_service("kk")


def json_of(client: FlaskClient, period: str, unit: str = "dukcapil") -> dict[str, object]:
    answer = client.get(f"/api/v1/units/{unit}/scorecard?period={period}")
    assert answer.status_code == 200
    found: dict[str, object] = answer.get_json()
    return found


def test_the_sekadau_file_gives_its_known_index(cli: FlaskCliRunner, client: FlaskClient) -> None:
    done = cli.invoke(args=["responses", "import", str(SEKADAU), "--service", "ktp-el", "--on", "2019-06-20"])
    assert done.exit_code == 0, done.output
    assert cli.invoke(args=["publication", "release", "--close", "2019-06"]).exit_code == 0
    for period in ("2019", "2019-S1", "2019-Q2", "2019-06"):
        score = json_of(client, period)["channels"]["open"]  # type: ignore[index]
        assert (score["n"], score["index"], score["grade"]) == (49, 78.74, "B")
        assert score["interval"] == [74.58, 82.46]
    with SEKADAU.open(encoding="utf-8") as file:
        column = [int(row["persyaratan"]) for row in csv.DictReader(file)]
    persyaratan = score["elements"]["persyaratan"]
    assert persyaratan["histogram"] == [column.count(answer) for answer in (1, 2, 3, 4)]
    assert json_of(client, "2019-Q1")["channels"]["open"]["hidden"] == "no_ratings"  # type: ignore[index]


@pytest.mark.parametrize(
    ("n", "shown", "graded"),
    [(0, False, False), (9, False, False), (10, True, False), (29, True, False), (30, True, True)],
)
def test_nine_are_hidden_ten_shown_and_thirty_graded(client: FlaskClient, n: int, shown: bool, graded: bool) -> None:
    published(n)
    answer = json_of(client, "2026-Q3")
    score = answer["channels"]["open"]  # type: ignore[index]
    assert (score["index"] is not None) == shown
    assert (score["interval"] is not None) == shown
    assert (score["grade"] is not None) == graded
    assert (score["elements"]["waktu"]["grade"] is not None) == graded
    assert score["hidden"] == (None if shown else "too_few" if n else "no_ratings")
    assert score["n"] == (n if shown else 0)
    assert answer["received"] == {
        "published": n if shown else 0,
        "waiting": 0 if shown else n,
        "held": 0,
        "excluded": 0,
    }


def test_the_form_of_the_answer_is_the_contract(client: FlaskClient) -> None:
    published(30)
    answer = json_of(client, "2026-07")
    assert set(answer) == {"unit", "period", "publication", "headline", "received", "channels"}
    assert set(answer["channels"]) == {"verified", "open"}  # type: ignore[call-overload]
    score = answer["channels"]["open"]  # type: ignore[index]
    assert set(score) == {"n", "index", "grade", "interval", "share_satisfied", "hidden", "elements"}
    assert set(score["elements"]["waktu"]) == {"n", "mean", "index", "grade", "interval", "histogram", "hidden"}


def test_an_element_with_fewer_than_ten_answers_is_withheld_and_the_index_with_it(client: FlaskClient) -> None:
    published(12, packed=["344443330"] * 3 + ["344443334"] * 9)
    score = json_of(client, "2026-07")["channels"]["open"]  # type: ignore[index]
    assert (score["index"], score["hidden"]) == (None, "too_few")
    assert score["elements"]["sarana"]["index"] is None
    assert score["elements"]["waktu"]["index"] is not None


def test_a_unit_pools_the_answers_of_its_services() -> None:
    published(30, packed="444444444")
    published(10, service="kk", packed="222222222")
    assert scorecard(of_unit(a_unit()), parse_period("2026-07")).channels[Channel.OPEN].index == 87.5
    assert scorecard(of_service(a_service("kk")), parse_period("2026-07")).channels[Channel.OPEN].index == 50


def test_the_city_pools_all_units() -> None:
    a_service("poli", unit="puskesmas")
    published(30, packed="444444444")
    published(10, service="poli", packed="222222222")
    assert scorecard(CITY, parse_period("2026-Q3")).channels[Channel.OPEN].index == 87.5
    assert set(unit_scorecards(parse_period("2026-Q3"))) == {a_unit().id, a_unit("puskesmas").id}


def test_elements_not_asked_are_absent() -> None:
    a_service("domisili", unit="kelurahan", staff=4)
    published(12, service="domisili", packed="444440044")
    score = scorecard(of_unit(a_unit("kelurahan")), parse_period("2026-07")).channels[Channel.OPEN]
    assert set(score.elements) == {"persyaratan", "prosedur", "waktu", "biaya", "produk", "pengaduan", "sarana"}
    assert score.index == 100
    assert unit_scorecards(parse_period("2026-07"))[a_unit("kelurahan").id].channels[Channel.OPEN].index == 100


def test_the_headline_is_verified_after_a_year_of_thirty_a_quarter() -> None:
    for month in ("2025-02", "2025-05", "2025-08", "2025-11"):
        ratings(30, month=month, channel=Channel.VERIFIED)
    close("2025-12")
    scope = of_unit(a_unit())
    assert scorecard(scope, parse_period("2026-Q1")).headline is Channel.VERIFIED
    assert scorecard(scope, parse_period("2025-Q4")).headline is Channel.OPEN
    assert scorecard(scope, parse_period("2027")).headline is Channel.OPEN


def test_one_quarter_short_keeps_the_headline_open() -> None:
    for month, n in (("2025-02", 30), ("2025-05", 29), ("2025-08", 30), ("2025-11", 30)):
        ratings(n, month=month, channel=Channel.VERIFIED)
    close("2025-12")
    assert scorecard(of_unit(a_unit()), parse_period("2026-Q1")).headline is Channel.OPEN


def test_the_default_period_is_the_last_quarter_with_a_published_rating() -> None:
    scope = of_unit(a_unit())
    assert asked_period(None, scope, "2026-11").text == "2026-Q4"
    published(12, month="2026-02")
    assert asked_period(None, scope, "2026-11").text == "2026-Q1"
    assert asked_period("2025", scope, "2026-11").text == "2025"


@pytest.mark.parametrize("period", ["2026-13", "2026-Q5", "2026-07-01", "juli", "", "2026-S3", "٢٠٢٦", "a\x00"])
def test_a_bad_period_is_named(client: FlaskClient, period: str) -> None:
    answer = client.get("/api/v1/units/dukcapil/scorecard", query_string={"period": period})
    assert answer.status_code == 400
    assert answer.get_json()["errors"][0]["field"] == "period"


def test_an_unknown_unit_is_not_found(client: FlaskClient) -> None:
    answer = client.get("/api/v1/units/tidak-ada/scorecard")
    assert answer.status_code == 404
    assert answer.get_json()["code"] == "unknown_unit"
