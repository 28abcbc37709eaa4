"""A release that is killed again and again while it closes a month: whole blocks or none; asked again it ends."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pysqlite3

from tests.faults.killing import Steps
from tests.faults.server import flask

ROUNDS = 20
LONGEST = 0.3
"""Seconds until the kill: less than a release of this city takes alone on a fast machine."""


def test_a_killed_release_leaves_whole_blocks_and_ends_when_asked_again(tmp_path: Path) -> None:
    flask(tmp_path, "db", "upgrade")
    steps = Steps("tests.faults.asked_release", tmp_path)
    steps.run("fill")
    chance, made = random.Random(5), []
    for _round in range(ROUNDS):
        steps.run("ask")
        steps.work_until(chance.uniform(0.02, LONGEST))
        state, _published, differences = steps.run("say").split()
        assert (state, differences) in {("going", "0"), ("waiting", "0"), ("published", "0")}
        made.append(_blocks(tmp_path))
        if state == "published":
            break
        _cancel_waiting(tmp_path, state)
    if state != "published":
        steps.run("ask")
        steps.run("work")
    print(f"\nblocks after each kill: {made}; in the end {_blocks(tmp_path)}")
    assert steps.run("say").split() == ["published", "True", "0"]
    assert _blocks(tmp_path) == 60
    assert any(0 < blocks < 60 for blocks in made)


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
