"""The administrator's desk for the catalogue, as it is used and as it is misused."""

from __future__ import annotations

import csv
import datetime
import io
import json
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts.queries import staff_by_email
from portal.audit.models import AuditEntry
from portal.catalogue.models import Unit
from portal.catalogue.queries import unit_by_slug, units_in
from portal.core.database import transaction
from portal.core.extensions import db
from tests.builders import a_service, a_unit
from tests.cast import an_account, csrf_of, session_of, signed_in

YEAR = datetime.datetime.now(ZoneInfo("Asia/Jayapura")).year


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service(users=500)
        a_unit("capil", name="Dinas Capil")
        a_service("akta", unit="capil", name="Akta kelahiran")
        a_unit("baru", name="Dinas Baru")


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    return signed_in(app, "administrator")


def send(client: FlaskClient, address: str, **data: object) -> str:
    """The page that comes in the end."""
    page = csrf_of(client, "/account")
    return client.post(address, data=data | {"csrf_token": page}, follow_redirects=True).text


def a_form(**changed: object) -> dict[str, object]:
    """The edit form of Dukcapil as it is shown, with changes."""
    shown = {"name": "Dinas Dukcapil", "kind": "dinas", "distrik": "Sorong", "parent": "", "staff": "", "version": 1}
    return shown | {"from_year": YEAR} | changed


def deeds(app: Flask) -> list[AuditEntry]:
    with app.app_context():
        query = select(AuditEntry).where(
            AuditEntry.action.startswith("unit.") | AuditEntry.action.startswith("service.")
        )
        return list(db.session.scalars(query.order_by(AuditEntry.number)))


def test_a_unit_is_made_with_its_service_and_shown_to_the_public(app: Flask, admin: FlaskClient) -> None:
    text = send(
        admin, "/admin/units/new", **a_form(slug="bapenda", name="Bapenda", kind="badan", staff="12", version="")
    )
    assert "Unit dibuat." in text
    send(admin, "/admin/units/bapenda/services/new", slug="pbb", name="PBB", users="", from_year=YEAR)
    assert "PBB" in app.test_client().get("/units/bapenda").text
    assert [deed.action for deed in deeds(app)] == ["unit.create", "service.create"]


def test_a_change_is_saved_and_on_record_with_both_sides(app: Flask, admin: FlaskClient) -> None:
    assert "Perubahan tersimpan." in send(admin, "/admin/units/dukcapil/edit", **a_form(name="Disdukcapil"))
    assert "Disdukcapil" in app.test_client().get("/units/dukcapil").text
    detail = json.loads(deeds(app)[0].detail)
    assert detail == {"before": {"name": "Dinas Dukcapil"}, "after": {"name": "Disdukcapil", "from_year": YEAR}}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": "badan"}, "tetap sepanjang tahun"),
        ({"name": ""}, "Isian ini wajib ada."),
        ({"name": "x" * 201}, "paling banyak 200 huruf"),
        ({"kind": "kerajaan"}, "Pilihan ini tidak dikenal."),
        ({"from_year": 1999}, "Pilihan ini tidak dikenal."),
        ({"staff": "-3"}, "Isikan bilangan dari 0"),
        ({"staff": "banyak"}, "Isikan bilangan bulat."),
    ],
)
def test_a_bad_change_is_refused_with_its_reason(
    app: Flask, admin: FlaskClient, changed: dict[str, object], said: str
) -> None:
    assert said in send(admin, "/admin/units/dukcapil/edit", **a_form(**changed))
    assert deeds(app) == []


def test_a_cycle_is_refused_by_name(app: Flask, admin: FlaskClient) -> None:
    nextyear = YEAR + 1
    send(admin, "/admin/units/capil/edit", **a_form(name="Dinas Capil", parent="dukcapil", from_year=nextyear))
    text = send(admin, "/admin/units/dukcapil/edit", **a_form(parent="capil", from_year=nextyear))
    assert "lingkaran" in text
    assert "Dinas Capil" in text


def test_a_stale_form_shows_both_versions_and_then_saves_knowingly(app: Flask, admin: FlaskClient) -> None:
    other = signed_in(app, "administrator", name="-dua")
    send(other, "/admin/units/dukcapil/edit", **a_form(name="Nama Satu"))
    text = send(admin, "/admin/units/dukcapil/edit", **a_form(name="Nama Dua"))
    assert "Orang lain lebih dulu menyimpan" in text
    assert "Nama Satu" in text
    assert 'value="Nama Dua"' in text
    assert 'name="version" value="2"' in text
    assert "Perubahan tersimpan." in send(admin, "/admin/units/dukcapil/edit", **a_form(name="Nama Dua", version=2))


def test_a_merge_is_shown_before_it_is_made(app: Flask, admin: FlaskClient) -> None:
    look = send(admin, "/admin/units/dukcapil/merge", into="baru", units="capil")
    year = YEAR
    assert f"Dinas Dukcapil ditutup pada akhir {year}; penggantinya Dinas Baru." in look
    assert f"ktp-el-{year + 1}" in look
    with app.app_context():
        assert unit_by_slug("dukcapil").valid_to is None
    done = send(admin, "/admin/units/dukcapil/merge", into="baru", units="capil", step="do")
    assert "Direncanakan." in done
    with app.app_context():
        assert {unit.slug for unit in units_in(year + 1)} == {"baru"}
    merged = json.loads(deeds(app)[-1].detail)["after"]
    assert merged["units"] == {"dukcapil": "baru", "capil": "baru"}
    assert "dibatalkan" in send(admin, "/admin/units/dukcapil/undo", what="closing")
    assert "Tidak ada penutupan" in send(admin, "/admin/units/dukcapil/undo", what="closing")


def test_a_split_and_a_closing_are_shown_before_they_are_made(app: Flask, admin: FlaskClient) -> None:
    assert "diteruskan oleh Dinas Baru" in send(admin, "/admin/units/dukcapil/split", targets="ktp-el:baru")
    assert "Setiap layanan perlu unit tujuan." in send(admin, "/admin/units/dukcapil/split", targets="")
    assert "berakhir tanpa pengganti" in send(admin, "/admin/units/capil/close", successor="")
    send(admin, "/admin/units/capil/close", successor="", step="do")
    assert "sudah ditutup" in send(admin, "/admin/units/capil/close", successor="", step="do")
    assert "berakhir tanpa pengganti" in send(admin, "/admin/services/ktp-el/close", successor="")
    assert send(admin, "/admin/services/ktp-el/close", successor="tidak-ada").count("tidak ditemukan") >= 1


@pytest.mark.parametrize("targets", [["ktp-el:nusantara"], ["ktp-el:nusantara", "ktp-el:mars"]])
def test_targets_that_were_never_offered_are_refused_in_our_words(admin: FlaskClient, targets: list[str]) -> None:
    page = send(admin, "/admin/units/dukcapil/split", targets=targets)
    assert "tidak dikenal." in page
    assert "valid choice" not in page


FORMS = (
    "units/dukcapil/edit",
    "units/dukcapil/merge",
    "units/dukcapil/split",
    "units/dukcapil/close",
    "units/dukcapil/services/new",
    "services/ktp-el/edit",
    "services/ktp-el/close",
    "accounts/new",
    "accounts/import",
    "accounts/requests",
)


@pytest.mark.parametrize("address", FORMS)
def test_every_form_says_where_it_is(admin: FlaskClient, address: str) -> None:
    page = admin.get(f"/admin/{address}").text
    crumbs = page[page.index('class="breadcrumbs') :].split("</nav>")[0]
    assert 'href="/workplace"' in crumbs
    above = "/admin/accounts" if address.startswith("accounts") else "/admin/units/dukcapil"
    assert f'href="{above}"' in crumbs


def test_an_account_of_an_ended_unit_is_a_duty_of_administrators(app: Flask, admin: FlaskClient) -> None:
    with app.app_context(), transaction():
        unit_by_slug("capil").valid_to = YEAR - 1
    email, other = an_account(app, "manager", "capil"), an_account(app, "manager", "dukcapil")
    page = admin.get("/workplace").text
    assert f"Akun {email} masih terikat pada Dinas Capil, yang sudah berakhir" in page
    assert f"Akun {other}" not in page
    assert "yang sudah berakhir" not in session_of(app, other).get("/workplace").text
    with app.app_context(), transaction():
        staff = staff_by_email(email)
        assert staff is not None
        staff.active = False
    assert "yang sudah berakhir" not in admin.get("/workplace").text


def test_the_list_is_searched_and_paged(app: Flask, admin: FlaskClient) -> None:
    with app.app_context():
        for number in range(30):
            a_unit(f"kel-{number:02}", name=f"Kelurahan {number:02}", kind="kelurahan")
    first = admin.get("/admin/units?q=kelurahan").text
    assert "30 unit" in first
    assert "Kelurahan 24" in first
    assert "Kelurahan 25" not in first
    assert "Kelurahan 25" in admin.get("/admin/units?q=kelurahan&page=2").text
    assert "Tidak ada unit yang cocok." in admin.get("/admin/units?q=zzz").text
    for odd in ("0", "-1", "x", "²", "9" * 40):
        assert admin.get(f"/admin/units?page={odd}").status_code == 200


def test_a_file_goes_out_and_comes_back_unchanged(app: Flask, admin: FlaskClient) -> None:
    text = admin.get("/admin/units.csv").text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["service"] for row in rows] == ["akta", "ktp-el"]
    assert rows[1]["users"] == "500"
    assert "0 unit baru, 0 layanan baru" in look(admin, text)
    with app.app_context():
        before = [(unit.slug, unit.name, unit.kind) for unit in db.session.scalars(select(Unit).order_by(Unit.slug))]
    send(admin, "/admin/units/import", text=text)
    with app.app_context():
        now = [(unit.slug, unit.name, unit.kind) for unit in db.session.scalars(select(Unit).order_by(Unit.slug))]
    assert now == before


def look(client: FlaskClient, text: str) -> str:
    token = csrf_of(client, "/account")
    data = {"csrf_token": token, "file": (io.BytesIO(text.encode()), "katalog.csv")}
    return client.post("/admin/units/import", data=data).text


def test_a_file_is_looked_at_before_it_is_stored(app: Flask, admin: FlaskClient) -> None:
    text = "unit,unit_name,service,service_name\nbapenda,Bapenda,pbb,PBB\n"
    assert "1 unit baru, 1 layanan baru" in look(admin, text)
    with app.app_context():
        assert db.session.scalar(select(Unit).where(Unit.slug == "bapenda")) is None
    assert "Disimpan: 1 unit baru, 1 layanan baru, 0 isian diubah." in send(admin, "/admin/units/import", text=text)


def test_bad_lines_of_a_file_are_all_named(admin: FlaskClient) -> None:
    text = "unit,unit_name,service,service_name\nBesar,X,y,Y\nbapenda,,pbb,PBB\ncapil,Capil,ktp-el,KTP\n"
    page = look(admin, text)
    assert "Tidak ada yang disimpan" in page
    assert "baris 2, kolom unit" in page
    assert "baris 3, kolom unit_name" in page
    assert "bukan UTF-8" in look_bytes(admin, b"\xff\xfe")


def look_bytes(client: FlaskClient, data: bytes) -> str:
    form = {"csrf_token": csrf_of(client, "/account"), "file": (io.BytesIO(data), "katalog.csv")}
    return client.post("/admin/units/import", data=form).text


def test_the_auditor_looks_and_changes_nothing(app: Flask) -> None:
    auditor = signed_in(app, "auditor")
    assert auditor.get("/admin/units").status_code == 200
    page = auditor.get("/admin/units/dukcapil").text
    assert "/edit" not in page
    assert auditor.get("/admin/units/dukcapil/edit").status_code == 403
