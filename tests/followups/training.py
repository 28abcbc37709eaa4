"""Builders of training: a course, the forms of the desks, and a unit's plan."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.promises import BudgetSource
from portal.domain.training import CourseFacts
from portal.followups.models import TrainingPlan
from portal.followups.services import create_course
from tests.builders import a_service, a_unit
from tests.cast import csrf_of

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


def a_training_city() -> None:
    """A unit of twelve with a weak `waktu` (2), a foreign one, and one course."""
    a_service(staff=12)
    a_unit("dinkes", name="Dinas Kesehatan")
    with transaction():
        create_course(facts=FACTS)


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


def a_plan(client: FlaskClient, unit: str = "dukcapil", fields: Mapping[str, object] = PLAN) -> TestResponse:
    """A plan of ten, from today on for a year; the first days stand in the form."""
    address = f"/workplace/{unit}/training/courses/pelayanan-prima"
    found = re.search(r'name="starts_on"[^>]*value="([0-9-]+)"', client.get(address).text)
    day = found[1] if found else ""
    return send(client, address, {**PLAN, "starts_on": day, "due_on": f"{int(day[:4] or 0) + 1}-03-31", **fields})


def the_plan() -> TrainingPlan:
    db.session.expire_all()
    (plan,) = db.session.query(TrainingPlan).all()
    return plan
