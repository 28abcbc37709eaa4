"""Leavers: nothing is left lying unseen, the last of a role cannot go, and what was closed can be opened again."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.accounts.queries import staff_by_email
from portal.accounts.services import create_staff
from portal.core.database import transaction
from portal.core.duties import Duties, Duty
from tests.accounts.administering import (
    an_administrator,
    approve,
    change,
    deeds,
    invite,
    link_in,
    post,
    requests,
    stored,
)
from tests.builders import a_service
from tests.cast import AT, an_account, session_of, try_sign_in

ADMIN = "administrator.kota@contoh.example"


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()
        a_service("poli", unit="puskesmas", name="Poli umum")


@pytest.fixture
def work(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """One more feature, in which every reviewer has begun a piece of work; who handed it to whom."""
    handed: list[tuple[str, str]] = []

    def hand_over(leaver: str, successor: str) -> int:
        handed.append((leaver, successor))
        return 1

    more = Duties(
        of_person=lambda _person, _day: [Duty("Lembar dinas belum selesai", "/workplace")], hand_over=hand_over
    )
    portal = app.extensions["portal"]
    monkeypatch.setattr(portal, "duties", (*portal.duties, more))
    return handed


def test_closing_ends_sessions_and_links_and_keeps_the_account(app: Flask) -> None:
    admin, email = an_administrator(app), an_account(app, "reviewer")
    person = session_of(app, email)
    one = stored(app, email)
    link = link_in(post(admin, f"/admin/accounts/{one.number}/link"))
    assert link is not None
    page = admin.get(f"/admin/accounts/{one.number}/close").text
    assert "Tidak ada orang lain yang memegang peran ini: penilai." in page
    post(admin, f"/admin/accounts/{one.number}/close", version=one.version)
    assert stored(app, email).state == "closed"
    assert person.get("/account").status_code == 303
    assert "salah" in try_sign_in(app.test_client(), email).text
    assert app.test_client().get(link).status_code == 404
    post(admin, f"/admin/accounts/{one.number}/reopen")
    assert stored(app, email).roles == {"reviewer"}
    assert app.test_client().get(link).status_code == 404
    assert try_sign_in(app.test_client(), email).status_code == 303
    assert [action for _actor, action, *_rest in deeds(app, "staff.close", "staff.reopen")] == [
        "staff.close",
        "staff.reopen",
    ]


def test_begun_work_asks_for_a_successor_and_goes_there(app: Flask, work: list[tuple[str, str]]) -> None:
    admin, email, heir = an_administrator(app), an_account(app, "reviewer"), an_account(app, "reviewer", name="b")
    one = stored(app, email)
    address = f"/admin/accounts/{one.number}/close"
    assert "Lembar dinas belum selesai" in admin.get(address).text
    assert "Sebutkan penggantinya" in post(admin, address, version=one.version).text
    assert stored(app, email).state == "active"
    post(admin, address, version=one.version, successor=heir)
    assert stored(app, email).state == "closed"
    assert work == [(email, heir)]
    assert deeds(app, "staff.close")[0][3] == {"successor": heir, "handed_over": 1}


def test_what_all_administrators_see_needs_no_successor(app: Flask) -> None:
    admin, other = an_administrator(app), an_administrator(app, "b")
    an_administrator(app, "c")
    invite(admin, "satu@contoh.example", "auditor")
    assert "permintaan tentang akun" in other.get("/workplace").text
    one = stored(app, "administratorb.kota@contoh.example")
    post(admin, f"/admin/accounts/{one.number}/close", version=one.version)
    assert stored(app, one.email).state == "closed"
    page = admin.get(f"/admin/accounts/{one.number}").text
    assert "Akun ditutup." in page
    assert "diteruskan: 0" not in page


def test_work_is_left_lying_only_knowingly(app: Flask, work: list[tuple[str, str]]) -> None:
    admin, email = an_administrator(app), an_account(app, "reviewer")
    one = stored(app, email)
    post(admin, f"/admin/accounts/{one.number}/close", version=one.version, leave_open="y")
    assert stored(app, email).state == "closed"
    assert work == []


@pytest.mark.parametrize(
    ("successor", "said"),
    [
        ("tidak.ada@contoh.example", "Tidak ada akun aktif lain"),
        ("manager.dukcapil@contoh.example", "Tidak ada akun aktif lain"),
        ("bukan alamat\x00", "Tidak ada akun aktif lain"),
        ("manager.puskesmas@contoh.example", "tidak memegang peran yang sama"),
        ("reviewer.kota@contoh.example", "tidak memegang peran yang sama"),
    ],
)
def test_a_successor_who_may_not_go_on_is_refused(app: Flask, successor: str, said: str) -> None:
    admin, email = an_administrator(app), an_account(app, "manager", "dukcapil")
    an_account(app, "manager", "puskesmas")
    an_account(app, "reviewer")
    one = stored(app, email)
    page = post(admin, f"/admin/accounts/{one.number}/close", version=one.version, successor=successor).text
    assert said in page
    assert stored(app, email) == one


def test_what_was_begun_goes_with_a_new_address(app: Flask, work: list[tuple[str, str]]) -> None:
    admin, email = an_administrator(app), an_account(app, "reviewer")
    change(admin, stored(app, email), email="lain@contoh.example")
    assert work == [(email, "lain@contoh.example")]


def test_the_last_auditor_stays(app: Flask) -> None:
    admin, email = an_administrator(app), an_account(app, "auditor")
    with app.app_context(), transaction():
        create_staff(email="auditor.baru@contoh.example", role="auditor", unit=None, at=AT)
    one = stored(app, email)
    page = post(admin, f"/admin/accounts/{one.number}/close", version=one.version, leave_open="y").text
    assert "Ini auditor aktif terakhir" in page
    assert "Ini auditor aktif terakhir" in change(admin, one, roles=["reviewer"]).text
    assert stored(app, email) == one
    an_account(app, "auditor", name="b")
    change(admin, one, roles=["reviewer"])
    assert stored(app, email).roles == {"reviewer"}


def test_an_auditor_who_was_never_there_can_go(app: Flask) -> None:
    admin = an_administrator(app)
    with app.app_context(), transaction():
        create_staff(email="auditor.baru@contoh.example", role="auditor", unit=None, at=AT)
    one = stored(app, "auditor.baru@contoh.example")
    post(admin, f"/admin/accounts/{one.number}/close", version=one.version)
    assert stored(app, one.email).state == "closed"


def test_the_last_two_administrators_who_can_sign_in_stay(app: Flask) -> None:
    first, second = an_administrator(app), an_administrator(app, "b")
    other = stored(app, "administratorb.kota@contoh.example")
    address = f"/admin/accounts/{other.number}/close"
    with app.app_context(), transaction():
        create_staff(email="administrator.baru@contoh.example", role="administrator", unit=None, at=AT)
    assert "tinggal satu administrator" in post(first, address, version=other.version, leave_open="y").text
    assert "tinggal satu administrator" in change(first, other, roles=["reviewer"]).text
    assert stored(app, other.email) == other
    an_administrator(app, "c")
    post(first, address, version=other.version, leave_open="y")
    assert stored(app, other.email).state == "closed"
    assert second.get("/admin/accounts").status_code == 303


def test_closing_ends_what_the_leaver_asked_for_and_what_was_asked_about(app: Flask) -> None:
    first, second, third = (an_administrator(app, name) for name in ("", "b", "c"))
    invite(first, "satu@contoh.example", "auditor")
    post(second, f"/admin/accounts/{stored(app, ADMIN).number}/link")
    one = stored(app, ADMIN)
    post(third, f"/admin/accounts/{one.number}/close", version=one.version, leave_open="y")
    assert [decision for *_rest, decision in requests(app)] == ["withdrawn", "withdrawn"]
    approve(app, second, 1)
    assert stored(app, "satu@contoh.example").roles == frozenset()


@pytest.mark.parametrize("version", ["", "0", "x"])
def test_an_account_that_changed_since_is_not_closed(app: Flask, version: str) -> None:
    admin, email = an_administrator(app), an_account(app, "reviewer")
    page = post(admin, f"/admin/accounts/{stored(app, email).number}/close", version=version).text
    assert "Ada isian" in page or "berubah sejak" in page
    assert stored(app, email).state == "active"


def test_a_closed_account_takes_no_other_deed(app: Flask) -> None:
    admin, email = an_administrator(app), an_account(app, "reviewer")
    one = stored(app, email)
    post(admin, f"/admin/accounts/{one.number}/close", version=one.version)
    closed = stored(app, email)
    for deed in ("link", "factors/remove"):
        assert link_in(post(admin, f"/admin/accounts/{one.number}/{deed}")) is None
        assert "sudah ditutup" in admin.get(f"/admin/accounts/{one.number}").text
    assert "sudah ditutup" in change(admin, closed, lang="en").text
    assert "sudah ditutup" in post(admin, f"/admin/accounts/{one.number}/close", version=closed.version).text
    assert stored(app, email) == closed
    with app.app_context():
        assert staff_by_email(email) is not None
