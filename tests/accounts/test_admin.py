"""Administering the accounts of others: invited, changed and listed, each deed on record, nothing lost."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.accounts.administering import (
    an_administrator,
    change,
    deeds,
    exists,
    invite,
    link_in,
    post,
    requests,
    stored,
)
from tests.builders import a_service
from tests.cast import an_account, an_app, session_of

NEW = "baru@contoh.example"


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()
        a_service("poli", unit="puskesmas", name="Poli umum")


def test_an_invitation_shows_a_link_once_with_which_the_password_is_set(app: Flask) -> None:
    answer = invite(an_administrator(app), " Baru@Contoh.example ", "manager", unit="dukcapil", lang="en")
    link = link_in(answer)
    assert link is not None
    assert "Pilih kata sandi" in app.test_client().get(link).text
    made = stored(app, NEW)
    assert (set(made.roles), made.unit, made.state, made.lang) == ({"manager"}, "dukcapil", "invited", "en")
    assert link.rsplit("/", 1)[-1] not in str(deeds(app, "staff.invite"))
    assert deeds(app, "staff.invite")[0][:3] == ("administrator.kota@contoh.example", "staff.invite", NEW)


@pytest.mark.parametrize(
    ("email", "roles", "unit", "said"),
    [
        ("bukan alamat", ["reviewer"], "", "bukan alamat e-mail"),
        ("", ["reviewer"], "", "bukan alamat e-mail"),
        ("a\x00b@contoh.example", ["reviewer"], "", "bukan alamat e-mail"),
        ("x" * 300 + "@contoh.example", ["reviewer"], "", "bukan alamat e-mail"),
        ("administrator.kota@contoh.example", ["reviewer"], "", "sudah punya akun"),
        (NEW, [], "", "paling sedikit satu peran"),
        (NEW, ["manager"], "", "perlu sebuah unit"),
        (NEW, ["manager", "reviewer"], "dukcapil", "tidak boleh dipegang satu orang"),
        (NEW, ["auditor", "administrator"], "", "tidak boleh dipegang satu orang"),
        (NEW, ["manager"], "tidak-ada", "Ada isian yang perlu diperbaiki"),
        (NEW, ["raja"], "", "Ada isian yang perlu diperbaiki"),
        (NEW, ["reviewer"], "'; DROP TABLE staff; --", "Ada isian yang perlu diperbaiki"),
    ],
)
def test_a_bad_invitation_makes_nothing_and_says_why(
    app: Flask, email: str, roles: list[str], unit: str, said: str
) -> None:
    answer = invite(an_administrator(app), email, *roles, unit=unit)
    assert said in answer.text
    assert link_in(answer) is None
    assert not exists(app, NEW)
    assert requests(app) == []
    assert deeds(app, "staff.invite") == []


def test_what_was_typed_is_kept(app: Flask) -> None:
    page = invite(an_administrator(app), NEW, "manager", "unit_head").text
    assert f'value="{NEW}"' in page
    assert page.count("checked") == 2


def test_new_roles_end_every_session_and_the_record_says_what_was_before(app: Flask) -> None:
    admin, email = an_administrator(app), an_account(app, "manager", "dukcapil")
    person = session_of(app, email)
    assert person.get("/account").status_code == 200
    page = change(admin, stored(app, email), roles=["unit_head"], unit="puskesmas")
    assert page.status_code == 303
    assert person.get("/account").status_code == 303
    after = stored(app, email)
    assert (set(after.roles), after.unit) == ({"unit_head"}, "puskesmas")
    assert session_of(app, email).get("/workplace/dukcapil").status_code == 403
    assert deeds(app, "staff.change")[0][3] == {
        "email": email,
        "roles": ["unit_head"],
        "unit": "puskesmas",
        "lang": "id",
    }


def test_another_language_ends_no_session(app: Flask) -> None:
    admin, email = an_administrator(app), an_account(app, "manager", "dukcapil")
    person = session_of(app, email)
    change(admin, stored(app, email), lang="en")
    assert person.get("/account").status_code == 200
    assert stored(app, email).lang == "en"


def test_a_stale_form_shows_both_versions_and_saves_over_it_knowingly(app: Flask) -> None:
    admin, email = an_administrator(app), an_account(app, "reviewer")
    seen = stored(app, email)
    change(admin, seen, lang="en")
    page = change(admin, seen, email="lain@contoh.example", roles=["moderator"])
    assert "Orang lain lebih dulu menyimpan" in page.text
    assert 'value="lain@contoh.example"' in page.text
    assert '<td class="said">penilai</td><td class="said">moderator</td>' in page.text
    assert stored(app, email).lang == "en"
    newest = stored(app, email)
    assert f'name="version" value="{newest.version}"' in page.text
    change(admin, seen, email="lain@contoh.example", version=newest.version)
    assert stored(app, "lain@contoh.example").lang == "id"


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_form_without_its_version_changes_nothing(app: Flask, version: str) -> None:
    admin, email = an_administrator(app), an_account(app, "reviewer")
    change(admin, stored(app, email), lang="en", version=version)
    assert stored(app, email).lang == "id"


def test_the_own_account_is_shown_but_not_changed_and_the_try_is_on_record(app: Flask) -> None:
    admin = an_administrator(app)
    own = stored(app, "administrator.kota@contoh.example")
    page = admin.get(f"/admin/accounts/{own.number}")
    assert "akun Anda sendiri" in page.text
    assert "Ubah akun" not in page.text
    deeds_of_one = ("", "/link", "/sessions/end", "/factors/remove", "/close", "/reopen")
    for deed in deeds_of_one:
        fields = {"email": own.email, "roles": ["manager"], "unit": "dukcapil", "lang": "id", "version": own.version}
        assert post(admin, f"/admin/accounts/{own.number}{deed}", **fields).status_code == 403, deed
    assert stored(app, own.email) == own
    assert [after["reason"] for *_rest, after in deeds(app, "access.denied")] == ["own_account"] * len(deeds_of_one)


def test_a_new_link_replaces_the_earlier_one(app: Flask) -> None:
    admin = an_administrator(app)
    first = link_in(invite(admin, NEW, "reviewer"))
    second = link_in(post(admin, f"/admin/accounts/{stored(app, NEW).number}/link"))
    assert first is not None
    assert second is not None
    assert app.test_client().get(first).status_code == 404
    assert app.test_client().get(second).status_code == 200


def test_a_lost_phone_is_helped_and_every_session_ends(app: Flask) -> None:
    admin, email = an_administrator(app), an_account(app, "reviewer")
    an_app(app, email)
    person = session_of(app, email)
    address = f"/admin/accounts/{stored(app, email).number}"
    assert "Hapus langkah kedua" in admin.get(address).text
    post(admin, f"{address}/factors/remove")
    assert person.get("/account").status_code == 303
    assert "Hapus langkah kedua" not in admin.get(address).text


def test_sessions_of_somebody_are_ended(app: Flask) -> None:
    admin, email = an_administrator(app), an_account(app, "reviewer")
    person = session_of(app, email)
    post(admin, f"/admin/accounts/{stored(app, email).number}/sessions/end")
    assert person.get("/account").status_code == 303
    assert len(deeds(app, "staff.end_sessions")) == 1


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Penilai", 1),
        ("reviewer", 1),
        ("pengelola unit", 2),
        ("puskesmas MANAGER", 1),
        ("Dinas Dukcapil", 2),
        ("manager.dukcapil@contoh", 1),
        ("administrator", 1),
        ("%", 0),
        ("_", 0),
        ("_x_", 0),
    ],
)
def test_a_search_finds_addresses_units_and_roles(app: Flask, words: str, found: int) -> None:
    admin = an_administrator(app)
    for role, unit in (("reviewer", None), ("manager", "dukcapil"), ("manager", "puskesmas")):
        an_account(app, role, unit)
    for number in range(26):
        an_account(app, "moderator", name=str(number))
    page = admin.get("/admin/accounts", query_string={"q": words}).text
    assert page.count('<th scope="row">') == min(found, 25)
    assert ('rel="next"' in page) == (found > 25)
    assert ("Tidak ada akun yang cocok" in page) == (found == 0)


@pytest.mark.parametrize("asked", ["0", "-1", "x", "9" * 30, "²"])
def test_a_page_that_is_none_is_the_first_in_every_list(app: Flask, asked: str) -> None:
    admin = an_administrator(app)
    lists = ("accounts", "accounts/requests", "delegations", "units", "touchpoints", "notices", "periods")
    for address in lists:
        answer = admin.get(f"/admin/{address}", query_string={"page": asked})
        assert (address, answer.status_code) == (address, 200)
        assert 'rel="prev"' not in answer.text


@pytest.mark.parametrize("number", ["0", "999", str(2**31), str(2**63), "9" * 40])
def test_an_account_that_does_not_exist_is_not_found(app: Flask, number: str) -> None:
    admin = an_administrator(app)
    assert admin.get(f"/admin/accounts/{number}").status_code == 404
    for deed in ("", "/link", "/sessions/end", "/factors/remove", "/close", "/reopen"):
        assert post(admin, f"/admin/accounts/{number}{deed}").status_code in {404, 405}
    assert post(admin, f"/admin/accounts/requests/{number}/approve").status_code in {404, 405}
