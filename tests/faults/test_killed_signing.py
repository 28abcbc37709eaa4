"""A process that signs reviews is killed again and again: each review is signed once, or not at all."""

from __future__ import annotations

import random
from pathlib import Path

from tests.faults.killing import Steps
from tests.faults.server import flask

ROUNDS = 25
LONGEST = 0.12
"""Seconds until the kill; all forty reviews take longer."""


def test_a_killed_signing_signs_once_or_not_at_all(tmp_path: Path) -> None:
    flask(tmp_path, "db", "upgrade")
    steps = Steps("tests.faults.signing", tmp_path)
    steps.run("fill")
    chance, seen = random.Random(7), []
    for _round in range(ROUNDS):
        steps.work_until(chance.uniform(0.0, LONGEST))
        kept, logged, odd = map(int, steps.run("say").split())
        assert (odd, logged) == (0, kept)
        seen.append(kept)
    steps.run("work")
    print(f"\nreviews signed after each kill: {seen}")
    assert steps.run("say") == "40 40 0"
    assert any(0 < kept < 40 for kept in seen)
