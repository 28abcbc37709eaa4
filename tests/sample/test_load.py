"""The sample city: the same for the same seed, never beside real data, harmless the second time, and nobody in it."""

from __future__ import annotations

import re
import stat
from collections import Counter

from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import func, select

from portal.accounts.queries import staff_by_email
from portal.catalogue.models import Service, Unit
from portal.core.extensions import db
from portal.domain.skm import SKM
from portal.responses.models import Response
from portal.sample.brigades import EXTRA
from portal.sample.ratings import sample_ratings
from tests.builders import a_service

SMALL = ["sample", "load", "--responses", "600", "--months", "3", "--seed", "7"]


def test_a_small_city_is_loaded_published_and_marked(app: Flask, cli: FlaskCliRunner, client: FlaskClient) -> None:
    result = cli.invoke(args=SMALL)
    assert result.exit_code == 0, result.output
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Response)) == 600 + EXTRA
        assert (db.session.scalar(select(func.count()).select_from(Unit)) or 0) >= 60
        assert db.session.scalar(select(func.count()).select_from(Service).where(Service.slug == "ktp-el")) == 1
    assert "Data contoh" in client.get("/").text
    assert client.get("/units").status_code == 200
    assert cli.invoke(args=["rollup", "rebuild", "--check"]).exit_code == 0


def test_a_second_call_changes_nothing(app: Flask, cli: FlaskCliRunner) -> None:
    cli.invoke(args=SMALL)
    again = cli.invoke(args=SMALL)
    assert again.exit_code == 0
    assert "sudah dimuat" in again.output
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Response)) == 600 + EXTRA


def test_it_refuses_to_stand_beside_real_data(app: Flask, cli: FlaskCliRunner) -> None:
    with app.app_context():
        a_service()
    result = cli.invoke(args=SMALL)
    assert result.exit_code == 1
    assert "data nyata" in result.output
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Unit)) == 1


def test_the_sign_ins_are_their_owners_alone(app: Flask, cli: FlaskCliRunner) -> None:
    cli.invoke(args=SMALL)
    file = app.extensions["portal"].settings.instance / "sample-accounts.txt"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    email = file.read_text().splitlines()[1].split()[0]
    file.unlink()
    with app.app_context():
        staff = staff_by_email(email)
        assert staff is not None
        assert (staff.password or "").startswith("$argon2id$")


def test_the_same_seed_gives_the_same_ratings_and_another_one_others() -> None:
    def city(seed: int) -> Counter[object]:
        return Counter(sample_ratings(questionnaire=SKM, running="2026-11", months=3, responses=600, seed=seed))

    assert city(7) == city(7)
    assert city(7) != city(8)


def test_no_comment_could_name_a_person() -> None:
    ratings = sample_ratings(questionnaire=SKM, running="2026-11", months=12, responses=5000, seed=7)
    comments = {rating.comment for rating in ratings if rating.comment}
    assert len(comments) > 50
    assert [comment for comment in comments if re.search(r"[0-9]{6}|@", comment)] == []
