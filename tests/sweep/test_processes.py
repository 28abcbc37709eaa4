"""House rule: the processes of the Procfile start, serve, tell no version, and stop when asked to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from config import Settings
from portal.core.jobs import make_queue
from tests.sweep.sources import ROOT

BIN = Path(sys.executable).parent
PATIENCE = 30

Start = Callable[[str, int], "subprocess.Popen[bytes]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a line of the Procfile on a fresh instance and a port."""
    processes = []

    def run(name: str, port: int) -> subprocess.Popen[bytes]:
        environment = os.environ | {"PATH": f"{BIN}:{os.environ['PATH']}", "PORTAL_INSTANCE": str(tmp_path)}
        subprocess.run(["flask", "db", "upgrade"], env=environment, cwd=ROOT, check=True, capture_output=True)
        environment["PORT"] = str(port)
        process = subprocess.Popen(["sh", "-c", _procfile()[name]], env=environment, cwd=ROOT)
        processes.append(process)
        return process

    yield run
    for process in processes:
        process.kill()
        process.wait()


@pytest.fixture
def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def test_the_web_process_serves_and_stops(start: Start, free_port: int) -> None:
    web = start("web", free_port)
    status, server = _answer(free_port)
    assert status == 200
    assert not any(letter.isdigit() for letter in server)
    web.send_signal(signal.SIGTERM)
    web.wait(PATIENCE)


def test_the_worker_works_and_stops(start: Start, free_port: int) -> None:
    worker = start("worker", free_port)
    time.sleep(3)
    assert worker.poll() is None
    worker.send_signal(signal.SIGTERM)
    worker.wait(PATIENCE)


def test_a_worker_gives_up_the_turn_that_a_killed_one_still_holds(start: Start, free_port: int, tmp_path: Path) -> None:
    turn = make_queue(Settings(instance=tmp_path)).lock_task("publication-asked-for")
    assert turn.acquire()
    start("worker", free_port)
    deadline = time.monotonic() + PATIENCE
    while turn.is_locked():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def _procfile() -> dict[str, str]:
    lines = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    return {name: command.strip() for name, command in (line.split(":", 1) for line in lines)}


def _answer(port: int) -> tuple[int, str]:
    """Status and `Server` of /healthz, as soon as it answers."""
    deadline = time.monotonic() + PATIENCE
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", "/healthz")
            response = connection.getresponse()
            return response.status, response.headers.get("Server", "")
        except (OSError, HTTPException):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        finally:
            connection.close()
