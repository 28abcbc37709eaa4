"""A city report whose worker is killed: the desk says so, no half file can be had, and asked again it is made."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

from tests.faults.asked_report import UNITS
from tests.faults.killing import Steps
from tests.faults.server import flask

ROUNDS = 3
LONGEST = 1.2
"""Seconds until the kill: less than a dozen units take."""


def test_a_killed_report_is_told_and_made_when_asked_again(tmp_path: Path) -> None:
    flask(tmp_path, "db", "upgrade")
    steps, chance, said = Steps("tests.faults.asked_report", tmp_path), random.Random(7), []
    steps.run("fill")
    for _round in range(ROUNDS):
        assert steps.run("ask") == ""
        steps.work_until(chance.uniform(0.3, LONGEST))
        said.append(steps.run("say"))
        assert not list((tmp_path / "reports").glob("*.zip"))
        if said[-1].startswith("Menunggu"):
            steps.run("work")
            break
        assert steps.run("ask") == "report_under_way"
        steps.run("wait")
        assert steps.run("say") == "Terputus di tengah jalan; mintalah sekali lagi."
    else:
        assert steps.run("ask") == ""
        steps.run("work")
    print(f"\nafter each kill: {said}")
    assert any(one.startswith("Sedang dibuat") for one in said)
    assert steps.run("say").startswith(f"Selesai: {UNITS} unit")
    (file,) = (tmp_path / "reports").iterdir()
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 2 * UNITS + 1
