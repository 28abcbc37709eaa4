"""The queue of background work: huey, on SQLite beside the database or on Redis where there is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pysqlite3
import structlog
from flask import Flask, current_app
from flask.cli import AppGroup
from huey import Huey, crontab
from huey.storage import RedisStorage, SqliteStorage

from config import Settings


@dataclass(frozen=True)
class Job:
    """Work that the worker starts by itself: a function without arguments, and the minutes past the hour."""

    name: str
    run: Callable[[], None]
    minute: str = "0"


class PysqliteStorage(SqliteStorage):  # type: ignore[misc]
    """huey's SQLite storage on our own SQLite, as the standard library's may have the WAL-reset race."""

    def _create_connection(self) -> Any:
        connection = pysqlite3.connect(self.filename, timeout=self._timeout, check_same_thread=False)
        connection.isolation_level = None
        self._set_journal_mode(connection)
        return connection


def make_queue(settings: Settings) -> Huey:
    """The queue that these settings ask for."""
    if settings.redis_url:
        return Huey("portal", storage_class=RedisStorage, url=settings.redis_url, results=False)
    file = settings.instance / "jobs.sqlite3"
    return Huey("portal", storage_class=PysqliteStorage, filename=str(file), results=False)


def schedule(app: Flask, queue: Huey, jobs: tuple[Job, ...]) -> None:
    """Give each job to the queue as a periodic task, run inside the app; two workers never run one job at once."""
    for job in jobs:
        task = queue.lock_task(job.name)(_in_app(app, job))
        queue.periodic_task(crontab(minute=job.minute), name=job.name)(task)


def _in_app(app: Flask, job: Job) -> Callable[[], None]:
    def run() -> None:
        with app.app_context():
            structlog.get_logger().info("job", job=job.name)
            job.run()

    run.__name__ = job.name
    return run


jobs = AppGroup("jobs", help="Background work.")


@jobs.command("work")
def work() -> None:
    """Run the worker until it is stopped.

    The turns that a killed worker still holds are given up: else its job would never run again.
    """
    queue: Huey = current_app.extensions["portal"].queue
    queue.create_consumer(workers=1, periodic=True, max_delay=5.0, flush_locks=True).run()
