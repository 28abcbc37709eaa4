"""A portal with the sample city in it, for rules that must hold on every page."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask
from sqlalchemy import select

from portal.catalogue.models import Service
from portal.core.extensions import db
from portal.followups.models import PromiseFile
from tests.sweep.city import City


@pytest.fixture
def city(app: Flask) -> City:
    """The sample city, small, and one rating given by a citizen."""
    loaded = app.test_cli_runner().invoke(args=["sample", "load", "--responses", "300", "--months", "2"])
    assert loaded.exit_code == 0, loaded.output
    with app.app_context():
        service = db.session.scalars(select(Service).order_by(Service.slug)).first()
        assert service is not None
        picture = db.session.scalars(select(PromiseFile).order_by(PromiseFile.id)).first()
        assert picture is not None
        parts = {"service": service.slug, "unit": service.unit.slug}
        parts |= {"promise": str(picture.promise_id), "file": str(picture.id)}
    return City(app, parts | {"receipt": _receipt(app, parts["service"])})


def _receipt(app: Flask, service: str) -> str:
    answers = dict.fromkeys(("persyaratan", "prosedur", "waktu", "biaya", "produk", "sarana"), 4)
    answer = app.test_client().post(
        "/api/v1/ratings",
        json={"service": service, "answers": answers},
        headers={"Idempotency-Key": str(uuid.uuid4())},
    )
    assert answer.status_code == 201, answer.get_data(as_text=True)
    receipt: str = answer.get_json()["receipt"]
    return receipt
