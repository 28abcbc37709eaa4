"""Notices beside the numbers: where they appear, how they end, and that they are never rewritten."""

from __future__ import annotations

import datetime

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskCliRunner
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from portal.audit.models import AuditEntry
from portal.core.database import transaction
from portal.core.extensions import db
from portal.core.revision import read_public_revision
from portal.domain.errors import MalformedRequest, NotFound, Refused
from portal.domain.notices import NoticeKind
from portal.domain.periods import parse_period
from portal.publication.models import Notice
from portal.publication.queries import CITY, Scope, notices, of_service, of_unit, of_units
from portal.publication.services import add_notice, withdraw_notice
from tests.builders import a_service, a_unit

DAY = datetime.date(2026, 8, 7)


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()
    a_unit("puskesmas-remu", name="Puskesmas Remu", kind="puskesmas")


def a_notice(
    said: str = "Kantor tutup, banjir",
    *,
    unit: str | None = "dukcapil",
    period: str = "2026-07",
    kind: NoticeKind = NoticeKind.NOTE,
    english: str = "",
) -> int:
    with transaction():
        return add_notice(unit=unit, period=period, kind=kind, text=said, english=english, day=DAY).id


def withdrawn(notice_id: int) -> None:
    with transaction():
        withdraw_notice(notice_id=notice_id, day=datetime.date(2026, 9, 1))


def shown(scope: Scope | None = None, period: str = "2026-Q3") -> list[str]:
    return [notice.text for notice in notices(scope or of_unit(a_unit()), parse_period(period))]


# --- where they appear -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("period", ["2026", "2026-S2", "2026-Q3", "2026-07"])
def test_a_notice_stands_beside_every_period_that_shares_a_month(period: str) -> None:
    a_notice()
    assert shown(period=period) == ["Kantor tutup, banjir"]


@pytest.mark.parametrize("period", ["2025", "2026-S1", "2026-Q2", "2026-08"])
def test_and_beside_no_other(period: str) -> None:
    a_notice()
    assert shown(period=period) == []


def test_a_notice_of_a_year_stands_beside_each_of_its_months() -> None:
    a_notice(period="2026")
    assert shown(period="2026-12") == ["Kantor tutup, banjir"]


def test_a_unit_has_its_own_and_the_citys_and_the_city_has_all() -> None:
    a_notice("dukcapil")
    a_notice("remu", unit="puskesmas-remu")
    a_notice("kota", unit=None)
    assert shown(of_unit(a_unit())) == ["kota", "dukcapil"]
    assert shown(of_service(a_service())) == ["kota", "dukcapil"]
    assert shown(of_units(kind="puskesmas")) == ["kota", "remu"]
    assert shown(CITY) == ["kota", "remu", "dukcapil"]
    names = [notice.unit.name if notice.unit else None for notice in notices(CITY, parse_period("2026"))]
    assert names == [None, "Puskesmas Remu", "Dinas Dukcapil"]


def test_public_pages_are_made_anew_after_each_deed() -> None:
    before = read_public_revision(db.engine)
    number = a_notice()
    assert read_public_revision(db.engine) == before + 1
    withdrawn(number)
    assert read_public_revision(db.engine) == before + 2


# --- how they end ------------------------------------------------------------------------------------------------


def test_a_withdrawn_note_disappears_and_a_withdrawn_correction_stays() -> None:
    withdrawn(a_notice("catatan"))
    withdrawn(a_notice("koreksi", kind=NoticeKind.CORRECTION))
    assert shown() == ["koreksi"]


def test_a_notice_is_withdrawn_once() -> None:
    number = a_notice()
    withdrawn(number)
    with pytest.raises(Refused, match="already_withdrawn"):
        withdrawn(number)
    with pytest.raises(NotFound, match="unknown_notice"):
        withdrawn(number + 1)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM notice",
        "UPDATE notice SET text = 'lain'",
        "UPDATE notice SET period = '2026-08'",
        "UPDATE notice SET unit_id = NULL",
    ],
)
def test_the_database_refuses_to_rewrite_one(change: str) -> None:
    a_notice()
    with pytest.raises(DBAPIError, match="insert-only"), transaction():
        db.session.execute(text(change))
    assert shown() == ["Kantor tutup, banjir"]


def test_the_database_refuses_to_take_a_withdrawal_back() -> None:
    withdrawn(a_notice(kind=NoticeKind.CORRECTION))
    with pytest.raises(DBAPIError, match="insert-only"), transaction():
        db.session.execute(text("UPDATE notice SET withdrawn_on = NULL"))


@pytest.mark.parametrize(
    ("wrong", "error"), [({"unit": "tidak-ada"}, NotFound), ({"period": "2026-13"}, MalformedRequest)]
)
def test_an_unknown_unit_or_period_is_refused(wrong: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        a_notice(**wrong)  # type: ignore[arg-type]
    assert db.session.scalars(select(Notice)).all() == []


# --- the commands ------------------------------------------------------------------------------------------------


def test_the_commands_add_list_and_withdraw_and_each_is_a_deed(cli: FlaskCliRunner) -> None:
    add = ["notices", "add", "--period", "2026-Q3", "--unit", "dukcapil", "--kind", "correction"]
    added = cli.invoke(args=[*add, "Nilai Juli dihitung ulang", "--english", "July was recomputed"])
    assert added.exit_code == 0, added.output
    number = db.session.scalars(select(Notice.id)).one()
    assert str(number) in added.output
    assert cli.invoke(args=["notices", "add", "--period", "2026", "Banjir"]).exit_code == 0
    assert cli.invoke(args=["notices", "withdraw", str(number)]).exit_code == 0
    listed = cli.invoke(args=["notices", "list"]).output.splitlines()
    assert listed[0].split()[1:5] == ["2026-Q3", "dukcapil", "correction", "dicabut"]
    assert listed[1].split()[1:] == ["2026", "kota", "note", "berlaku", "Banjir"]
    deeds = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.number)).all()
    assert deeds == ["notices.add", "notices.add", "notices.withdraw"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "--period", "juli", "Banjir"], "periode"),
        (["add", "--period", "2026", "--unit", "tidak-ada", "Banjir"], "unit ini tidak ada"),
        (["add", "--period", "2026", "x" * 301], "paling banyak 300"),
        (["add", "--period", "2026", " "], "wajib"),
        (["withdraw", "99"], "tidak ada"),
    ],
)
def test_a_command_says_what_is_wrong_and_keeps_nothing(cli: FlaskCliRunner, arguments: list[str], said: str) -> None:
    result = cli.invoke(args=["notices", *arguments])
    assert result.exit_code == 1
    assert said in result.output
    assert db.session.scalars(select(Notice)).all() == []
    assert db.session.scalars(select(AuditEntry)).all() == []


# --- how they look -----------------------------------------------------------------------------------------------


def rendered(app: Flask, lang: str) -> str:
    template = '{% from "macros/notices.html" import notice_list %}{{ notice_list(notices, lang) }}'
    with app.test_request_context(f"/?lang={lang}"):
        return render_template_string(template, notices=notices(CITY, parse_period("2026")), lang=lang)


def test_a_notice_says_its_kind_whose_it_is_its_period_and_its_day(app: Flask) -> None:
    a_notice(kind=NoticeKind.CORRECTION)
    html = rendered(app, "id")
    for words in ("Koreksi", "Dinas Dukcapil", "Juli 2026", "Kantor tutup, banjir", "7 Agustus 2026"):
        assert words in html
    assert "<s>" not in html
    assert 'lang="id"' not in html


def test_a_withdrawn_correction_is_struck_through_and_says_so(app: Flask) -> None:
    withdrawn(a_notice(unit=None, kind=NoticeKind.CORRECTION))
    html = rendered(app, "id")
    assert "<s>Kantor tutup, banjir</s>" in html
    assert "Dicabut 1 September 2026." in html
    assert "Seluruh kota" in html


def test_english_is_shown_where_there_is_some_and_else_indonesian_marked_as_such(app: Flask) -> None:
    a_notice("Banjir", english="Flood")
    a_notice("Listrik padam")
    html = rendered(app, "en")
    assert "<p>Flood</p>" in html
    assert '<p lang="id">Listrik padam</p>' in html
    assert "Banjir" not in html
    assert "<p>Banjir</p>" in rendered(app, "id")


def test_what_was_written_is_not_taken_for_html(app: Flask) -> None:
    a_notice("<b>Banjir</b>")
    assert "&lt;b&gt;Banjir" in rendered(app, "id")


def test_without_notices_there_is_nothing(app: Flask) -> None:
    assert rendered(app, "id").strip() == ""
