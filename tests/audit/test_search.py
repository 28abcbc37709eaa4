"""Reading the record of deeds: each as far as the matrix says, and nothing is found that was not asked for."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.audit.services import record
from portal.core.database import transaction
from portal.domain.commitments import canonical
from tests.builders import a_unit
from tests.cast import csrf_of, signed_in

AT = datetime.datetime(2026, 7, 1, 15, 30, tzinfo=datetime.UTC)
"""In the city it is the second of July by then."""


@pytest.fixture(autouse=True)
def deeds(app: Flask) -> None:
    with app.app_context():
        a_unit()
        with transaction():
            record(actor="admin@contoh.example", action="unit.change", subject="dukcapil", at=AT, after={"name": "A"})
            record(actor="moderator@contoh.example", action="text.read", subject="komentar 7", at=AT)
            record(actor="manager.dukcapil@contoh.example", action="unit.note", subject="=1+1", at=AT)


def shown(client: FlaskClient, query: str = "") -> set[str]:
    """Which of the three are listed."""
    text = client.get(f"/admin/audit{query}").text
    return {action for action in ("unit.change", "text.read", "unit.note") if f"<code>{action}</code>" in text}


def test_the_auditor_reads_all_and_integrity_officers_no_texts(app: Flask) -> None:
    assert shown(signed_in(app, "auditor")) == {"unit.change", "text.read", "unit.note"}
    assert shown(signed_in(app, "integrity")) == {"unit.change", "unit.note"}


def test_a_manager_reads_own_deeds_alone(app: Flask) -> None:
    client = signed_in(app, "manager", "dukcapil")
    assert shown(client) == {"unit.note"}
    assert shown(client, "?actor=admin") == set()
    assert [client.get(f"/admin/audit/{number}").status_code for number in (1, 2, 3, 99)] == [404, 404, 200, 404]


@pytest.mark.parametrize("role", ["moderator", "administrator"])
def test_who_has_no_such_right_is_refused(app: Flask, role: str) -> None:
    assert signed_in(app, role).get("/admin/audit").status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?actor=ADMIN", {"unit.change"}),
        ("?action=unit.", {"unit.change", "unit.note"}),
        ("?subject=duk", {"unit.change"}),
        ("?subject=%25", set()),
        ("?since=2026-07-02&until=2026-07-02", {"unit.change", "text.read", "unit.note"}),
        ("?until=2026-07-01", set()),
        ("?since=kemarin&until=9999-12-31", {"unit.change", "text.read", "unit.note"}),
        ("?since=9999-12-31", set()),
        ("?since=0001-01-01", {"unit.change", "text.read", "unit.note"}),
        ("?until=0001-01-01", set()),
        ("?page=9", set()),
        ("?page=²", {"unit.change", "text.read", "unit.note"}),
        (f"?page={'9' * 40}", {"unit.change", "text.read", "unit.note"}),
        ("?actor=zz%00&subject=a%00b", set()),
        ("?page=-1", {"unit.change", "text.read", "unit.note"}),
    ],
)
def test_a_search_finds_what_it_asks_for(app: Flask, query: str, found: set[str]) -> None:
    assert shown(signed_in(app, "auditor"), query) == found


def test_a_deed_is_shown_with_both_sides(app: Flask) -> None:
    text = signed_in(app, "auditor").get("/admin/audit/1").text
    assert "tanpa sesi" in text
    assert '<td class="said">A</td>' in text


def test_a_second_program_recomputes_the_chain_from_the_file(app: Flask) -> None:
    lines = signed_in(app, "auditor").get("/admin/audit.jsonl").text.splitlines()
    previous = "0" * 64
    for line in map(json.loads, lines):
        assert line["previous"] == previous
        claimed = line.pop("hash")
        content = {name: value for name, value in line.items() if name != "session" or value is not None}
        previous = hashlib.sha256(b"portal/audit/v1\n" + canonical(content)).hexdigest()
        assert claimed == previous
    assert json.loads(lines[-1])["action"] == "audit.export"


def test_the_table_holds_no_formula(app: Flask) -> None:
    rows = list(csv.DictReader(io.StringIO(signed_in(app, "auditor").get("/admin/audit.csv").text)))
    assert [row["subject"] for row in rows][:3] == ["dukcapil", "komentar 7", "'=1+1"]


@pytest.mark.parametrize("role", ["integrity", "manager"])
def test_only_the_auditor_takes_the_file_and_checks(app: Flask, role: str) -> None:
    client = signed_in(app, role, "dukcapil")
    for address in ("/admin/audit.csv", "/admin/audit.jsonl"):
        assert client.get(address).status_code == 403


def test_the_check_says_what_it_found(app: Flask) -> None:
    client = signed_in(app, "auditor")
    data = {"csrf_token": csrf_of(client, "/admin/audit")}
    assert "COCOK: rantai" in client.post("/admin/audit/verify", data=data, follow_redirects=True).text
