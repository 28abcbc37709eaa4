"""What two do with the same codes at the same moment: one after the other, whoever is first."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.catalogue.queries import service_by_slug
from portal.core.clock import this_month, today
from portal.core.database import transaction
from portal.core.extensions import db
from portal.core.saving import Conflict
from portal.domain.errors import Refused, Unauthorized
from portal.ledger.models import LedgerEntry
from portal.responses.models import Response
from portal.visits.models import CodeCount, QueueMachine, VisitBatch, VisitCode, VisitNumber
from portal.visits.services import count_codes, enrol, hand_out, revoke_batch, revoke_machine, set_visits
from tests.builders import a_code, a_service, a_unit
from tests.visits.desk import a_key
from tests.visits.redeeming_process import redeemed_at_once

ROOT = Path(__file__).resolve().parents[2]
THREADS = 25
MEANWHILE = 0.3


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()


def printed() -> str:
    """A code of the one machine."""
    machine = db.session.scalars(select(QueueMachine)).one()
    return hand_out(machine=machine, service=service_by_slug("ktp-el"), day=today())


def beside(app: Flask, first: Callable[[], object], second: Callable[[], object]) -> list[object]:
    """What comes of the second deed, which begins while the first is done and not yet committed."""
    found: list[object] = []

    def work() -> None:
        with app.app_context(), transaction():
            try:
                found.append(second())
            except (Conflict, Refused, Unauthorized) as refusal:
                found.append(type(refusal))

    thread = threading.Thread(target=work)
    with transaction():
        first()
        thread.start()
        time.sleep(MEANWHILE)
    thread.join()
    db.session.expire_all()
    return found


def void() -> None:
    """Revoke the batch that is good still."""
    batch = db.session.scalars(select(VisitBatch).where(VisitBatch.revoked_on.is_(None))).one()
    revoke_batch(batch=batch, version=batch.version, day=today())


def test_a_machine_prints_no_code_into_a_batch_that_is_being_revoked(app: Flask) -> None:
    a_key()
    with transaction():
        printed()
    beside(app, void, printed)
    made = db.session.execute(select(VisitBatch.made, VisitBatch.revoked_on)).all()
    assert sorted((n, day is None) for n, day in made) == [(1, False), (1, True)]


def test_a_key_that_is_being_revoked_prints_nothing_more(app: Flask) -> None:
    a_key()
    machine = db.session.scalars(select(QueueMachine)).one()
    assert beside(app, lambda: revoke_machine(machine=machine, day=today()), printed) == [Unauthorized]
    assert db.session.scalar(select(func.count()).select_from(VisitCode)) == 0


def test_a_batch_is_revoked_once_by_two_who_press_at_once(app: Flask) -> None:
    a_code(day=today())
    read = db.session.scalars(select(VisitBatch)).one()
    key = read.unit_id, read.id

    def press() -> None:
        revoke_batch(batch=db.session.get_one(VisitBatch, key), version=1, day=today())

    assert beside(app, press, press) == [Conflict]
    entries = select(func.count()).select_from(LedgerEntry).where(LedgerEntry.kind == "codes_revoked")
    assert db.session.scalar(entries) == 1


def test_visits_that_are_given_twice_at_once_are_those_given_last(app: Flask) -> None:
    unit = a_unit().id

    def tell(visits: int) -> Callable[[], object]:
        return lambda: set_visits(unit_id=unit, month=this_month(), visits=visits, day=today(), over=True)

    assert beside(app, tell(70), tell(80)) == [70]
    assert db.session.scalars(select(VisitNumber.visits)).all() == [80]


def test_two_machines_of_one_name_are_not_enrolled_at_once(app: Flask) -> None:
    def enrolled() -> object:
        return enrol(unit=a_unit(), name="Lantai 1", day=today())

    assert beside(app, enrolled, enrolled) == [Refused]


def test_codes_are_counted_by_two_releases_at_once(app: Flask) -> None:
    a_code(day=today())
    assert beside(app, lambda: count_codes(day=today()), lambda: count_codes(day=today())) == [None]
    assert db.session.scalars(select(CodeCount.issued)).all() == [1]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_one_code_from_fifty_threads_of_two_processes_is_redeemed_once(app: Flask) -> None:
    """On SQLite what keeps them apart is a lock of files; on PostgreSQL the database, whoever asks it."""
    code = a_code(day=today())
    environment = os.environ | {
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "PORTAL_INSTANCE": str(app.extensions["portal"].settings.instance),
        "PORTAL_SECRET_KEY": app.config["SECRET_KEY"],
    }
    command = [sys.executable, "-m", "tests.visits.redeeming_process", code, str(THREADS)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "ready\n"
        other.stdin.write("go\n")
        other.stdin.flush()
        answers = Counter(redeemed_at_once(app, code, THREADS))
        answers += Counter(other.communicate(timeout=60)[0].split())
    print(f"\none code from {THREADS} threads of each of two processes at once: {dict(answers)}")
    assert answers == {"201:": 1, "422:used": 2 * THREADS - 1}
    db.session.rollback()
    assert db.session.scalars(select(VisitCode.used)).all() == [True]
    assert db.session.scalars(select(Response.channel)).all() == ["verified"]
