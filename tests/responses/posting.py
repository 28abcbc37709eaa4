"""How a browser without JavaScript fetches the form, sends it and reads the answer."""

from __future__ import annotations

import html
import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from portal.core.extensions import db
from portal.responses.models import Mark, Response
from tests.builders import ANSWERS

FORM = "/rate/ktp-el"


def token(client: FlaskClient, address: str = FORM) -> str:
    return token_in(client.get(address))


def token_in(answer: TestResponse) -> str:
    found = re.search(r'name="token" value="([^"]+)"', answer.text)
    assert found is not None
    return html.unescape(found[1])


def send(client: FlaskClient, address: str = FORM, **change: Any) -> TestResponse:
    data = {"token": token(client, address), **ANSWERS, **change}
    return client.post(address, data={name: value for name, value in data.items() if value is not None})


def count(app: Flask, model: type = Response) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def noticed(app: Flask) -> list[str]:
    """What was noticed of each rating that waits, sorted."""
    with app.app_context():
        return sorted(db.session.scalars(select(Mark.signals)))


def summary(answer: TestResponse) -> set[str]:
    """Where the links of the error summary lead."""
    box = re.search(r"govuk-error-summary__list.*?</ul>", answer.text, re.DOTALL)
    assert box is not None, answer.text[:2000]
    return set(re.findall(r'href="#([^"]+)"', box[0]))
