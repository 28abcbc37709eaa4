"""Places where people rate, at the desk: a code that stays, in use or not, many at once, by two people, from a file."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from portal.audit.models import AuditEntry
from portal.catalogue.models import Touchpoint
from portal.catalogue.queries import service_by_slug
from portal.core.database import transaction
from portal.core.extensions import db
from tests.builders import a_service
from tests.cast import csrf_of, signed_in

LIST, NEW, BATCH, FILE = (f"/admin/touchpoints{more}" for more in ("", "/new", "/batch", "/import"))
YEAR = datetime.datetime.now(ZoneInfo("Asia/Jayapura")).year


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()
        a_service("kk", name="Kartu Keluarga")
        a_service("poli", unit="puskesmas-remu", name="Poli umum")


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    return signed_in(app, "administrator")


def send(client: FlaskClient, address: str, **data: object) -> str:
    """The page that comes in the end."""
    token = csrf_of(client, "/account")
    return client.post(address, data=data | {"csrf_token": token}, follow_redirects=True).text


def a_touchpoint(client: FlaskClient, place: str = "Loket 2", service: str = "ktp-el") -> str:
    """The code of a new one."""
    page = send(client, NEW, service=service, place=place)
    found = re.search(r"dengan kode (\w{6})\.", page)
    assert found is not None
    return found[1]


def kept(app: Flask) -> list[tuple[str, str, bool]]:
    """Service, place and whether in use, of all there are."""
    with app.app_context():
        rows: Sequence[Touchpoint] = db.session.scalars(select(Touchpoint).order_by(Touchpoint.id)).unique().all()
        return [(one.service.slug, one.place, one.retired_on is None) for one in rows]


def deeds(app: Flask) -> list[AuditEntry]:
    with app.app_context():
        query = select(AuditEntry).where(AuditEntry.action.startswith("touchpoint."))
        return list(db.session.scalars(query.order_by(AuditEntry.number)))


def test_a_place_is_made_renamed_moved_retired_and_brought_back_under_one_code(app: Flask, admin: FlaskClient) -> None:
    code = a_touchpoint(admin, "  Loket \t 2 ")
    assert set(code) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert kept(app) == [("ktp-el", "Loket 2", True)]
    assert code in send(admin, f"{LIST}/{code}/edit", service="kk", place="Loket 3", version=1)
    assert kept(app) == [("kk", "Loket 3", True)]
    send(admin, f"{LIST}/{code.lower()}/retire")
    assert kept(app) == [("kk", "Loket 3", False)]
    assert code not in admin.get(LIST).text
    assert code in admin.get(f"{LIST}?seen=retired").text
    send(admin, f"{LIST}/{code}/return")
    assert kept(app) == [("kk", "Loket 3", True)]
    assert [deed.action.split(".")[1] for deed in deeds(app)] == ["create", "change", "retire", "return"]
    assert json.loads(deeds(app)[1].detail) == {
        "before": {"service": "ktp-el", "place": "Loket 2"},
        "after": {"service": "kk", "place": "Loket 3"},
    }


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"place": ""}, "Isian ini wajib ada."),
        ({"place": "x" * 81}, "paling banyak 80 huruf"),
        ({"place": "x" * 161}, "paling banyak 160 huruf"),
        ({"place": "a\x07"}, "paling banyak 80 huruf"),
        ({"service": "tidak-ada"}, "Pilihan ini tidak dikenal."),
        ({"service": ""}, "Pilihan ini tidak dikenal."),
        ({"place": "LOKET 2"}, "sudah ada untuk layanan ini"),
    ],
)
def test_a_bad_place_is_refused_with_its_reason_and_kept_in_the_form(
    app: Flask, admin: FlaskClient, sent: dict[str, str], said: str
) -> None:
    a_touchpoint(admin)
    assert said in send(admin, NEW, **{"service": "ktp-el", "place": "Loket 9"} | sent)
    assert len(kept(app)) == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"service": "poli"}, "Pilihan ini tidak dikenal."),
        ({}, "Tidak ada yang berubah."),
        ({"place": "loket 3"}, "sudah ada untuk layanan ini"),
        ({"place": " "}, "dan tidak kosong"),
    ],
)
def test_a_place_moves_within_its_unit_alone_and_never_onto_another(
    app: Flask, admin: FlaskClient, sent: dict[str, str], said: str
) -> None:
    code = a_touchpoint(admin)
    a_touchpoint(admin, "Loket 3")
    filled = {"service": "ktp-el", "place": "Loket 2", "version": "1"}
    assert said in send(admin, f"{LIST}/{code}/edit", **filled | sent)
    assert kept(app)[0] == ("ktp-el", "Loket 2", True)


def test_two_administrators_see_both_versions_and_nothing_is_lost(app: Flask, admin: FlaskClient) -> None:
    other, code = signed_in(app, "administrator", name="-dua"), a_touchpoint(admin)
    send(other, f"{LIST}/{code}/edit", service="ktp-el", place="Loket A", version=1)
    page = send(admin, f"{LIST}/{code}/edit", service="kk", place="Loket B", version=1)
    assert "Orang lain lebih dulu menyimpan" in page
    assert '<td class="said">Loket A</td><td class="said">Loket B</td>' in page
    assert 'value="Loket B"' in page
    assert 'name="version" value="2"' in page
    assert kept(app) == [("ktp-el", "Loket A", True)]
    send(admin, f"{LIST}/{code}/edit", service="kk", place="Loket B", version=2)
    assert kept(app) == [("kk", "Loket B", True)]


@pytest.mark.parametrize("version", ["", "x", "0", "9" * 40])
def test_a_form_without_its_version_does_not_overwrite(app: Flask, admin: FlaskClient, version: str) -> None:
    code = a_touchpoint(admin)
    send(admin, f"{LIST}/{code}/edit", service="kk", place="Loket 2", version=version)
    assert kept(app) == [("ktp-el", "Loket 2", True)]


def test_what_was_done_is_not_done_twice_and_says_so(app: Flask, admin: FlaskClient) -> None:
    code = a_touchpoint(admin)
    assert "masih dipakai" in send(admin, f"{LIST}/{code}/return")
    send(admin, f"{LIST}/{code}/retire")
    assert "sudah tidak dipakai" in send(admin, f"{LIST}/{code}/retire")
    a_touchpoint(admin)
    assert "sudah ada untuk layanan ini" in send(admin, f"{LIST}/{code}/return")
    assert kept(app) == [("ktp-el", "Loket 2", False), ("ktp-el", "Loket 2", True)]


def test_a_service_that_has_ended_gets_no_new_place(app: Flask, admin: FlaskClient) -> None:
    with app.app_context(), transaction():
        service_by_slug("kk").valid_to = YEAR - 1
    assert "Pilihan ini tidak dikenal." in send(admin, NEW, service="kk", place="Loket 1")
    assert "Kartu Keluarga" not in admin.get(NEW).text
    page = send(admin, BATCH, unit="dukcapil", place="Loket 1")
    assert "1 titik «Loket 1»" in page


def test_a_whole_unit_gets_its_places_at_once_and_only_those_that_it_lacks(app: Flask, admin: FlaskClient) -> None:
    a_touchpoint(admin, "Pintu depan")
    look = send(admin, BATCH, unit="dukcapil", place="pintu  DEPAN")
    assert "<li>Kartu Keluarga</li>" in look
    assert len(kept(app)) == 1
    assert "1 titik baru dibuat." in send(admin, BATCH, unit="dukcapil", place="Pintu depan", step="do")
    assert "0 titik baru dibuat." in send(admin, BATCH, unit="dukcapil", place="Pintu depan", step="do")
    assert kept(app) == [("ktp-el", "Pintu depan", True), ("kk", "Pintu depan", True)]
    assert "setiap layanan unit ini sudah punya" in send(admin, BATCH, unit="dukcapil", place="Pintu depan")
    assert "paling banyak 80 huruf" in send(admin, BATCH, unit="dukcapil", place="x" * 81, step="do")
    assert len(deeds(app)) == 2


def test_the_list_is_searched_and_paged(app: Flask, admin: FlaskClient) -> None:
    lines = "".join(f"poli,Ranjang {number:02}\n" for number in range(27))
    send(admin, FILE, text=f"service,place\n{lines}")
    first, second = admin.get(f"{LIST}?q=RANJANG umum").text, admin.get(f"{LIST}?q=ranjang&page=2").text
    assert "27 titik" in first
    assert ("Ranjang 24" in first, "Ranjang 25" in first, "Ranjang 25" in second) == (True, False, True)
    for odd in ("?q=%00", "?q=%25", "?page=99", "?seen=x&page=-1&q=tidak-ada"):
        assert admin.get(f"{LIST}{odd}").status_code == 200
    assert "Tidak ada titik yang cocok." in admin.get(f"{LIST}?q=%25").text


@pytest.mark.parametrize("code", ["ABCDEF", "tidak-ada", "ſſſſſſ", "0" * 400])
def test_an_unknown_code_is_not_found(admin: FlaskClient, code: str) -> None:
    assert admin.get(f"{LIST}/{code}/edit").status_code == 404


@pytest.mark.parametrize("role", ["manager", "unit_head", "reviewer", "moderator", "integrity", "auditor"])
def test_nobody_else_changes_anything(app: Flask, admin: FlaskClient, role: str) -> None:
    code, client = a_touchpoint(admin), signed_in(app, role, "dukcapil")
    for address in (NEW, BATCH, FILE, f"{LIST}/{code}/edit", f"{LIST}/{code}/retire", f"{LIST}/{code}/return"):
        token = csrf_of(client, "/account")
        data = {"csrf_token": token, "service": "ktp-el", "place": "X", "unit": "dukcapil", "step": "do", "text": "x"}
        assert client.post(address, data=data).status_code == 403
    assert client.get(LIST).status_code == client.get(f"{LIST}.csv").status_code == (200 if role == "auditor" else 403)
    assert not re.search(f"{code}/|/new|/batch|/import", client.get(LIST).text)
    assert kept(app) == [("ktp-el", "Loket 2", True)]


def test_the_database_keeps_one_place_in_use_and_one_code(app: Flask, admin: FlaskClient) -> None:
    a_touchpoint(admin)
    a_touchpoint(admin, "Loket 3")
    for change in ("place = 'Loket 2'", "code = (SELECT min(code) FROM touchpoint)", "code = 'ABC'"):
        with app.app_context(), pytest.raises(IntegrityError), transaction():
            db.session.execute(text(f"UPDATE touchpoint SET {change}"))


# --- as a file ---------------------------------------------------------------------------------------------------


def look(client: FlaskClient, data: str | bytes) -> str:
    raw = data if isinstance(data, bytes) else data.encode()
    form = {"csrf_token": csrf_of(client, "/account"), "file": (io.BytesIO(raw), "titik.csv")}
    return client.post(FILE, data=form).text


def test_a_file_goes_out_and_comes_back_unchanged_whatever_stands_in_it(app: Flask, admin: FlaskClient) -> None:
    a_touchpoint(admin, "=1+1")
    retired = a_touchpoint(admin, 'Loket "A", kiri', "poli")
    send(admin, f"{LIST}/{retired}/retire")
    out, before = admin.get(f"{LIST}.csv").text, kept(app)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["unit"], row["service"], row["place"], row["state"]) for row in rows] == [
        ("dukcapil", "ktp-el", "'=1+1", "in_use"),
        ("puskesmas-remu", "poli", 'Loket "A", kiri', "retired"),
    ]
    assert "0 titik baru, 0 diubah" in look(admin, out)
    send(admin, FILE, text=out)
    assert kept(app) == before


def test_a_file_is_looked_at_before_it_is_stored_and_may_come_twice(app: Flask, admin: FlaskClient) -> None:
    code = a_touchpoint(admin)
    table = (
        f"code;service;place;state\n{code.lower()};kk;Loket 7;retired\n;poli;Pintu;\n;poli;Pintu;\n;kk;Lama;retired\n"
    )
    assert "2 titik baru, 1 diubah" in look(admin, table)
    assert kept(app) == [("ktp-el", "Loket 2", True)]
    assert "Disimpan: 2 titik baru, 1 diubah." in send(admin, FILE, text=table)
    assert kept(app) == [("kk", "Loket 7", False), ("poli", "Pintu", True), ("kk", "Lama", False)]
    assert json.loads(deeds(app)[-1].detail)["after"] == {"made": 2, "changed": 1}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("service\nkk\n", "kolom place: kolom wajib tidak ada"),
        ("service,place,harga\nkk,A,1\n", "kolom harga: kolom tidak dikenal"),
        ("service,place\nkk,\n", "baris 2, kolom place: kosong"),
        (f"service,place\nkk,{'x' * 81}\n", "baris 2, kolom place: lebih dari 80 huruf"),
        ("service,place\nkk,A\nhantu,B\n", "baris 3, kolom service: layanan «hantu» tidak ada"),
        ("code,service,place\nABCDEF,kk,A\n", "baris 2, kolom code: kode «ABCDEF» tidak ada"),
        ("code,service,place\nABC,kk,A\n", "baris 2, kolom code: «ABC» bukan kode"),
        ("code,service,place\nABCDEF,kk,A\nabcdef,kk,B\n", "baris 3, kolom code: «ABCDEF» sudah ada di baris 2"),
        ("service,place,state\nkk,A,rusak\n", "baris 2, kolom state"),
        ("service,place\nkk,A\nkk,B\x07\n", "baris 3, kolom place: Nama tempat"),
        (b"\xff\xfe", "bukan UTF-8"),
        ("", "berkas kosong"),
    ],
)
def test_a_bad_file_is_refused_whole_and_names_its_lines(
    app: Flask, admin: FlaskClient, table: str | bytes, said: str
) -> None:
    page = look(admin, table)
    assert "Tidak ada yang disimpan" in page
    assert said in page
    assert kept(app) == []


def test_a_file_moves_no_place_to_another_unit(app: Flask, admin: FlaskClient) -> None:
    code = a_touchpoint(admin)
    table = f"code,service,place\n{code},poli,Loket 2\n"
    assert "milik unit lain" in look(admin, table)
    assert "milik unit lain" in send(admin, FILE, text=table)
    assert kept(app) == [("ktp-el", "Loket 2", True)]
