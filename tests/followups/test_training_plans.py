"""A unit's plan of training as a promise, its numbers, and what the public sees of them."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.catalogue.queries import unit_by_slug
from portal.core.clock import today
from portal.core.database import transaction
from portal.followups.queries import course_by_slug, history_of, promise_by_number, promises_of_unit
from portal.followups.services import withdraw
from tests.builders import a_unit, published
from tests.cast import signed_in
from tests.followups.training import (
    CHOOSE,
    NONE,
    PLANS,
    a_plan,
    a_training_city,
    send,
    the_plan,
)

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    """One course, a unit that may plan it, and a foreign one."""
    with app.app_context():
        a_training_city()


@pytest.fixture
def manager(app: Flask) -> FlaskClient:
    return signed_in(app, "manager", "dukcapil")


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
    assert "Pelatihan baru" not in auditor.get("/admin/training").text
    assert auditor.get("/admin/training/new").status_code == 403
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
