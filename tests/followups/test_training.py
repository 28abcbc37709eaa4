"""The city's catalogue of training at its desk, and as a file."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.core.database import transaction
from portal.followups.queries import course_by_slug, every_course
from tests.cast import signed_in
from tests.followups.training import (
    EDIT,
    FILE,
    FORM,
    HEADER,
    NEW,
    a_training_city,
    send,
)

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    """One course, a unit that may plan it, and a foreign one."""
    with app.app_context():
        a_training_city()


@pytest.fixture
def reviewer(app: Flask) -> FlaskClient:
    return signed_in(app, "reviewer")


def test_a_course_is_made_changed_taken_out_and_brought_back(reviewer: FlaskClient, app_context: None) -> None:
    assert send(reviewer, NEW, {**FORM, "name": "Pelayanan prima"}).status_code == 303
    made = course_by_slug("pelayanan-prima-2")
    assert (made.cost, made.elements, made.version) == (1_500_000, ["waktu"], 1)
    send(reviewer, EDIT, {**FORM, "seats": "30", "version": "1"})
    assert course_by_slug("pelayanan-prima").seats == 30
    send(reviewer, "/admin/training/pelayanan-prima/retire", {}, EDIT)
    assert "tidak ditawarkan sejak" in reviewer.get("/admin/training").text
    assert reviewer.get("/admin/training?q=tidak-ada").text.count("Pelayanan prima") == 0
    send(reviewer, "/admin/training/pelayanan-prima/return", {}, EDIT)
    assert course_by_slug("pelayanan-prima").retired_on is None


WRONG_COURSES: tuple[tuple[dict[str, object], str], ...] = (
    ({"name": ""}, "Isian ini wajib ada."),
    ({"name": "a" * 10_000}, "Terlalu panjang"),
    ({"name": "a\0b"}, "karakter kendali"),
    ({"elements": []}, "Isian ini wajib ada."),
    ({"elements": ["harga"]}, "tidak dikenal"),
    ({"cost": "-5"}, "Tidak dapat kurang dari nol."),
    ({"cost": "banyak"}, "Isikan rupiah utuh"),
    ({"cost": "９９"}, "Isikan rupiah utuh"),
    ({"cost": "9" * 16}, "Terlalu besar"),
    ({"seats": "0"}, "Isikan bilangan dari 1 sampai 10000."),
    ({"seats": "9" * 5000}, "Isikan bilangan bulat."),
    ({"funding": "pinjol"}, "tidak dikenal"),
)


def test_a_wrong_course_is_refused_and_nothing_entered_is_lost(reviewer: FlaskClient, app_context: None) -> None:
    for wrong, words in WRONG_COURSES:
        answer = send(reviewer, NEW, {**FORM, "provider": "Penyelenggara X", **wrong})
        assert (answer.status_code, words in answer.text, "Penyelenggara X" in answer.text) == (422, True, True), wrong
    assert len(every_course()) == 1


def test_who_saves_second_sees_both_versions_and_may_save_over(reviewer: FlaskClient, app_context: None) -> None:
    send(reviewer, EDIT, {**FORM, "cost": "2.000.000", "version": "1"})
    late = send(reviewer, EDIT, {**FORM, "cost": "3.000.000", "version": "1"})
    assert late.status_code == 409
    assert "Rp2.000.000" in late.text
    assert "Rp3.000.000" in late.text
    assert 'name="version" value="2"' in late.text
    assert send(reviewer, EDIT, {**FORM, "cost": "3.000.000", "version": "2"}).status_code == 303
    assert course_by_slug("pelayanan-prima").cost == 3_000_000


def test_the_catalogue_goes_out_and_comes_in_unchanged(reviewer: FlaskClient, app_context: None) -> None:
    with transaction():
        course_by_slug("pelayanan-prima").name = "=PRIMA()"
    sent = reviewer.get("/admin/training.csv").data
    assert b"'=PRIMA()" in sent
    looked = send(reviewer, FILE, {"file": (io.BytesIO(sent), "a.csv")})
    assert "0 pelatihan baru, 0 diubah" in looked.text


def test_a_file_is_looked_at_before_it_is_kept(reviewer: FlaskClient, app_context: None) -> None:
    text = HEADER + (
        "pelayanan-prima,Pelayanan prima,BPSDM,,,Menyapa,waktu perilaku,1500000,apbd,25\n"
        ",Bahasa isyarat,SLB,,,Isyarat dasar,perilaku,0,alternative,15\n"
    )
    looked = send(reviewer, FILE, {"file": (io.BytesIO(text.encode()), "a.csv")})
    assert "1 pelatihan baru, 1 diubah" in looked.text
    assert len(every_course()) == 1
    assert send(reviewer, FILE, {"text": text}).status_code == 303
    assert course_by_slug("pelayanan-prima").seats == 25
    assert course_by_slug("bahasa-isyarat").funding == "alternative"


def test_a_bad_file_names_each_line_and_keeps_nothing(reviewer: FlaskClient, app_context: None) -> None:
    text = HEADER + (
        "tidak-ada,A,B,,,C,waktu,0,apbd,1\n"  # 2
        ",A,B,,,C,harga,0,apbd,1\n"  # 3
        ",A,B,,,C,waktu,0,apbd,0\n"  # 4
    )
    answer = send(reviewer, FILE, {"file": (io.BytesIO(text.encode()), "a.csv")}).text
    assert "baris 3, kolom elements" in answer
    assert "baris 4, kolom seats" in answer
    unreadable = HEADER + ",A,B,,,C,waktu,mahal,apbn,x\n"
    answer = send(reviewer, FILE, {"file": (io.BytesIO(unreadable.encode()), "a.csv")}).text
    for column in ("cost", "funding", "seats"):
        assert f"baris 2, kolom {column}" in answer
    unknown = HEADER + "tidak-ada,A,B,,,C,waktu,0,apbd,1\n"
    assert "tidak ada; kosongkan" in send(reviewer, FILE, {"file": (io.BytesIO(unknown.encode()), "a.csv")}).text
    assert len(every_course()) == 1
