"""What officers see of the monitors: units with alarms, the days of one, why each alarm rose; and who sees none."""

from __future__ import annotations

import datetime

import pytest
from flask import Flask

from portal.core.clock import today
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.monitors import Monitor
from portal.integrity.forms import alarm_sentence
from portal.integrity.jobs import watch
from portal.integrity.models import UnitAlarm
from tests.builders import a_service
from tests.cast import signed_in
from tests.integrity.arrivals import WORST, arrive, usual_days

ONE_DAY = datetime.timedelta(days=1)


def brigaded(app: Flask, unit: str = "dukcapil", service: str = "ktp-el") -> datetime.date:
    """A unit with usual weeks, and a flood of the worst answers today."""
    with app.app_context():
        day = today()
        a_service(service, unit=unit)
        usual_days(unit=unit, until=day)
        arrive(8, day=day, service=service)
        arrive(12, WORST, day=day, service=service)
        watch(day=day, is_over=False)
    return day


def test_an_officer_reads_what_rose_why_and_since_when(app):
    brigaded(app)
    officer = signed_in(app, "integrity")
    listed = officer.get("/integrity").text
    assert 'href="/integrity/dukcapil"' in listed
    shown = officer.get("/integrity/dukcapil").text
    assert "Rata-rata tiba-tiba turun" in shown
    assert "biasanya 3,21" in shown
    assert "Penilaian terbuka per hari" in shown
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="chart"' in shown
    assert "day-alarm" in shown
    assert 'href="/integrity/dukcapil/held"' in shown


def test_the_page_says_the_day_of_each_count(app):
    brigaded(app)
    shown = signed_in(app, "integrity").get("/integrity/dukcapil").text
    assert '<td class="number">20</td><td class="number">' in shown


def test_an_alarm_that_goes_on_says_so_and_an_old_one_stands_apart(app):
    day = brigaded(app)
    officer = signed_in(app, "integrity")
    assert "masih berlangsung" in officer.get("/integrity").text
    assert "Lebih lama" not in officer.get("/integrity").text
    with app.app_context(), transaction():
        for alarm in db.session.query(UnitAlarm):
            alarm.since = alarm.raised = alarm.last = day - 40 * ONE_DAY
    listed = officer.get("/integrity").text
    assert "Tidak ada alarm dalam empat minggu terakhir." in listed
    assert "masih berlangsung" not in listed
    assert 'href="/integrity/dukcapil"' in listed[listed.index("Lebih lama") :]


def test_figures_about_the_answers_of_a_few_are_not_told(app):
    alarm = UnitAlarm(channel="open", monitor="mean_down", found=100, usual=321)
    with app.test_request_context():
        assert "1,00" not in alarm_sentence(alarm, is_told=False)
        assert "1,00" in alarm_sentence(alarm, is_told=True)


def test_nor_does_the_page_tell_them(app):
    with app.app_context():
        day = today()
        a_service()
        usual_days(1, until=day)
        arrive(9, WORST, day=day)
        watch(day=day, is_over=False)
    shown = signed_in(app, "integrity").get("/integrity/dukcapil").text
    assert "Rata-rata tiba-tiba turun" in shown
    assert "1,00" not in shown


@pytest.mark.parametrize("monitor", Monitor)
@pytest.mark.parametrize("channel", ["open", "verified"])
def test_each_alarm_has_its_sentence(app, monitor, channel):
    day = datetime.date(2026, 7, 15)
    alarm = UnitAlarm(channel=channel, monitor=monitor.value, found=25, usual=-5, since=day, raised=day, last=day)
    with app.test_request_context():
        assert len(alarm_sentence(alarm, is_told=True)) > 40


def test_an_officer_of_the_unit_sees_nothing_of_it(app):
    brigaded(app)
    brigaded(app, "disdik", "ijazah")
    officer = signed_in(app, "integrity", "dukcapil")
    listed = officer.get("/integrity").text
    assert "/integrity/disdik" in listed
    assert "/integrity/dukcapil" not in listed
    assert officer.get("/integrity/dukcapil").status_code == 403
    assert officer.get("/integrity/disdik").status_code == 200


@pytest.mark.parametrize("role", ["manager", "unit_head", "administrator", "reviewer", "moderator"])
def test_nobody_else_sees_signals(app, role):
    brigaded(app)
    person = signed_in(app, role, "dukcapil" if role in {"manager", "unit_head"} else None)
    assert person.get("/integrity").status_code == 403
    assert person.get("/integrity/dukcapil").status_code == 403
    assert "/integrity" not in person.get("/workplace").text


def test_an_alarm_is_a_duty_of_officers_while_it_is_fresh(app):
    day = brigaded(app)
    officer = signed_in(app, "integrity")
    assert "alarm, penilaian tidak seperti biasanya" in officer.get("/workplace").text
    with app.app_context(), transaction():
        for alarm in db.session.query(UnitAlarm):
            alarm.since = alarm.raised = alarm.last = day - 4 * ONE_DAY
    assert "alarm, penilaian tidak seperti biasanya" not in officer.get("/workplace").text


def test_without_an_alarm_the_pages_say_so(app):
    with app.app_context():
        a_service()
    auditor = signed_in(app, "auditor")
    assert "Tidak ada alarm dalam empat minggu terakhir." in auditor.get("/integrity").text
    assert "Belum ada penilaian yang dihitung per hari." in auditor.get("/integrity/dukcapil").text
    assert auditor.get("/integrity/tidak-ada").status_code == 404
