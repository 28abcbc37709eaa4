"""`flask catalogue import`: idempotent by slug, all or nothing, every bad line named."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from portal.catalogue.queries import service_by_slug, staff_of, unit_by_slug
from portal.core.clock import today
from tests.builders import a_unit

HEADER = "unit,unit_name,kind,distrik,parent,staff,service,service_name,users\n"
GOOD = HEADER + (
    "dukcapil,Dinas Dukcapil,dinas,Sorong,,40,ktp-el,KTP-el,5000\n"
    "dukcapil,Dinas Dukcapil,dinas,Sorong,,40,kk,Kartu Keluarga,\n"
    "kelurahan-rufei,Kelurahan Rufei,kelurahan,Sorong Barat,distrik-barat,3,domisili-rufei,Surat domisili,200\n"
    "distrik-barat,Distrik Sorong Barat,distrik,Sorong Barat,,12,legalisasi-barat,Legalisasi,90\n"
)


def import_(cli: FlaskCliRunner, folder: Path, text: str | bytes) -> tuple[int, str]:
    file = folder / "katalog.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    result = cli.invoke(args=["catalogue", "import", str(file)])
    return result.exit_code, result.output


def test_a_catalogue_is_stored_with_parents_and_staff(app: Flask, cli: FlaskCliRunner, tmp_path: Path) -> None:
    code, output = import_(cli, tmp_path, GOOD)
    assert code == 0, output
    assert "3 unit baru, 4 layanan baru" in output
    with app.app_context():
        rufei = unit_by_slug("kelurahan-rufei")
        assert rufei.parent_id == unit_by_slug("distrik-barat").id
        assert staff_of(rufei.id, 2026) == 3
        assert service_by_slug("ktp-el").users == 5000


def test_the_same_file_again_changes_nothing(app: Flask, cli: FlaskCliRunner, tmp_path: Path) -> None:
    import_(cli, tmp_path, GOOD)
    code, output = import_(cli, tmp_path, GOOD)
    assert code == 0
    assert "0 unit baru, 0 layanan baru" in output
    with app.app_context():
        assert len(unit_by_slug("dukcapil").services) == 2


def test_absent_columns_leave_what_is_stored(app: Flask, cli: FlaskCliRunner, tmp_path: Path) -> None:
    import_(cli, tmp_path, GOOD)
    short = "unit;unit_name;service;service_name\ndukcapil;Dinas Kependudukan;ktp-el;KTP elektronik\n"
    code, output = import_(cli, tmp_path, b"\xef\xbb\xbf" + short.encode())
    assert code == 0, output
    with app.app_context():
        unit = unit_by_slug("dukcapil")
        assert (unit.name, unit.kind) == ("Dinas Kependudukan", "dinas")
        assert service_by_slug("ktp-el").users == 5000


def test_a_changed_number_of_staff_counts_from_the_next_year(app: Flask, cli: FlaskCliRunner, tmp_path: Path) -> None:
    import_(cli, tmp_path, GOOD)
    import_(cli, tmp_path, GOOD.replace(",12,", ",4,"))
    with app.app_context():
        unit = unit_by_slug("distrik-barat")
        assert staff_of(unit.id, today().year) == 12
        assert staff_of(unit.id, today().year + 1) == 4


def test_a_year_that_has_begun_keeps_its_questions(app: Flask, cli: FlaskCliRunner, tmp_path: Path) -> None:
    with app.app_context():
        year, unit_id = today().year, a_unit(staff=40).id
    for staff, next_year in (("3", 3), ("4", 4), ("40", 40), ("3", 3)):
        assert import_(cli, tmp_path, GOOD.replace(",40,", f",{staff},"))[0] == 0
        with app.app_context():
            assert staff_of(unit_id, year) == 40
            assert staff_of(unit_id, year + 1) == next_year


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("unit,unit_name,service\na,A,b\n", "baris 1, kolom service_name: kolom wajib tidak ada"),
        (GOOD.replace("users", "pengguna"), "kolom pengguna: kolom tidak dikenal"),
        (GOOD.replace(",dinas,", ",kantor,"), "baris 2, kolom kind"),
        (GOOD.replace(",5000", ",banyak"), "baris 2, kolom users"),
        (GOOD.replace("kk,", "KK Baru,"), "baris 3, kolom service"),
        (GOOD.replace("kk,", "ktp-el,"), "baris 3, kolom service: «ktp-el» sudah ada"),
        (GOOD.replace("kk,", "lain,"), "baris 3, kolom service"),
        (GOOD.replace("dinas,Sorong,,40,kk", "dinas,Sorong,,41,kk"), "baris 3, kolom staff: berbeda dari baris 2"),
        (GOOD.replace("distrik-barat,3", "tidak-ada,3"), "baris 4, kolom parent"),
        (GOOD.replace("Sorong Barat,,12", "Sorong Barat,kelurahan-rufei,12"), "lingkaran induk"),
        (GOOD + "satu,dua\n", "baris 6, kolom (semua): 2 nilai untuk 9 kolom"),
        (GOOD.encode() + b"\xff\n", "baris 6, kolom (semua): bukan UTF-8"),
        (GOOD + 'x,"tak tertutup\n', "bukan CSV yang sah"),
        ("", "berkas kosong"),
    ],
)
def test_a_bad_file_is_refused_whole(
    app: Flask, cli: FlaskCliRunner, tmp_path: Path, text: str | bytes, said: str
) -> None:
    code, output = import_(cli, tmp_path, text)
    assert code == 1
    assert said in output
    assert "Tidak ada yang disimpan." in output
    assert app.test_client().get("/api/v1/units").get_json()["units"] == []


def test_a_service_does_not_move_to_another_unit(app: Flask, cli: FlaskCliRunner, tmp_path: Path) -> None:
    import_(cli, tmp_path, GOOD)
    moved = "unit,unit_name,service,service_name\nbaru,Unit Baru,ktp-el,KTP-el\n"
    code, output = import_(cli, tmp_path, moved)
    assert code == 1
    assert "sudah milik unit lain" in output
    with app.app_context():
        assert service_by_slug("ktp-el").unit.slug == "dukcapil"
