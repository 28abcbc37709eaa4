"""Who answered: counted once at a year's close, from whole blocks, with nobody standing alone."""

from __future__ import annotations

import datetime

import pytest
from flask import Flask, render_template_string
from sqlalchemy import func, select

from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.questionnaire import Channel
from portal.domain.respondents import ATTRIBUTES, REST, Respondent
from portal.publication.models import RespondentCount, RespondentYear
from portal.publication.queries import Respondents, respondents_of
from portal.publication.services import publish
from portal.responses.forms.respondent_words import respondent_words
from tests.builders import a_rating, a_service, a_unit, close, ratings

WOMAN = Respondent(sex="P", age_band="26_35", education="sma", occupation="rumah_tangga")
MAN = Respondent(sex="L", age_band="46_55", education="sma", occupation="petani_nelayan")


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()


def of(year: int | None = 2025, unit: str = "dukcapil") -> Respondents:
    found = respondents_of(a_unit(unit).id, year)
    assert found is not None
    return found


def years() -> list[int]:
    return list(db.session.scalars(select(RespondentYear.year).order_by(RespondentYear.year)))


# --- what is counted ---------------------------------------------------------------------------------------------


def test_a_years_close_counts_each_attribute_by_itself() -> None:
    ratings(20, month="2025-03", respondent=WOMAN)
    ratings(12, month="2025-11", respondent=MAN)
    ratings(10, month="2025-11")
    close("2025-12")
    found = of()
    assert (found.year, found.n) == (2025, 42)
    assert found.counts == {
        "sex": [("L", 12), ("P", 20), (REST, 10)],
        "age_band": [("26_35", 20), ("46_55", 12), (REST, 10)],
        "education": [("sma", 32), (REST, 10)],
        "occupation": [("petani_nelayan", 12), ("rumah_tangga", 20), (REST, 10)],
    }


def test_both_channels_count_together_and_what_waits_does_not() -> None:
    ratings(20, month="2025-03", respondent=WOMAN)
    ratings(15, month="2025-03", respondent=MAN, channel=Channel.VERIFIED)
    ratings(9, month="2025-03", respondent=WOMAN, service=a_service("poli", unit="puskesmas").slug)
    close("2025-12")
    assert of().counts["sex"] == [("L", 15), ("P", 20)]
    assert respondents_of(a_unit("puskesmas").id, 2025) is None


def test_remainders_that_joined_in_the_year_are_counted() -> None:
    ratings(25, month="2025-03", respondent=WOMAN)
    ratings(6, month="2025-06", respondent=MAN)
    ratings(6, month="2025-09", respondent=MAN)
    close("2025-12")
    assert of().counts["sex"] == [("L", 12), ("P", 25)]


def test_who_told_one_thing_only_is_silent_in_the_others() -> None:
    for number in range(30):
        a_rating(respondent={"sex": "L"} if number < 20 else {"age_band": "gt65"}, day=datetime.date(2025, 3, 3))
    close("2025-12")
    assert of().counts["sex"] == [("L", 20), (REST, 10)]
    assert of().counts["age_band"] == [("gt65", 10), (REST, 20)]
    assert of().counts["education"] == [(REST, 30)]


@pytest.mark.parametrize(("n", "is_counted"), [(29, False), (30, True)])
def test_a_unit_needs_thirty_ratings(n: int, is_counted: bool) -> None:
    ratings(n, month="2025-03", respondent=WOMAN)
    close("2025-12")
    assert (respondents_of(a_unit().id, 2025) is not None) == is_counted


def test_nobody_stands_among_fewer_than_ten() -> None:
    for number, (sex, age) in enumerate(zip("LP" * 20, ATTRIBUTES["age_band"] * 6, strict=False)):
        ratings(1, month=f"2025-0{number % 9 + 1}", respondent=Respondent(sex=sex, age_band=age))
    close("2025-12")
    assert db.session.scalar(select(func.min(RespondentCount.n))) == 20
    assert of().counts["age_band"] == [(REST, 40)]


# --- once --------------------------------------------------------------------------------------------------------


def test_nothing_is_counted_before_december_is_closed() -> None:
    ratings(40, month="2025-03", respondent=WOMAN)
    close("2025-11")
    assert years() == []
    assert respondents_of(a_unit().id) is None
    close("2026-01")
    assert years() == [2025]


def test_a_year_is_counted_once_whatever_comes_late() -> None:
    ratings(40, month="2025-03", respondent=WOMAN)
    ratings(20, month="2025-03", service=a_service("poli", unit="puskesmas").slug)
    close("2025-12")
    ratings(40, month="2025-03", respondent=MAN)
    ratings(20, month="2025-03", service="poli")
    close("2025-12")
    assert of().counts["sex"] == [("P", 40)]
    assert respondents_of(a_unit("puskesmas").id, 2025) is None
    assert years() == [2025]


def test_a_year_in_which_no_unit_had_thirty_is_not_counted_again() -> None:
    ratings(20, month="2025-03")
    close("2025-12")
    ratings(40, month="2025-03")
    close("2026-01")
    assert respondents_of(a_unit().id) is None


def test_years_that_were_missed_are_made_up_for_and_the_latest_is_given() -> None:
    ratings(30, month="2023-03", respondent=WOMAN)
    ratings(30, month="2025-03", respondent=MAN)
    close("2026-07")
    assert years() == [2023, 2024, 2025]
    assert of(2023).counts["sex"] == [("P", 30)]
    assert of(None) == of(2025)
    assert respondents_of(a_unit().id, 2024) is None


def test_the_latest_year_is_that_of_the_city_even_where_the_unit_has_too_few() -> None:
    ratings(30, month="2024-03", respondent=WOMAN)
    ratings(12, month="2025-03", respondent=WOMAN)
    close("2025-12")
    assert of(2024).n == 30
    assert respondents_of(a_unit().id) is None


def test_a_release_that_closes_nothing_counts_nothing() -> None:
    ratings(30, month="2025-03")
    with transaction():
        publish(day=datetime.date(2026, 8, 7), close=None)
    assert years() == []


# --- how it looks ------------------------------------------------------------------------------------------------


def test_the_table_calls_them_what_the_form_calls_them(app: Flask) -> None:
    ratings(20, month="2025-03", respondent=WOMAN)
    ratings(1220, month="2025-03", respondent=Respondent(occupation="lainnya"))
    close("2025-12")
    template = '{% from "macros/respondents.html" import respondents_table %}{{ respondents_table(found, words) }}'
    with app.test_request_context("/"):
        html = render_template_string(template, found=of(), words=respondent_words())
    for words in ("Tahun 2025, 1.240 penilaian", "Jenis kelamin", "Perempuan", "Mengurus rumah tangga", "26–35 tahun"):
        assert words in html
    assert html.count("Lainnya atau tidak menjawab") == 4
    assert html.count("1.220") == 4


def test_there_is_a_word_for_every_category(app: Flask) -> None:
    with app.test_request_context("/"):
        words = respondent_words()
    assert {attribute: {"", *codes} for attribute, codes in ATTRIBUTES.items()} == {
        attribute: set(codes) for attribute, codes in words.items()
    }
