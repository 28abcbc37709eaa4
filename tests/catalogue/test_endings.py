"""Merging, splitting, closing and renaming in the middle of a year: the past stays as it was, to the letter."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.catalogue.models import Service, Unit
from portal.catalogue.queries import service_by_slug, unit_by_slug, units_in
from portal.catalogue.services import (
    ServiceFacts,
    UnitFacts,
    apply_due_years,
    begin_plan,
    carry_out,
    change_service,
    change_unit,
    create_service,
    create_unit,
    facts_of_unit,
    plan_closing,
    plan_merge,
    plan_service_closing,
    plan_split,
    reopen,
    undo_change,
)
from portal.core.database import transaction
from portal.core.duties import Duties, Duty
from portal.core.extensions import db
from portal.core.saving import Conflict
from portal.domain.errors import InvalidInput, NotFound, Refused
from portal.domain.periods import parse_period
from portal.opendata.api import scorecard_json
from portal.publication.queries import CITY, of_unit, of_units, scorecard, unit_scorecards
from tests.builders import a_rating, a_service, a_unit, close, ratings

YEAR = 2026
PERIODS = ("2025", "2025-Q4", "2025-12", "2026", "2026-S1", "2026-Q2", "2026-Q3", "2026-06", "2026-07")
PAST_PAGES = (
    "/units?period=2026-Q2",
    "/units/dukcapil?period=2026-Q2",
    "/units/capil?period=2025",
    "/units/dukcapil?period=2025-Q4",
    "/services/ktp-el?period=2026-Q2",
    "/accountability?period=2026-Q2&kind=dinas",
    "/accountability?period=2025&distrik=Sorong",
    "/units/dukcapil/elements.csv?period=2026-Q2",
    "/api/v1/units/dukcapil/scorecard?period=2026-Q2",
)


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    """Two dinas and a kelurahan with ratings of two years, and a fourth unit without any."""
    a_service(users=500)
    a_service("kk", name="Kartu Keluarga")
    a_unit("capil", name="Dinas Capil")
    a_service("akta", unit="capil", name="Akta kelahiran", users=900)
    a_service("domisili", unit="rufei", name="Surat domisili")
    a_unit("baru", name="Dinas Baru")
    for month in ("2025-11", "2026-05", "2026-07"):
        for service in ("ktp-el", "kk", "akta", "domisili"):
            ratings(35, service=service, month=month)
    close("2026-07")


def the(slug: str) -> Unit:
    return unit_by_slug(slug)


def all_numbers() -> str:
    """Every scorecard of every past period, of units, kinds, distriks and the city, as the API spells it."""
    scopes = [of_unit(unit) for unit in db.session.scalars(select(Unit).order_by(Unit.slug)) if unit.valid_from is None]
    scopes += [of_units(kind="dinas"), of_units(distrik="Sorong"), of_units(kind="dinas", distrik="Sorong"), CITY]
    cards = {
        f"{scope.name} {text}": scorecard_json("", scorecard(scope, parse_period(text)))
        for scope in scopes
        for text in PERIODS
    }
    return json.dumps(cards, sort_keys=True)


def pages(client: FlaskClient) -> dict[str, str]:
    return {address: client.get(address).text for address in PAST_PAGES}


def merge() -> None:
    with transaction():
        begin_plan()
        units = [the("dukcapil"), the("capil")]
        carry_out(plan=plan_merge(units=units, into=the("baru"), this_year=YEAR), this_year=YEAR)


def facts(slug: str, **changed: Any) -> UnitFacts:
    held = vars(facts_of_unit(the(slug), YEAR))
    return UnitFacts(**{**held, **changed})


def change(slug: str, from_year: int = YEAR + 1, *, version: int | None = None, **changed: Any) -> None:
    with transaction():
        unit = the(slug)
        sent = version if version is not None else unit.version
        change_unit(unit=unit, version=sent, facts=facts(slug, **changed), from_year=from_year, this_year=YEAR)


def test_a_merge_leaves_every_past_number_as_it_was(client: FlaskClient) -> None:
    numbers, before = all_numbers(), pages(client)
    merge()
    assert all_numbers() == numbers
    after = pages(client)
    changed = {address for address in PAST_PAGES if after[address] != before[address]}
    ending = {address for address in PAST_PAGES if "Bekerja sampai akhir tahun 2026" in after[address]}
    assert changed == ending, "only the sentence about the end is new"
    for address in changed:
        without = re.sub(r'<section class="card notice">.*?</section>', "", after[address], count=1, flags=re.DOTALL)
        assert without.split() == before[address].split()
    with transaction():
        apply_due_years(year=YEAR + 1)
    assert all_numbers() == numbers


def test_the_next_year_shows_the_successor() -> None:
    merge()
    assert {unit.slug for unit in units_in(YEAR)} == {"dukcapil", "capil", "rufei", "baru"}
    then = {unit.slug: [service.slug for service in unit.services] for unit in units_in(YEAR + 1)}
    assert set(then) == {"rufei", "baru"}
    assert sorted(then["baru"]) == ["akta-2027", "kk-2027", "ktp-el-2027"]
    assert service_by_slug("ktp-el").successor_id == service_by_slug("ktp-el-2027").id
    assert service_by_slug("akta-2027").users == 900


def test_ratings_go_to_the_successor_from_january_on() -> None:
    merge()
    december, january = datetime.date(2026, 12, 31), datetime.date(2027, 1, 1)
    assert a_rating(service="ktp-el", day=december).is_new
    with pytest.raises(NotFound, match="closed_service"):
        a_rating(service="ktp-el-2027", day=december)
    assert a_rating(service="ktp-el-2027", day=january).is_new
    with pytest.raises(InvalidInput, match="visit_code: needed"):
        a_rating(service="ktp-el", day=january)
    with pytest.raises(NotFound, match="closed_service"):
        a_rating(service="ktp-el", day=january + datetime.timedelta(days=14))
    ratings(40, service="ktp-el-2027", month="2027-01")
    close("2027-01")
    card = scorecard(of_unit(the("baru")), parse_period("2027-01"))
    assert card.channels[card.headline].n >= 40
    assert set(unit_scorecards(parse_period("2027"))) >= {the("baru").id}


def test_a_kind_keeps_the_units_that_it_had(client: FlaskClient) -> None:
    numbers, page = all_numbers(), client.get("/accountability?period=2026-Q2&kind=dinas").text
    change("capil", kind="badan", distrik="Sorong Timur")
    assert all_numbers() == numbers
    assert client.get("/accountability?period=2026-Q2&kind=dinas").text == page
    with transaction():
        apply_due_years(year=YEAR + 1)
    assert all_numbers() == numbers
    assert the("capil").kind == "badan"
    assert client.get("/accountability?period=2026-Q2&kind=dinas").text == page


def test_a_planned_name_shows_from_its_year_on(client: FlaskClient) -> None:
    before = client.get("/units/dukcapil?period=2026-Q2").text
    change("dukcapil", name="Dinas Administrasi Kependudukan")
    assert client.get("/units/dukcapil?period=2026-Q2").text == before
    with transaction():
        assert apply_due_years(year=YEAR + 1) == 1
        assert apply_due_years(year=YEAR + 1) == 0
    assert "Dinas Administrasi Kependudukan" not in client.get("/units/dukcapil?period=2026-Q2").text
    assert [unit.name for unit in units_in(YEAR + 1) if unit.slug == "dukcapil"] == ["Dinas Administrasi Kependudukan"]


@pytest.mark.parametrize(
    ("changed", "from_year", "code"),
    [
        ({"name": "Lain"}, YEAR - 1, "past_year"),
        ({"name": "Lain"}, YEAR + 2, "too_far"),
        ({"kind": "badan"}, YEAR, "structure_next_year"),
        ({"kind": "kerajaan"}, YEAR + 1, "unknown_kind"),
        ({"parent": "tidak-ada"}, YEAR + 1, "unknown_parent"),
        ({"parent": "dukcapil"}, YEAR + 1, "cycle"),
        ({}, YEAR, "nothing_changed"),
    ],
)
def test_a_change_is_refused_with_its_reason(changed: dict[str, Any], from_year: int, code: str) -> None:
    with pytest.raises(Refused) as refused:
        change("dukcapil", from_year, **changed)
    assert refused.value.code == code
    assert the("dukcapil").version == 1


def test_a_cycle_over_three_units_is_refused() -> None:
    change("capil", parent="dukcapil")
    change("baru", parent="capil")
    with pytest.raises(Refused, match="cycle"):
        change("dukcapil", parent="baru")


def test_a_stale_form_shows_what_differs_and_saves_nothing() -> None:
    change("dukcapil", YEAR, name="Satu")
    with pytest.raises(Conflict) as conflict:
        change("dukcapil", YEAR, version=1, name="Dua")
    assert conflict.value.fields == {"name": ("Satu", "Dua")}
    assert the("dukcapil").name == "Satu"


def test_a_planned_change_can_be_taken_back() -> None:
    change("dukcapil", name="Lain")
    with pytest.raises(Refused, match="planned_later"):
        change("dukcapil", YEAR, name="Lagi")
    with transaction():
        undo_change(thing=the("dukcapil"), this_year=YEAR)
    with pytest.raises(Refused, match="nothing_planned"), transaction():
        undo_change(thing=the("dukcapil"), this_year=YEAR)
    change("dukcapil", YEAR, name="Lagi")


def test_a_closing_can_be_taken_back_until_its_year_is_over() -> None:
    merge()
    with transaction():
        reopen(thing=the("dukcapil"), this_year=YEAR)
    assert {unit.slug for unit in units_in(YEAR + 1)} == {"rufei", "baru", "dukcapil"}
    assert [s.slug for unit in units_in(YEAR + 1) if unit.slug == "baru" for s in unit.services] == ["akta-2027"]
    with pytest.raises(Refused, match="not_closing"), transaction():
        reopen(thing=the("capil"), this_year=YEAR + 1)


def test_a_split_sends_each_service_to_its_unit() -> None:
    with transaction():
        targets = {service_by_slug("ktp-el").id: the("baru"), service_by_slug("kk").id: the("capil")}
        carry_out(plan=plan_split(unit=the("dukcapil"), targets=targets, this_year=YEAR), this_year=YEAR)
    then = {unit.slug: sorted(service.slug for service in unit.services) for unit in units_in(YEAR + 1)}
    assert then == {"baru": ["ktp-el-2027"], "capil": ["akta", "kk-2027"], "rufei": ["domisili"]}
    with pytest.raises(Refused, match="service_without_target"):
        plan_split(unit=the("capil"), targets={}, this_year=YEAR)


@pytest.mark.parametrize("code", ["own_successor", "successor_closed", "children", "closed", "open_duties"])
def test_a_closing_is_refused_with_its_reason(app: Flask, code: str) -> None:
    successor = the("dukcapil") if code == "own_successor" else the("baru") if code == "successor_closed" else None
    if code in {"successor_closed", "closed"}:
        with transaction():
            gone = the("baru" if code == "successor_closed" else "dukcapil")
            carry_out(plan=plan_closing(unit=gone, successor=None, this_year=YEAR), this_year=YEAR)
    if code == "children":
        change("capil", parent="dukcapil")
    duties = app.extensions["portal"].duties
    waiting = Duties(of_person=lambda _person, _day: (), of_unit=lambda unit: [Duty(f"laporan {unit}", "/")])
    duties.extend([waiting] if code == "open_duties" else [])
    try:
        with pytest.raises(Refused) as refused:
            plan_closing(unit=the("dukcapil"), successor=successor, this_year=YEAR)
    finally:
        duties[:] = [one for one in duties if one is not waiting]
    assert refused.value.code == code


def test_one_service_ends_and_leads_on(client: FlaskClient) -> None:
    with transaction():
        plan = plan_service_closing(service=service_by_slug("kk"), successor=service_by_slug("ktp-el"), this_year=YEAR)
        carry_out(plan=plan, this_year=YEAR)
        service_by_slug("kk").valid_to = YEAR - 1
    answer = client.get("/rate/kk")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/rate/ktp-el")
    assert 'href="/services/ktp-el"' in client.get("/services/kk?period=2026-Q2").text
    assert "Kartu Keluarga" not in client.get("/services").text
    with transaction():
        service_by_slug("kk").successor_id = None
    assert client.get("/rate/kk").status_code == 404


def test_slugs_are_permanent_and_never_given_twice() -> None:
    new = UnitFacts(name="X", kind="dinas", distrik="", parent="", staff=3)
    for slug, code in (("dukcapil", "slug_taken"), ("Besar", "bad_slug"), ("", "bad_slug"), ("a" * 81, "bad_slug")):
        with pytest.raises(Refused, match=code), transaction():
            create_unit(slug=slug, facts=new, from_year=YEAR, this_year=YEAR)
    merge()
    with pytest.raises(Refused, match="slug_taken"), transaction():
        create_service(unit=the("baru"), slug="kk", facts=ServiceFacts("KK", None), from_year=YEAR + 1, this_year=YEAR)


def test_the_number_of_users_changes_without_touching_the_past(client: FlaskClient) -> None:
    before = client.get("/services/ktp-el?period=2025-Q4").text
    with transaction():
        service = service_by_slug("ktp-el")
        change_service(service=service, version=1, facts=ServiceFacts("KTP-el", 9000), from_year=YEAR, this_year=YEAR)
    assert client.get("/services/ktp-el?period=2025-Q4").text == before
    assert client.get("/services/ktp-el?period=2026-Q2").text != before
    assert db.session.scalars(select(Service.users).where(Service.slug == "ktp-el")).one() == 9000
