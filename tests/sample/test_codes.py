"""Visit codes of the sample city fit its verified ratings."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import func, select

from portal.core.extensions import db
from portal.domain.questionnaire import Channel
from portal.responses.models import Response
from portal.visits.models import CodeCount, VisitBatch, VisitCode, VisitNumber


def test_every_verified_rating_has_its_code_and_more_were_printed(
    app: Flask, cli: FlaskCliRunner, client: FlaskClient
) -> None:
    loaded = cli.invoke(args=["sample", "load", "--responses", "1500", "--months", "4", "--seed", "7"])
    assert loaded.exit_code == 0, loaded.output
    with app.app_context():
        verified = db.session.scalar(select(func.count()).where(Response.channel == Channel.VERIFIED.value))
        used = db.session.scalar(select(func.count()).where(VisitCode.used)) or 0
        printed = db.session.scalar(select(func.sum(VisitBatch.made))) or 0
        counted = db.session.scalar(select(func.sum(CodeCount.redeemed)))
        assert verified == used == counted
        assert 1.2 * used < printed < 2.6 * used
        assert len(db.session.scalars(select(VisitNumber.unit_id).distinct()).all()) > 4
        year = max(db.session.scalars(select(CodeCount.month)))[:4]
    assert 'id="codes"' in client.get(f"/units/dukcapil?period={year}").text
