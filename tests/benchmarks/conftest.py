"""What the benchmarks measure on: the sample city, loaded once, and a description of the machine beside each figure."""

from __future__ import annotations

import logging
import os
import platform
import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pysqlite3
import pytest
import structlog

from tests.faults.server import flask


def pytest_addoption(parser: pytest.Parser) -> None:
    """Shorter ways for whoever works on a benchmark: an instance that is there, fewer ratings."""
    parser.addoption("--instance", type=Path, help="measure a copy of this instance, not a fresh sample city")
    parser.addoption("--times", type=int, default=1200, help="how many ratings to make of each one of ten thousand")


@pytest.fixture(scope="session", autouse=True)
def quiet() -> None:
    """No request lines between the figures."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


@pytest.fixture(scope="session", autouse=True)
def machine(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Says what the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    fsync = _fsync_ms(tmp_path_factory.mktemp("disk") / "file")
    print(
        f"\nmachine: {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {pysqlite3.sqlite_version}; "
        f"write and fsync of 4 kB {fsync:.2f} ms; load before {os.getloadavg()[0]:.1f}"
    )


@pytest.fixture(scope="session")
def city_instance(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder with the sample city in it, ours alone."""
    given: Path | None = request.config.getoption("--instance")
    folder = tmp_path_factory.mktemp("city")
    if given:
        copy_instance(given, folder)
    else:
        flask(folder, "db", "upgrade")
        flask(folder, "sample", "load", patience=1200)
    return folder


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Path]:
    """A folder for large databases, emptied at once."""
    yield tmp_path
    shutil.rmtree(tmp_path)


def copy_instance(source: Path, target: Path) -> None:
    """Copy an instance that may be in use: its database by SQLite's backup, its secrets as files."""
    for file in source.glob("*.key"):
        shutil.copy(file, target)
    old = pysqlite3.connect(f"file:{source / 'portal.sqlite3'}?mode=ro", uri=True)
    new = pysqlite3.connect(target / "portal.sqlite3")
    old.backup(new)
    new.close()
    old.close()


def _fsync_ms(path: Path) -> float:
    """Median of two hundred writes, each made durable."""
    times = []
    with path.open("wb", buffering=0) as file:
        for _write in range(200):
            started = time.perf_counter()
            file.write(bytes(4096))
            os.fsync(file.fileno())
            times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000
