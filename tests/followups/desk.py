"""A keeper of promises at the desk, as a browser without JavaScript: pages, forms, files; and what was stored."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from portal.audit.models import AuditEntry
from portal.core.extensions import db
from portal.followups.models import Promise, PromiseFile
from portal.followups.queries import files_of, promise_by_number, promises_of_unit
from tests.builders import a_unit
from tests.cast import csrf_of, signed_in

TODAY = datetime.datetime.now(ZoneInfo("Asia/Jayapura")).date()
_Found = TypeVar("_Found")


def fields(**other: str) -> dict[str, str]:
    """The form of a new promise, filled in well but for `other`."""
    said = {
        "element": "waktu",
        "cause": "Satu loket untuk semua",
        "kind": "staffing",
        "action": "Membuka loket kedua",
        "owner": "Bidang Pelayanan",
        "starts_on": TODAY.isoformat(),
        "due_on": (TODAY + datetime.timedelta(days=30)).isoformat(),
        "budget": "Rp25.000.000",
        "budget_source": "apbd",
    }
    return said | other


@dataclass
class Desk:
    """The desk of one unit."""

    app: Flask
    unit: str = "dukcapil"
    role: str = "manager"
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.inside(lambda: a_unit(self.unit))
        self.client = signed_in(self.app, self.role, self.unit)

    @property
    def home(self) -> str:
        return f"/workplace/{self.unit}/promises"

    def get(self, path: object = "") -> TestResponse:
        return self.client.get(f"{self.home}/{path}".rstrip("/"))

    def public(self, address: str) -> TestResponse:
        return self.app.test_client().get(address)

    def send(self, path: str, **data: Any) -> TestResponse:
        """Post a form; bytes are sent as a file."""
        sent = {
            name: FileStorage(io.BytesIO(value), "../IMG_1.jpg") if isinstance(value, bytes) else value
            for name, value in data.items()
        }
        values = {"csrf_token": csrf_of(self.client, "/account"), **sent}
        boundary, body = encode_multipart(values)
        kind = f"multipart/form-data; boundary={boundary}"
        return self.client.post(f"{self.home}/{path}", data=body, content_type=kind)

    def make(self, **other: str) -> int:
        """The number of a promise made with the form."""
        answer = self.send("new", **fields(**other))
        assert answer.status_code == 303, answer.text
        return int((answer.location or "").rsplit("/", 1)[-1])

    def step(self, number: int, step: str, note: str = "") -> TestResponse:
        return self.send(f"{number}/steps/{step}", **{f"{step}-note": note})

    def inside(self, work: Callable[[], _Found]) -> _Found:
        """What some work gives that needs the application."""
        with self.app.app_context():
            return work()

    def one(self, number: int) -> Promise:
        return self.inside(lambda: promise_by_number(number))

    def all(self) -> Sequence[Promise]:
        return self.inside(lambda: promises_of_unit(a_unit(self.unit).id))

    def files(self, number: int) -> Sequence[PromiseFile]:
        return self.inside(lambda: files_of(promise_by_number(number)))

    def deeds(self) -> list[AuditEntry]:
        query = select(AuditEntry).where(AuditEntry.action.startswith("promise.")).order_by(AuditEntry.number)
        return self.inside(lambda: list(db.session.scalars(query)))
