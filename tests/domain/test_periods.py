"""Periods as addresses name them, and what lies inside them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.errors import MalformedRequest
from portal.domain.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    Period,
    PeriodKind,
    city_day,
    is_ended,
    is_nameable,
    latest_quarters,
    month_of,
    next_month,
    parse_period,
    previous_month,
    quarter_of,
    year_of,
)

WIT = ZoneInfo("Asia/Jayapura")
months = st.dates(date(2000, 1, 1), date(2199, 12, 31)).map(month_of)


@pytest.mark.parametrize(
    ("text", "kind", "first", "last", "previous"),
    [
        ("2026", PeriodKind.YEAR, "2026-01", "2026-12", "2025"),
        ("2026-S1", PeriodKind.SEMESTER, "2026-01", "2026-06", "2025-S2"),
        ("2026-S2", PeriodKind.SEMESTER, "2026-07", "2026-12", "2026-S1"),
        ("2026-Q1", PeriodKind.QUARTER, "2026-01", "2026-03", "2025-Q4"),
        ("2026-Q3", PeriodKind.QUARTER, "2026-07", "2026-09", "2026-Q2"),
        ("2026-09", PeriodKind.MONTH, "2026-09", "2026-09", "2026-08"),
        ("2026-01", PeriodKind.MONTH, "2026-01", "2026-01", "2025-12"),
        ("2199-12", PeriodKind.MONTH, "2199-12", "2199-12", "2199-11"),
    ],
)
def test_a_period_is_read_and_written_back(text, kind, first, last, previous):
    period = parse_period(text)
    assert (period.text, str(period), period.kind, period.year) == (text, text, kind, int(text[:4]))
    assert (period.first_month, period.last_month, period.previous.text) == (first, last, previous)
    assert len(period.months) == kind.value


@pytest.mark.parametrize(
    "text",
    [
        "", " 2026", "2026 ", "2026\n", "2026-", "2026-00", "2026-13", "2026-9", "2026-009", "2026-Q0", "2026-Q5",
        "2026-Q01", "2026-q3", "2026-S0", "2026-S3", "2026-M1", "1999", "1999-12", "2200", "2200-01", "02026", "26",
        "２０２６", "2026-٠٩", "2026-0٩", "2026-Q٣", "2026-07-01", "2026-W01", "junk", "2026-Q3\x00", "-2026",
    ],
)  # fmt: skip
def test_anything_else_is_a_bad_period(text):
    with pytest.raises(MalformedRequest) as caught:
        parse_period(text)
    assert caught.value.code == "bad_period"
    assert [(e.field, e.code) for e in caught.value.errors] == [("period", "bad_period")]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("2026-09", "2026-09"),
        ("2026-Q3", "2026-07 2026-08 2026-09 2026-Q3"),
        ("2026-S1", "2026-01 2026-02 2026-03 2026-04 2026-05 2026-06 2026-Q1 2026-Q2"),
        ("2026", " ".join([f"2026-{m:02}" for m in range(1, 13)] + ["2026-Q1 2026-Q2 2026-Q3 2026-Q4 2026"])),
    ],
)
def test_a_period_holds_the_blocks_wholly_inside_it(text, blocks):
    assert parse_period(text).block_periods == tuple(blocks.split())


@given(months)
def test_a_month_lies_in_its_quarter_and_year(month):
    assert month in quarter_of(month).months
    assert month in year_of(month).months
    assert quarter_of(month).text in year_of(month).block_periods


@given(months)
def test_the_month_before_the_next_is_the_month(month):
    assert previous_month(next_month(month)) == month == next_month(previous_month(month))
    assert previous_month(month) < month < next_month(month)
    assert parse_period(month).previous.text == previous_month(month)


@pytest.mark.parametrize("month", ["2026-00", "2026-13", "2026", "2026-Q1"])
def test_what_is_no_month_is_refused(month):
    with pytest.raises(ValueError):  # noqa: PT011 - int() words some of them
        next_month(month)


@pytest.mark.parametrize(("kind", "number"), [(PeriodKind.QUARTER, 5), (PeriodKind.YEAR, 2), (PeriodKind.MONTH, 0)])
def test_no_period_outside_its_year_can_be_made(kind, number):
    with pytest.raises(ValueError, match="in a year"):
        Period(kind, 2026, number)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 9, 30, 14, 59, 59, tzinfo=UTC), date(2026, 9, 30)),
        (datetime(2026, 9, 30, 15, 0, tzinfo=UTC), date(2026, 10, 1)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_day_is_that_of_the_city(instant, day):
    assert city_day(instant, WIT) == day
    assert month_of(day) == f"{day:%Y-%m}"


@pytest.mark.parametrize("day", [date(1926, 6, 20), date(1999, 12, 31), date(2200, 1, 1)])
def test_no_month_is_made_that_no_address_can_name(day):
    assert not is_nameable(day)
    with pytest.raises(ValueError, match="2000 to 2199"):
        month_of(day)
    with pytest.raises(MalformedRequest):
        parse_period(f"{day:%Y-%m}")


@pytest.mark.parametrize("day", [date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)])
def test_the_first_and_the_last_month_can_be_named(day):
    assert is_nameable(day)
    assert parse_period(month_of(day)).text == f"{day:%Y-%m}"


def test_an_instant_without_a_zone_is_refused():
    naive = datetime(2026, 9, 30, tzinfo=UTC).replace(tzinfo=None) + timedelta(hours=1)
    with pytest.raises(ValueError, match="time zone"):
        city_day(naive, WIT)


@pytest.mark.parametrize(
    ("text", "current", "ended"),
    [
        ("2026-Q3", "2026-09", False),
        ("2026-Q3", "2026-10", True),
        ("2026", "2026-12", False),
        ("2026", "2027-01", True),
        ("2026-09", "2026-09", False),
    ],
)
def test_a_period_ends_with_its_last_month(text, current, ended):
    assert is_ended(parse_period(text), current) is ended


@pytest.mark.parametrize("up_to", ["2026-Q2", "2026-05", "2026-S1"])
def test_the_latest_quarters_end_with_that_of_the_period(up_to):
    found = latest_quarters(4, parse_period(up_to))
    assert [quarter.text for quarter in found] == ["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"]


def test_periods_overlap_where_they_share_a_month():
    assert parse_period("2026-08").overlapping == ("2026", "2026-S2", "2026-Q3", "2026-08")
    assert parse_period("2026-Q3").overlapping == ("2026", "2026-S2", "2026-Q3", "2026-07", "2026-08", "2026-09")
    assert len(parse_period("2026-S1").overlapping) == 1 + 1 + 2 + 6
    assert len(parse_period("2026").overlapping) == 1 + 2 + 4 + 12
