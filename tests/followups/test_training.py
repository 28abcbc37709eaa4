"""Training at the desks: the catalogue, a unit's plan as a promise, its numbers, and what the public sees of them."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from types import MappingProxyType

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.catalogue.queries import unit_by_slug
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.promises import BudgetSource
from portal.domain.training import CourseFacts
from portal.followups.models import TrainingPlan
from portal.followups.queries import course_by_slug, every_course, history_of, promise_by_number, promises_of_unit
from portal.followups.services import create_course, withdraw
from tests.builders import a_service, a_unit, published
from tests.cast import csrf_of, signed_in

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
FACTS = CourseFacts(
    name="Pelayanan prima",
    provider="BPSDM Papua Barat Daya",
    university="Universitas contoh",
    certificate="Sertifikat 40 jam",
    competences="Menyapa, mendengar, menjelaskan",
    elements=("waktu", "perilaku"),
    cost=1_500_000,
    funding=BudgetSource.APBD,
    seats=20,
)
FORM = {
    "name": FACTS.name,
    "provider": FACTS.provider,
    "university": "",
    "certificate": "",
    "competences": FACTS.competences,
    "elements": ["waktu"],
    "cost": "Rp1.500.000",
    "funding": "apbd",
    "seats": "20",
}
NEW = "/admin/training/new"
EDIT = "/admin/training/pelayanan-prima/edit"
PLANS = "/workplace/dukcapil/training"
CHOOSE = f"{PLANS}/courses/pelayanan-prima"
FILE = "/admin/training/import"
NONE = {"enrolled": "1", "finished": "1", "certified": "1", "spent": "0"}
HEADER = "course,name,provider,university,certificate,competences,elements,cost,funding,seats\n"


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    """A unit of twelve with a weak `waktu` (2), a foreign one, and one course."""
    with app.app_context():
        a_service(staff=12)
        a_unit("dinkes", name="Dinas Kesehatan")
        with transaction():
            create_course(facts=FACTS)


@pytest.fixture
def reviewer(app: Flask) -> FlaskClient:
    return signed_in(app, "reviewer")


@pytest.fixture
def manager(app: Flask) -> FlaskClient:
    return signed_in(app, "manager", "dukcapil")


def send(client: FlaskClient, address: str, fields: Mapping[str, object], form_at: str = "") -> TestResponse:
    """What a form answers; its token comes from a page of the same desk."""
    return client.post(address, data={"csrf_token": csrf_of(client, form_at or address), **fields})


PLAN = {
    "element": "waktu",
    "cause": "Petugas baru belum terlatih",
    "owner": "Bidang Pelayanan",
    "enrolled": "10",
    "budget": "15.000.000",
    "budget_source": "apbd",
}


def a_plan(
    client: FlaskClient, unit: str = "dukcapil", fields: Mapping[str, object] = MappingProxyType({})
) -> TestResponse:
    """A plan of ten, from today on for a year; the first days stand in the form."""
    address = f"/workplace/{unit}/training/courses/pelayanan-prima"
    found = re.search(r'name="starts_on"[^>]*value="([0-9-]+)"', client.get(address).text)
    day = found[1] if found else ""
    return send(client, address, {**PLAN, "starts_on": day, "due_on": f"{int(day[:4] or 0) + 1}-03-31", **fields})


def the_plan() -> TrainingPlan:
    db.session.expire_all()
    (plan,) = db.session.query(TrainingPlan).all()
    return plan


# --- the catalogue -----------------------------------------------------------------------------------------------


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


# --- a unit's plan -----------------------------------------------------------------------------------------------


def test_a_course_is_proposed_for_a_weak_element_with_the_reason(manager: FlaskClient, app_context: None) -> None:
    published(30)
    page = manager.get(PLANS).text
    assert "Waktu Penyelesaian 2,00, di bawah rata-rata semua unsur unit ini 3,11" in page
    assert "30 penilaian belum terverifikasi" in page
    form = manager.get(CHOOSE).text
    assert "di bawah rata-rata semua unsur" in form
    assert '<option selected value="waktu">' in form


def test_without_a_score_nothing_is_proposed_but_all_can_be_chosen(manager: FlaskClient, app_context: None) -> None:
    assert "belum punya nilai yang terbit" in manager.get(PLANS).text
    assert CHOOSE in manager.get(f"{PLANS}/courses").text
    assert CHOOSE not in manager.get(f"{PLANS}/courses?q=tidak-ada").text


def test_a_plan_is_a_promise_that_never_says_how_many_people(
    manager: FlaskClient, client: FlaskClient, app_context: None
) -> None:
    published(30)
    assert a_plan(manager).status_code == 303
    (promise,) = promises_of_unit(unit_by_slug("dukcapil").id)
    assert (promise.origin, promise.kind, promise.trigger_period) == ("training", "training", "2026-Q3")
    assert promise.action == "Pelatihan «Pelayanan prima» oleh BPSDM Papua Barat Daya"
    assert promise.budget == 15_000_000
    assert [event.kind for event in history_of(promise)] == ["made"]
    public = client.get(f"/promises/{promise.id}").text
    assert "Rencana pelatihan" in public
    for address in (f"/promises/{promise.id}", "/promises", "/promises.csv", "/promises/training"):
        assert "10 pegawai" not in client.get(address).text
        assert ">10<" not in client.get(address).text
    assert the_plan().enrolled == 10


WRONG_PLANS: tuple[tuple[dict[str, object], str], ...] = (
    ({"enrolled": "13"}, "Lebih banyak daripada pegawai unit ini."),
    ({"enrolled": "21"}, "Lebih banyak daripada tempat"),
    ({"enrolled": "0"}, "Isikan bilangan dari 1"),
    ({"due_on": "2026-01-01", "starts_on": "2026-01-01"}, "sudah lewat"),
    ({"starts_on": "2199-01-01"}, "mendahului"),
    ({"budget": "-1"}, "Tidak dapat kurang dari nol."),
    ({"owner": ""}, "Isian ini wajib ada."),
    ({"cause": "a\0"}, "karakter kendali"),
    ({"element": "kompetensi"}, "tidak dikenal"),
)


def test_a_wrong_plan_is_refused_with_the_reason(manager: FlaskClient, app_context: None) -> None:
    for wrong, words in WRONG_PLANS:
        answer = a_plan(manager, fields=wrong)
        assert (answer.status_code, words in answer.text) == (422, True), wrong
    assert promises_of_unit(unit_by_slug("dukcapil").id) == []


def test_a_course_that_is_no_longer_offered_is_not_planned(manager: FlaskClient, app_context: None) -> None:
    manager.get(CHOOSE)
    with transaction():
        course_by_slug("pelayanan-prima").retired_on = today()
    assert a_plan(manager).status_code == 303
    assert "tidak ditawarkan lagi" in manager.get(PLANS).text
    assert promises_of_unit(unit_by_slug("dukcapil").id) == []


def test_numbers_are_kept_in_their_order_and_with_both_versions(manager: FlaskClient, app_context: None) -> None:
    a_plan(manager)
    address = f"{PLANS}/{the_plan().promise_id}"
    good = {"enrolled": "10", "finished": "8", "certified": "7", "spent": "14.000.000"}
    for wrong in ({"finished": "11"}, {"certified": "9"}, {"enrolled": "13"}, {"spent": "-1"}, {"finished": ""}):
        assert send(manager, address, {**good, **wrong, "version": "1"}).status_code == 422
    assert send(manager, address, {**good, "version": "1"}).status_code == 303
    late = send(manager, address, {**good, "certified": "8", "version": "1"})
    assert (late.status_code, 'name="version" value="2"' in late.text) == (409, True)
    plan = the_plan()
    assert (plan.enrolled, plan.finished, plan.certified, plan.spent) == (10, 8, 7, 14_000_000)


def test_of_a_withdrawn_plan_the_numbers_stay(manager: FlaskClient, app_context: None) -> None:
    a_plan(manager)
    number = the_plan().promise_id
    with transaction():
        withdraw(promise=promise_by_number(number), reason="Pelatihan dibatalkan", day=today())
    answer = send(manager, f"{PLANS}/{number}", {**NONE, "version": "1"})
    assert answer.status_code == 303
    assert the_plan().enrolled == 10


def test_the_plan_of_another_unit_is_not_found(app: Flask, manager: FlaskClient) -> None:
    assert a_plan(manager).status_code == 303
    other = signed_in(app, "manager", "dinkes")
    assert other.get("/workplace/dinkes/training/1").status_code == 404
    assert other.get(PLANS).status_code == 403


def test_the_auditor_reads_the_plan_and_is_offered_nothing_to_do(app: Flask, manager: FlaskClient) -> None:
    a_plan(manager)
    auditor = signed_in(app, "auditor")
    page = auditor.get(PLANS).text
    assert "Pelayanan prima" in page
    assert "Isi angka" not in page
    assert auditor.get(CHOOSE).status_code == 403
    assert auditor.get("/admin/training").status_code == 403
    assert auditor.get(f"{PLANS}/courses").status_code == 200


# --- what everybody sees -----------------------------------------------------------------------------------------


def test_the_public_sees_totals_of_many_units_and_never_of_one(app: Flask, client: FlaskClient) -> None:
    assert "Belum ada rencana pelatihan." in client.get("/promises/training").text
    for number, kind in enumerate(["dinas"] * 3 + ["kelurahan"] * 3):
        slug = f"unit-{number}"
        with app.app_context():
            a_unit(slug, kind=kind, name=slug)
        keeper = signed_in(app, "manager", slug)
        assert a_plan(keeper, slug, {"enrolled": str(7 + number)}).status_code == 303
    page = app.test_client().get("/promises/training").text
    assert "6 rencana pelatihan dari 6 unit: 57 petugas terdaftar" in page
    assert ">24<" in page.replace(" ", "")
    assert ">33<" in page.replace(" ", "")
    assert "kurang dari 5" in page
    assert "unit-0" not in page
