"""What is planned at the desk: seen, kept by the next change, undone whole; and what ends is left alone."""

from __future__ import annotations

import html
import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.catalogue.models import UnitStaff
from portal.catalogue.queries import service_by_slug, service_in, staff_of, unit_by_slug, unit_in
from portal.catalogue.services import begin_plan, carry_out, plan_closing
from portal.core.database import transaction
from portal.core.extensions import db
from tests.builders import a_service, a_unit
from tests.cast import signed_in
from tests.catalogue.test_desk import YEAR, deeds, look, send

NEXT = YEAR + 1
EDIT = "/admin/units/dukcapil/edit"


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service(users=500, staff=3)
        a_unit("capil", name="Dinas Capil")


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    return signed_in(app, "administrator")


def shown(client: FlaskClient, address: str) -> dict[str, object]:
    """The fields of a form as they are filled in."""
    page = client.get(address).text
    inputs = re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', page)
    chosen = re.findall(r'<select[^>]* name="(\w+)">(?:(?!</select>)[\s\S])*?<option selected value="([^"]*)"', page)
    fields = {name: html.unescape(value) for name, value in [*inputs, *chosen]}
    del fields["csrf_token"]
    return dict(fields)


def save(client: FlaskClient, address: str, **changed: object) -> str:
    return send(client, address, **(shown(client, address) | changed))


def staff(app: Flask, year: int) -> int | None:
    with app.app_context():
        return staff_of(unit_by_slug("dukcapil").id, year)


def end_dukcapil(app: Flask) -> None:
    with app.app_context(), transaction():
        begin_plan()
        carry_out(plan=plan_closing(unit=unit_by_slug("dukcapil"), successor=None, this_year=YEAR), this_year=YEAR)


def test_planned_staff_is_shown_and_kept_by_the_next_change(app: Flask, admin: FlaskClient) -> None:
    assert "Perubahan tersimpan." in save(admin, EDIT, staff=4, from_year=NEXT)
    assert f"Mulai {NEXT}: Jumlah pegawai 4" in admin.get("/admin/units/dukcapil").text
    assert shown(admin, EDIT)["staff"] == "4"
    assert f"yang berlaku mulai {NEXT}" in admin.get(EDIT).text
    assert "Perubahan tersimpan." in save(admin, EDIT, distrik="Sorong Timur", from_year=NEXT)
    assert (staff(app, YEAR), staff(app, NEXT)) == (3, 4)
    assert json.loads(deeds(app)[-1].detail)["before"] == {"distrik": "Sorong"}


def test_planned_staff_is_undone(app: Flask, admin: FlaskClient) -> None:
    save(admin, EDIT, staff=4, from_year=NEXT)
    assert "Rencana itu dibatalkan." in send(admin, "/admin/units/dukcapil/undo", what="change")
    assert staff(app, NEXT) == 3
    assert "Tidak ada perubahan yang direncanakan." in send(admin, "/admin/units/dukcapil/undo", what="change")
    assert shown(admin, EDIT)["from_year"] == str(YEAR)


def test_a_change_of_this_year_waits_for_the_plan_to_be_undone(app: Flask, admin: FlaskClient) -> None:
    save(admin, EDIT, staff=4, from_year=NEXT)
    assert "Batalkan itu dulu." in save(admin, EDIT, name="Nama Lain", from_year=YEAR)
    with app.app_context():
        assert unit_in(unit_by_slug("dukcapil"), YEAR).name == "Dinas Dukcapil"


def test_a_planned_change_of_a_service_is_shown_kept_and_undone(app: Flask, admin: FlaskClient) -> None:
    address = "/admin/services/ktp-el/edit"
    save(admin, address, name="KTP baru", from_year=NEXT)
    save(admin, address, users=900, from_year=NEXT)
    page = admin.get("/admin/units/dukcapil").text
    assert f"Mulai {NEXT}: KTP baru, 900 pengguna" in page
    assert "Batalkan rencana ini" in page
    send(admin, "/admin/services/ktp-el/undo", what="change")
    with app.app_context():
        assert service_in(service_by_slug("ktp-el"), NEXT).name == "KTP-el"


def test_the_history_says_what_changed_and_nothing_that_did_not(app: Flask, admin: FlaskClient) -> None:
    save(admin, EDIT, name="Disdukcapil", from_year=YEAR)
    page = " ".join(admin.get("/admin/units/dukcapil").text.split())
    assert "semula: Nama Dinas Dukcapil; Jenis Dinas; Distrik Sorong; Unit induk –; Jumlah pegawai 3" in page
    assert f"mulai {YEAR}: Nama Disdukcapil</li>" in page


def test_the_parent_is_called_by_its_name(app: Flask, admin: FlaskClient) -> None:
    with app.app_context(), transaction():
        unit_by_slug("dukcapil").parent_id = unit_by_slug("capil").id
    assert ">Dinas Capil</a></dd>" in admin.get("/admin/units/dukcapil").text


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        (EDIT, {"name": "Nama Lain", "kind": "dinas", "distrik": "Sorong", "parent": "", "staff": 3, "version": 2}),
        ("/admin/units/dukcapil/services/new", {"slug": "kia", "name": "KIA"}),
        ("/admin/services/ktp-el/edit", {"name": "Nama Lain", "users": 500, "version": 2}),
    ],
)
def test_what_ends_is_not_changed_any_more(
    app: Flask, admin: FlaskClient, address: str, fields: dict[str, object]
) -> None:
    end_dukcapil(app)
    assert "penutupannya sudah direncanakan" in send(admin, address, **fields, from_year=YEAR)
    assert deeds(app) == []
    unchanged = admin.get("/admin/units.csv").text
    assert "0 isian diubah" in look(admin, unchanged)
    for line in (
        "dukcapil,Dinas Dukcapil,kia,KIA",
        "dukcapil,Lain,ktp-el,KTP-el",
        "dukcapil,Dinas Dukcapil,ktp-el,Lain",
    ):
        page = look(admin, f"unit,unit_name,service,service_name\n{line}\n")
        assert f"«dukcapil» berakhir pada akhir {YEAR}" in page


@pytest.mark.parametrize("name", ["   ", "\u00a0", "\u200b\u2060", "\t", "–"])
def test_a_name_of_blanks_is_none(app: Flask, admin: FlaskClient, name: str) -> None:
    fields = {"kind": "dinas", "distrik": "", "parent": "", "staff": "", "from_year": YEAR}
    assert "Isian ini wajib ada." in send(admin, "/admin/units/new", slug="dua", name=name, **fields)
    service = send(admin, "/admin/units/capil/services/new", slug="dua", name=name, users="", from_year=YEAR)
    assert "Isian ini wajib ada." in service
    assert "kolom unit_name" in look(admin, f"unit,unit_name,service,service_name\ndua,{name},tiga,Tiga\n")
    assert deeds(app) == []


@pytest.mark.parametrize("slug", ["new", "import"])
def test_no_unit_is_called_as_a_page_of_the_desk(app: Flask, admin: FlaskClient, slug: str) -> None:
    fields = {"kind": "dinas", "distrik": "", "parent": "", "staff": "", "from_year": YEAR}
    assert "dipakai portal sendiri" in send(admin, "/admin/units/new", slug=slug, name="Dinas", **fields)
    page = look(admin, f"unit,unit_name,service,service_name\n{slug},Dinas,tiga,Tiga\n")
    assert "dipakai portal sendiri" in page
    assert deeds(app) == []


def test_closing_says_what_becomes_of_codes_and_links(app: Flask, admin: FlaskClient) -> None:
    alone = send(admin, "/admin/units/dukcapil/close", successor="")
    assert "mengantar ke pengganti" not in alone
    assert f"tidak menerima penilaian lagi mulai {NEXT}" in alone
    followed = send(admin, "/admin/units/dukcapil/close", successor="capil")
    assert "mengantar ke pengganti" in followed
    assert "tidak menerima penilaian lagi" not in followed


def test_a_split_names_all_that_take_over(app: Flask, admin: FlaskClient) -> None:
    with app.app_context():
        a_service("kk", name="Kartu Keluarga")
        a_unit("baru", name="Dinas Baru")
    page = send(admin, "/admin/units/dukcapil/split", targets=["ktp-el:capil", "kk:baru"])
    assert "layanannya dibagi kepada Dinas Baru, Dinas Capil" in page
    assert "Halaman unit itu mengantar ke Dinas Baru." in page


def test_a_file_says_before_what_it_changes_and_from_when(app: Flask, admin: FlaskClient) -> None:
    save(admin, EDIT, name="Dukcapil", from_year=YEAR)
    text = "unit,unit_name,kind,staff,service,service_name\ndukcapil,Disdukcapil,badan,9,ktp-el,KTP\n"
    page = re.sub(r">\s+<", "><", look(admin, text))
    assert "0 unit baru, 0 layanan baru, 4 isian diubah." in page
    for row in (
        f"dukcapil</th><td>Nama</td><td>Dukcapil</td><td>Disdukcapil</td><td>{NEXT}",
        f"dukcapil</th><td>Jenis</td><td>Dinas</td><td>Badan</td><td>{NEXT}",
        f"dukcapil</th><td>Jumlah pegawai</td><td>3</td><td>9</td><td>{NEXT}",
        f"ktp-el</th><td>Nama</td><td>KTP-el</td><td>KTP</td><td>{YEAR}",
    ):
        assert row in page
    assert "4 isian diubah." in send(admin, "/admin/units/import", text=text)
    assert "0 isian diubah." in look(admin, text)


def test_a_file_does_not_pass_over_a_plan(app: Flask, admin: FlaskClient) -> None:
    save(admin, EDIT, name="Nama Tahun Depan", from_year=NEXT)
    page = look(admin, "unit,unit_name,service,service_name\ndukcapil,Lain,ktp-el,KTP-el\n")
    assert "sudah ada perubahan yang direncanakan" in page
    with app.app_context(), transaction():
        db.session.add(UnitStaff(unit_id=unit_by_slug("dukcapil").id, from_year=NEXT, staff=7))
    text = "unit,unit_name,staff,service,service_name\ndukcapil,Dinas Dukcapil,3,ktp-el,KTP-el\n"
    assert "<td>7</td>" in look(admin, text)
