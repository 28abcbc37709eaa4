"""Monitors on real tables: each rating counted once, alarms remembered, what fits held, and nothing else."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest
from sqlalchemy import select, update

from config import Settings
from portal.core.clock import now, today
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.integrity import State
from portal.domain.monitors import week_of
from portal.domain.questionnaire import Channel
from portal.integrity.jobs import watch
from portal.integrity.models import HeldCluster, UnitAlarm, UnitDay
from portal.integrity.services import count_days, count_undecided, forget_counters
from portal.publication.jobs import release
from portal.publication.services import list_intake
from portal.responses.models import Mark
from portal.visits.models import VisitCode
from portal.visits.services import mint
from tests.builders import a_rating, a_service, decide, ratings, some_ratings
from tests.integrity.arrivals import BEST, DAY, WORST, arrive, counters, held, usual_days

ONE_DAY = datetime.timedelta(days=1)
pytestmark = pytest.mark.usefixtures("app_context")


def run(day: datetime.date = DAY, *, is_over: bool = False):
    return watch(day=day, is_over=is_over)


def test_each_rating_is_counted_once_however_often_one_looks():
    a_service()
    a_rating(day=DAY)
    run()
    a_rating(day=DAY)
    run()
    run()
    assert counters() == {("open", DAY): 2}


def test_a_release_counts_what_no_hour_has_counted_before_it_draws():
    a_service()
    arrive(30)
    release(day=DAY)
    assert counters() == {("open", DAY): 30}


def test_what_came_in_after_the_count_is_neither_listed_nor_drawn():
    a_service()
    arrive(30)
    with transaction():
        assert list_intake(day=DAY) == 0
    release(day=DAY)
    assert db.session.scalars(select(Mark.listed)).all().count(True) == 10


def test_an_import_has_no_day_and_is_not_watched():
    a_service()
    ratings(500, packed=BEST)
    assert run() == []
    assert counters() == {}


def test_a_quiet_day_has_no_alarm_and_holds_nothing():
    usual_days()
    arrive(8)
    assert run() == []
    assert held() == {}


def test_a_downward_flood_is_held_and_the_honest_ratings_of_the_day_are_not():
    usual_days()
    arrive(8)
    arrive(12, WORST)
    assert "mean_down" in {alarm.monitor.value for _unit, alarm in run()}
    assert held() == {"mean_down": 12}


def test_an_upward_flood_holds_what_has_the_best_answers():
    usual_days()
    arrive(6, tuple(one for one in ("343443332", "232333232", "222423321")))
    arrive(60, BEST)
    run()
    assert held()["mean_up"] == 60
    assert "straight_lines" not in held()


def test_far_more_ratings_than_usual_are_all_held_as_nothing_tells_them_apart():
    usual_days()
    arrive(60)
    run()
    found = held()
    assert found["many"] + found.get("straight_lines", 0) == 60


def test_an_alarm_that_goes_on_holds_what_comes_next_until_it_ends():
    usual_days()
    arrive(12, WORST)
    run()
    arrive(3, WORST)
    run()
    assert held() == {"mean_down": 15}
    for days in range(1, 9):
        arrive(8, day=DAY + days * ONE_DAY)
        run(DAY + days * ONE_DAY, is_over=True)
    before = held()
    arrive(1, WORST, day=DAY + 9 * ONE_DAY)
    run(DAY + 9 * ONE_DAY)
    assert held() == before


def test_one_alarm_stays_one_however_long_it_lasts():
    usual_days()
    for days in range(3):
        arrive(12, WORST, day=DAY + days * ONE_DAY)
        run(DAY + days * ONE_DAY)
    of_mean = db.session.scalars(select(UnitAlarm).where(UnitAlarm.monitor == "mean_down")).one()
    assert (of_mean.since, of_mean.raised, of_mean.last) == (DAY, DAY, DAY + 2 * ONE_DAY)


def test_what_was_decided_is_not_held_again():
    usual_days()
    arrive(12, WORST)
    ids = some_ratings()
    decide(ids[:5], State.COUNTED)
    run()
    assert held() == {"mean_down": 7}


def test_verified_ratings_are_held_for_their_codes_alone():
    usual_days()
    arrive(40, BEST, channel=Channel.VERIFIED)
    run()
    assert held() == {}


def test_a_day_whose_codes_all_came_back_holds_the_verified_ratings_since():
    rated = a_service()
    arrive(4, channel=Channel.VERIFIED, day=DAY - ONE_DAY)
    with transaction():
        mint(service=rated, count=100, day=DAY)
        db.session.execute(update(VisitCode).values(used=True))
    arrive(50, channel=Channel.VERIFIED)
    arrive(5)
    assert [alarm.monitor.value for _unit, alarm in run()] == ["redemption"]
    assert held() == {"redemptions": 50}


def test_codes_that_come_back_as_usual_hold_nothing():
    rated = a_service()
    with transaction():
        mint(service=rated, count=100, day=DAY)
    arrive(50, channel=Channel.VERIFIED)
    assert run() == []


def test_where_limits_are_off_alarms_are_told_and_nothing_is_held(app, monkeypatch):
    usual_days()
    monkeypatch.setattr(app.extensions["portal"], "settings", Settings(limits=False))
    arrive(12, WORST)
    assert run() != []
    release(day=DAY)
    assert held() == {}


def test_answers_of_old_days_are_kept_for_ten_ratings_together_alone():
    usual_days(2, weeks=15)
    day = DAY - 40 * ONE_DAY
    total = sum(row.points for row in db.session.scalars(select(UnitDay)))
    for _ in range(2):
        with transaction():
            forget_counters(today=DAY)
    rows = db.session.scalars(select(UnitDay).where(UnitDay.day < day)).all()
    assert sum(row.points for row in db.session.scalars(select(UnitDay))) == total
    assert sorted(row.measured for row in rows if row.measured)[1:] >= [10]
    assert all(row.day.weekday() == 0 for row in rows if row.measured)
    assert {row.n for row in rows if row.n} == {2}


def test_old_weeks_of_fewer_than_ten_ratings_keep_no_day():
    usual_days(1, weeks=15)
    before = weeks_of(db.session.scalars(select(UnitDay)))
    for _ in range(2):
        with transaction():
            forget_counters(today=DAY)
    db.session.expire_all()
    assert weeks_of(db.session.scalars(select(UnitDay))) == before
    days = db.session.scalars(select(UnitDay.day).where(UnitDay.n > 0)).all()
    assert {day.weekday() for day in days if day < DAY - 40 * ONE_DAY} == {0}
    assert {day.weekday() for day in days} == set(range(7)), "days of the last weeks are kept"


def weeks_of(rows) -> dict[int, int]:
    """Ratings by week."""
    found = Counter[int]()
    for row in rows:
        found[week_of(row.day)] += row.n
    return dict(found)


def test_counters_and_alarms_go_after_four_hundred_days():
    usual_days()
    arrive(12, WORST)
    run()
    with transaction():
        forget_counters(today=DAY + 400 * ONE_DAY)
    assert db.session.scalars(select(UnitAlarm)).all() != []
    with transaction():
        forget_counters(today=DAY + 401 * ONE_DAY)
    assert db.session.scalars(select(UnitDay)).all() == []
    assert db.session.scalars(select(UnitAlarm)).all() == []


def test_the_command_tells_each_alarm(app):
    usual_days()
    arrive(12, WORST)
    result = app.test_cli_runner().invoke(args=["integrity", "monitor", "--date", str(DAY)])
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"dukcapil open mean_down since {DAY} found 100 usual 321",
        f"dukcapil open straight_lines since {DAY} found 100 usual 15",
        f"2 alarm pada {DAY}.",
    ]


def test_what_the_command_holds_for_a_day_long_over_has_its_seven_days_from_now(app):
    usual_days()
    arrive(12, WORST)
    app.test_cli_runner().invoke(args=["integrity", "monitor", "--date", str(DAY)])
    assert set(db.session.scalars(select(HeldCluster.day))) == {today()}
    with transaction():
        assert count_undecided(day=today() + 6 * ONE_DAY, at=now()).counted == []


def test_the_command_does_not_look_into_the_future(app):
    assert app.test_cli_runner().invoke(args=["integrity", "monitor", "--date", "2099-01-01"]).exit_code == 1


def test_counting_says_how_many():
    a_service()
    arrive(3)
    with transaction():
        assert count_days() == 3
