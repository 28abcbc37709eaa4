"""The report of all units: asked for at the desk, made by the worker, followed, stopped, had, and forgotten."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.catalogue.models import Unit
from portal.catalogue.queries import unit_by_slug
from portal.core.clock import now
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.errors import Refused
from portal.domain.periods import parse_period
from portal.domain.report_runs import LOST_AFTER
from portal.reports import documents, jobs
from portal.reports.models import ReportRun
from portal.reports.services import ask_report, cancel_report, finish_report, report_progress, take_report
from portal.reports.shelf import sweep
from tests.cast import csrf_of, signed_in
from tests.reports.reading import is_accessible, opened, text_of

DESK = "/admin/reports"


def ask(client: FlaskClient, period: str = "2025", language: str = "id") -> str:
    data = {"csrf_token": csrf_of(client, DESK), "period": period, "language": language}
    answer = client.post(DESK, data=data, follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


def work(app: Flask) -> None:
    with app.app_context():
        jobs.asked_for()


def shelf(app: Flask) -> set[str]:
    return {file.name for file in Path(app.extensions["portal"].settings.instance, "reports").iterdir()}


@pytest.fixture(autouse=True)
def empty_shelf(app: Flask) -> None:
    with app.app_context():
        sweep(())


def test_a_reviewer_asks_the_worker_makes_and_the_file_holds_every_unit(app: Flask, city: None) -> None:
    reviewer = signed_in(app, "reviewer")
    page = ask(reviewer)
    assert "Menunggu giliran" in page
    assert "data-watch" in page
    assert "Buat laporan" not in page
    work(app)
    page = reviewer.get(DESK).text
    assert "Selesai: 1 unit, 1 MB." in page
    with reviewer.get(f"{DESK}/1.zip") as answer:
        assert "laporan-kota-2025-id.zip" in answer.headers["Content-Disposition"]
        body = io.BytesIO(answer.data)
    with zipfile.ZipFile(body) as archive:
        names = sorted(archive.namelist())
        assert names == ["dukcapil/skm-dukcapil-2025.pdf", "dukcapil/skm-dukcapil-2025.xlsx", "ikhtisar-kota-2025.pdf"]
        overview = archive.read("ikhtisar-kota-2025.pdf")
        report = text_of(archive.read(names[0]))
    with opened(overview) as pdf:
        is_accessible(pdf, "id")
    text = text_of(overview)
    said = app.test_client().get("/api/v1/units/dukcapil/scorecard?period=2025").get_json()["channels"]["open"]
    assert f"IKM = {said['index']:.2f}".replace(".", ",") in report
    assert f"Dinas Dukcapil belum terverifikasi 130 {said['index']:.2f}".replace(".", ",") in text
    assert "Unit Kosong – – – – – –" in text
    with app.app_context():
        deeds = list(db.session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("report.%"))))
    assert deeds == ["report.ask", "report.make"]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_worker_writes_english_too(app: Flask, city: None) -> None:
    reviewer = signed_in(app, "reviewer")
    ask(reviewer, language="en")
    work(app)
    with reviewer.get(f"{DESK}/1.zip") as answer:
        body = io.BytesIO(answer.data)
    with zipfile.ZipFile(body) as archive, opened(archive.read("ikhtisar-kota-2025.pdf")) as pdf:
        is_accessible(pdf, "en")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_only_who_may_report_all_units_gets_there(app: Flask, city: None) -> None:
    ask(signed_in(app, "reviewer"))
    work(app)
    auditor = signed_in(app, "auditor")
    assert "Buat laporan" not in auditor.get(DESK).text
    with auditor.get(f"{DESK}/1.zip") as file:
        assert file.data.startswith(b"PK")
    assert auditor.post(DESK, data={"csrf_token": csrf_of(auditor, "/account")}).status_code == 403
    for role, unit in (("manager", "dukcapil"), ("unit_head", "dukcapil"), ("administrator", None)):
        client = signed_in(app, role, unit)
        assert client.get(DESK).status_code == 403
        assert client.get(f"{DESK}/1.zip").status_code == 403
    assert app.test_client().get(f"{DESK}/1.zip").status_code == 303


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_period_that_is_not_offered_is_refused(app: Flask, city: None) -> None:
    reviewer = signed_in(app, "reviewer")
    data = {"csrf_token": csrf_of(reviewer, DESK), "period": "2031", "language": "xx"}
    assert reviewer.post(DESK, data=data).status_code == 422
    assert reviewer.get(f"{DESK}/7.zip").status_code == 404
    assert reviewer.get(f"{DESK}/99999999999999999999.zip").status_code == 404


def test_one_at_a_time_and_not_of_a_running_period(app: Flask, city: None) -> None:
    asked = {"lang": "id", "asked_by": "a@contoh.example", "at": now()}
    with app.app_context():
        for period, month, why in (("2025", "2025-12", "period_running"), ("2024", "2026-01", "nothing_to_report")):
            with pytest.raises(Refused, match=why), transaction():
                ask_report(period=parse_period(period), month=month, **asked)  # type: ignore[arg-type]
        with transaction():
            ask_report(period=parse_period("2025"), month="2026-08", **asked)  # type: ignore[arg-type]
        with pytest.raises(Refused, match="report_under_way"), transaction():
            ask_report(period=parse_period("2025"), month="2026-08", **asked)  # type: ignore[arg-type]


def test_a_report_is_stopped_while_it_waits_or_is_made(app: Flask, city: None, monkeypatch: pytest.MonkeyPatch) -> None:
    reviewer = signed_in(app, "reviewer")
    ask(reviewer)
    token = csrf_of(reviewer, DESK)
    assert "Dibatalkan." in reviewer.post(f"{DESK}/1/cancel", data={"csrf_token": token}, follow_redirects=True).text
    work(app)
    assert shelf(app) == set()
    again = reviewer.post(f"{DESK}/1/cancel", data={"csrf_token": token}, follow_redirects=True)
    assert "tidak dapat dibatalkan lagi" in again.text
    ask(reviewer)
    files = documents.unit_files

    def stopped_meanwhile(*asked: Any, **more: Any) -> Any:
        with transaction():
            cancel_report(run_id=2, at=now())
        return files(*asked, **more)

    monkeypatch.setattr(jobs, "unit_files", stopped_meanwhile)
    work(app)
    assert shelf(app) == set()
    assert "Selesai" not in reviewer.get(DESK).text


def test_a_failure_is_told_and_leaves_no_file(app: Flask, city: None, monkeypatch: pytest.MonkeyPatch) -> None:
    reviewer = signed_in(app, "reviewer")
    ask(reviewer)
    monkeypatch.setattr(jobs, "city_overview", lambda _period: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        work(app)
    assert shelf(app) == set()
    assert "Gagal di tengah jalan" in reviewer.get(DESK).text
    monkeypatch.undo()
    ask(reviewer)
    work(app)
    assert shelf(app) == {"2.zip"}


def test_one_unit_whose_document_fails_does_not_lose_the_others(
    app: Flask, city: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewer, files = signed_in(app, "reviewer"), documents.unit_files
    ask(reviewer, "2026-Q3")

    def but_one(unit: Unit, *asked: Any, **more: Any) -> Any:
        return 1 / 0 if unit.slug == "dukcapil" else files(unit, *asked, **more)

    monkeypatch.setattr(jobs, "unit_files", but_one)
    work(app)
    with app.app_context():
        name = unit_by_slug("dukcapil").name
    assert f"Tanpa dokumen yang gagal dibuat: {name}." in reviewer.get(DESK).text
    with reviewer.get(f"{DESK}/1.zip") as answer, zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        names = archive.namelist()
        assert f"- {name}" in archive.read("tidak-terbuat-2026-Q3.txt").decode()
    assert not [one for one in names if one.startswith("dukcapil/")]
    assert any(one.startswith("musuh/") for one in names)
    assert "ikhtisar-kota-2026-Q3.pdf" in names


def test_what_fails_for_all_units_fails_the_report_and_says_where(
    app: Flask, city: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewer = signed_in(app, "reviewer")
    ask(reviewer)

    def full(unit: Unit, *_asked: Any, **_more: Any) -> Any:
        raise OSError(28, "No space left on device", unit.slug)

    monkeypatch.setattr(jobs, "unit_files", full)
    with pytest.raises(OSError, match="No space"):
        work(app)
    page = reviewer.get(DESK).text
    assert "Gagal di tengah jalan" in page
    assert "Yang sedang dibuat: Dinas" in page
    assert shelf(app) == set()


def test_a_report_whose_worker_was_killed_is_broken_off_and_gives_its_turn(app: Flask, city: None) -> None:
    asked = {"lang": "id", "asked_by": "a@contoh.example", "month": "2026-08"}
    with app.app_context():
        with transaction():
            ask_report(period=parse_period("2025"), at=now(), **asked)
        long_ago = now() - LOST_AFTER
        with transaction():
            first = take_report(at=long_ago)
            assert first is not None
            assert report_progress(run_id=first.id, done=1, total=9, at=long_ago)
        with transaction():
            ask_report(period=parse_period("2025-Q4"), at=now(), **asked)
            second = take_report(at=now())
        assert second is not None
        assert db.session.get_one(ReportRun, first.id).outcome == "broken_off"


def test_old_reports_are_forgotten_and_only_the_newest_stay(app: Flask, city: None) -> None:
    reviewer = signed_in(app, "reviewer")
    for _one in range(4):
        ask(reviewer)
        work(app)
    assert shelf(app) == {"2.zip", "3.zip", "4.zip"}
    assert reviewer.get(f"{DESK}/1.zip").status_code == 404
    assert "Berkasnya sudah dihapus" in reviewer.get(DESK).text
    with app.app_context(), transaction():
        for run in db.session.scalars(select(ReportRun)):
            run.finished_at = now() - datetime.timedelta(days=14)
        last = db.session.get_one(ReportRun, 4)
        last.finished_at = now() - datetime.timedelta(days=13)
    work(app)
    assert shelf(app) == {"4.zip"}


def test_a_cancelled_report_is_not_finished(app: Flask, city: None) -> None:
    with app.app_context():
        with transaction():
            run = ask_report(
                period=parse_period("2025"), lang="id", asked_by="a@contoh.example", at=now(), month="2026-08"
            ).id
            cancel_report(run_id=run, at=now())
        with transaction():
            assert not report_progress(run_id=run, done=0, total=1, at=now())
            assert not finish_report(run_id=run, size=1, at=now())
