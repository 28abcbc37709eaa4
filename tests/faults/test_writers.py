"""Sixteen writers for half a minute on SQLite, each rating sent twice with its key, alone and while releases run.

No request may fail, nothing may be doubled, and the roll-up must equal its recomputation. Prints the rates.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
import uuid
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pysqlite3
import pytest

from tests.faults.server import flask, served

WRITERS = 16
SECONDS = 30
CATALOGUE = "unit,unit_name,service,service_name\n" + "".join(
    f"unit-{number},Unit {number},layanan-{number},Layanan {number}\n" for number in range(8)
)
CODES = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana")


@dataclass
class Tally:
    """What the writers saw."""

    receipts: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    slowest: float = 0.0


@pytest.mark.parametrize("releases", [False, True], ids=["alone", "while-releases-run"])
def test_sixteen_writers(tmp_path: Path, releases: bool) -> None:
    (tmp_path / "katalog.csv").write_text(CATALOGUE)
    flask(tmp_path, "db", "upgrade")
    flask(tmp_path, "catalogue", "import", str(tmp_path / "katalog.csv"))
    tally, stop = Tally(), threading.Event()
    with served(tmp_path) as port:
        threads = [threading.Thread(target=_write, args=(port, number, tally, stop)) for number in range(WRITERS)]
        for thread in threads:
            thread.start()
        rounds = _pass_time(tmp_path, releases=releases)
        stop.set()
        for thread in threads:
            thread.join()
    flask(tmp_path, "publication", "release")
    with closing(pysqlite3.connect(tmp_path / "portal.sqlite3")) as database:
        stored = database.execute("SELECT count(*) FROM response").fetchone()[0]
    sent = len(tally.receipts)
    print(
        f"\n{sent} ratings, each sent twice, in {SECONDS} s ({2 * sent / SECONDS:.0f} requests/s); "
        f"slowest {tally.slowest * 1000:.0f} ms; failed {len(tally.failures)}; doubled {stored - sent}; "
        f"releases meanwhile {rounds}; {flask(tmp_path, 'rollup', 'rebuild', '--check').strip()}"
    )
    assert tally.failures == []
    assert sent == len(set(tally.receipts)) == stored
    assert sent > 0


def _pass_time(instance: Path, *, releases: bool) -> int:
    """Half a minute, with one release after the other if asked for; returns how many."""
    until, rounds = time.monotonic() + SECONDS, 0
    while time.monotonic() < until:
        if releases:
            flask(instance, "publication", "release")
            rounds += 1
        else:
            time.sleep(0.2)
    return rounds


def _write(port: int, number: int, tally: Tally, stop: threading.Event) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        while not stop.is_set():
            _write_one(connection, number, tally)


def _write_one(connection: http.client.HTTPConnection, number: int, tally: Tally) -> None:
    key = str(uuid.uuid4())
    body = json.dumps({"service": f"layanan-{number % 8}", "answers": dict.fromkeys(CODES, 1 + number % 4)})
    try:
        first, again = (_send(connection, key, body, tally) for _time in range(2))
    except OSError as error:
        tally.failures.append(repr(error))
        connection.close()
        return
    if first[0] != 201 or again != (200, first[1]):
        tally.failures.append(f"{first} {again}")
    tally.receipts.append(first[1])


def _send(connection: http.client.HTTPConnection, key: str, body: str, tally: Tally) -> tuple[int, str]:
    started = time.perf_counter()
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    connection.request("POST", "/api/v1/ratings", body, headers)
    answer = connection.getresponse()
    content = answer.read()
    tally.slowest = max(tally.slowest, time.perf_counter() - started)
    return answer.status, str(json.loads(content).get("receipt"))
