"""A release that is killed again and again while it closes a month: whole blocks or none; asked again it ends."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pysqlite3

from tests.faults.server import ROOT, environment, flask

ROUNDS = 20
LONGEST = 0.3
"""Seconds until the kill: less than a release of this city takes alone on a fast machine."""


def test_a_killed_release_leaves_whole_blocks_and_ends_when_asked_again(tmp_path: Path) -> None:
    flask(tmp_path, "db", "upgrade")
    _step(tmp_path, "fill")
    chance, made = random.Random(5), []
    for _round in range(ROUNDS):
        _step(tmp_path, "ask")
        _work_until(tmp_path, chance.uniform(0.02, LONGEST))
        state, _published, differences = _step(tmp_path, "say").split()
        assert (state, differences) in {("going", "0"), ("waiting", "0"), ("published", "0")}
        made.append(_blocks(tmp_path))
        if state == "published":
            break
        _cancel_waiting(tmp_path, state)
    if state != "published":
        _step(tmp_path, "ask")
        _step(tmp_path, "work")
    print(f"\nblocks after each kill: {made}; in the end {_blocks(tmp_path)}")
    assert _step(tmp_path, "say").split() == ["published", "True", "0"]
    assert _blocks(tmp_path) == 60
    assert any(0 < blocks < 60 for blocks in made)


def _step(instance: Path, name: str) -> str:
    command = [sys.executable, "-m", "tests.faults.asked_release", name]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(instance), capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def _work_until(instance: Path, seconds: float) -> None:
    """Let the worker begin, and kill it after so long."""
    command = [sys.executable, "-m", "tests.faults.asked_release", "work"]
    with subprocess.Popen(command, cwd=ROOT, env=environment(instance), stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "begun\n"
        time.sleep(seconds)
        worker.send_signal(signal.SIGKILL)
        worker.wait(10)


def _cancel_waiting(instance: Path, state: str) -> None:
    """One that was killed before its turn would keep its place."""
    if state == "waiting":
        with closing(pysqlite3.connect(instance / "portal.sqlite3")) as database:
            database.execute("DELETE FROM publication_run WHERE outcome IS NULL")
            database.commit()


def _blocks(instance: Path) -> int:
    with closing(pysqlite3.connect(instance / "portal.sqlite3")) as database:
        blocks: int = database.execute("SELECT count(*) FROM block").fetchone()[0]
        return blocks
