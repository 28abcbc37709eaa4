"""Many at once: nobody is refused, nothing is doubled, one code serves one, and the roll-up stays exact."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.core.clock import today
from portal.core.extensions import db
from portal.publication.jobs import release
from portal.publication.services import differences
from portal.responses.models import Response
from tests.builders import ANSWERS, a_code, a_service

WRITERS = 8
EACH = 12


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()


def at_once(work: Callable[[int], None], n: int = WRITERS) -> None:
    failures: list[BaseException] = []

    def run(number: int) -> None:
        try:
            work(number)
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def send(app: Flask, key: str, **more: object) -> int:
    body = {"service": "ktp-el", "answers": dict(ANSWERS), **more}
    return app.test_client().post("/api/v1/ratings", json=body, headers={"Idempotency-Key": key}).status_code


def count() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Response)) or 0


def test_each_rating_sent_twice_by_many_is_kept_once_while_releases_run(app: Flask) -> None:
    def work(number: int) -> None:
        if number == 0:
            for _turn in range(6):
                with app.app_context():
                    release(day=today())
            return
        for _turn in range(EACH):
            key = str(uuid.uuid4())
            assert {send(app, key), send(app, key)} == {201, 200}

    at_once(work)
    assert count() == (WRITERS - 1) * EACH
    release(day=today(), close=f"{today():%Y-%m}")
    assert differences() == []


def test_one_key_sent_by_many_at_once_is_one_rating(app: Flask) -> None:
    key = str(uuid.uuid4())
    codes: list[int] = []
    at_once(lambda _number: codes.append(send(app, key)))
    assert sorted(codes) == [200] * (WRITERS - 1) + [201]
    assert count() == 1


def test_one_code_used_by_many_at_once_serves_one(app: Flask) -> None:
    code = a_code(day=today())
    codes: list[int] = []
    at_once(lambda _number: codes.append(send(app, str(uuid.uuid4()), visit_code=code)))
    assert sorted(codes) == [201] + [422] * (WRITERS - 1)
    assert count() == 1
