"""Where counts of limits stand: shared by all processes, and never gone so far that nothing is limited.

Redis (or Valkey) where there is one, else a small SQLite file beside the database, so that counting never waits for the
main database's write lock. If either is gone or hangs, a process goes on with what it counted itself.
"""

from __future__ import annotations

import hashlib
import hmac
import threading
import time
from pathlib import Path
from typing import Any

import pysqlite3
import structlog
from limits.storage import RedisStorage, Storage
from redis.backoff import NoBackoff
from redis.retry import Retry

from portal.core.clock import now

PATIENCE = 0.1
"""Seconds to wait for an answer. One request meets at most one such wait, or two where it must connect anew."""
REST = 5.0
"""Seconds for which a storage that failed is left alone; then one request tries it again."""
_SWEEP_EVERY = 256
MOST_KEPT = 100_000
"""Counts that one process keeps, some 30 MB. A flood of newcomers makes as many as it likes, good for a day each; then
those that nobody added to for longest go, as the shared counts have them too."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS counted (key TEXT PRIMARY KEY, n INTEGER NOT NULL, ends REAL NOT NULL) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS counted_ends ON counted (ends)",
)
_COUNT = """
INSERT INTO counted (key, n, ends) VALUES (:key, :amount, :now + :expiry)
ON CONFLICT (key) DO UPDATE SET
  n = CASE WHEN ends <= :now THEN :amount ELSE n + :amount END,
  ends = CASE WHEN ends <= :now THEN :now + :expiry ELSE ends END
RETURNING n
"""


class MemoryCounts(Storage):
    """Counts of one process. The storage of `limits` itself looks through all its keys a hundred times a second."""

    STORAGE_SCHEME = None
    base_exceptions = ()

    def __init__(self, uri: str | None = None, **options: Any) -> None:
        super().__init__(uri, **options)
        self._lock = threading.Lock()
        self._counts: dict[str, tuple[int, float]] = {}
        self._calls = 0

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """The count of a key after adding to it; its window ends `expiry` seconds after it began."""
        at = now().timestamp()
        with self._lock:
            self._calls += 1
            if self._calls >= max(_SWEEP_EVERY, len(self._counts) // 4):
                self._sweep(at)
            n, ends = self._counts.pop(key, (0, 0.0))
            n, ends = (n + amount, ends) if ends > at else (amount, at + expiry)
            self._counts[key] = (n, ends)
            return n

    def _sweep(self, at: float) -> None:
        """Forget what has ended, and the oldest of what is too much; the more there is, the more seldom."""
        self._calls = 0
        kept = [(name, count) for name, count in self._counts.items() if count[1] > at]
        self._counts = dict(kept[-MOST_KEPT:])

    def get(self, key: str) -> int:
        """The count of a key, 0 once its window has ended."""
        with self._lock:
            n, ends = self._counts.get(key, (0, 0.0))
        return n if ends > now().timestamp() else 0

    def get_expiry(self, key: str) -> float:
        """When the window of a key ends, in seconds of the epoch; now where there is none."""
        with self._lock:
            return max(self._counts.get(key, (0, 0.0))[1], now().timestamp())

    def check(self) -> bool:
        """It is always there."""
        return True

    def reset(self) -> int | None:
        """Forget all."""
        with self._lock:
            self._counts = {}
        return None

    def clear(self, key: str) -> None:
        """Forget one key."""
        with self._lock:
            self._counts.pop(key, None)


class SqliteCounts(Storage):
    """Counts in a file of their own. What a power cut takes from it is no loss, so nothing waits for the disk."""

    STORAGE_SCHEME = None
    base_exceptions = (pysqlite3.Error,)

    def __init__(self, uri: str | None = None, **options: Any) -> None:
        super().__init__(uri, **options)
        self._file = Path((uri or "").removeprefix("sqlite-counts://"))
        self._lock = threading.Lock()
        self._connection: Any = None
        self._calls = 0

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """As in MemoryCounts, in one statement: equal across processes."""
        at = now().timestamp()
        self._calls += 1
        if self._calls % _SWEEP_EVERY == 0:
            self._run("DELETE FROM counted WHERE ends <= :now", now=at)
        return int(self._run(_COUNT, key=key, amount=amount, expiry=expiry, now=at)[0][0])

    def get(self, key: str) -> int:
        """The count of a key, 0 once its window has ended."""
        rows = self._run("SELECT n FROM counted WHERE key = :key AND ends > :now", key=key, now=now().timestamp())
        return int(rows[0][0]) if rows else 0

    def get_expiry(self, key: str) -> float:
        """When the window of a key ends, in seconds of the epoch; now where there is none."""
        rows = self._run("SELECT ends FROM counted WHERE key = :key", key=key)
        return max(now().timestamp(), float(rows[0][0]) if rows else 0.0)

    def check(self) -> bool:
        """Whether the file can be read."""
        return bool(self._run("SELECT 1"))

    def reset(self) -> int | None:
        """Forget all."""
        self._run("DELETE FROM counted")
        return None

    def clear(self, key: str) -> None:
        """Forget one key."""
        self._run("DELETE FROM counted WHERE key = :key", key=key)

    def _run(self, statement: str, **values: object) -> list[Any]:
        with self._lock:
            if self._connection is None:
                self._connection = self._open()
            return list(self._connection.execute(statement, values).fetchall())

    def _open(self) -> Any:
        connection = pysqlite3.connect(self._file, timeout=PATIENCE, check_same_thread=False, isolation_level=None)
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=OFF", *_TABLES):
            connection.execute(statement)
        return connection


GUARDED = "guarded://"
"""By this address `limits` finds the counts below."""


class GuardedCounts(Storage):
    """What the limits use: counts that are shared while they can be, and those of this process when not.

    This process counts along all the time, so that a limit that was reached stays reached when the shared counts are
    gone. Keys reach a storage only as keyed hashes: they are made of addresses.
    """

    STORAGE_SCHEME = ["guarded"]  # noqa: RUF012 # as `limits` wants it
    base_exceptions = ()

    def __init__(self, uri: str | None = None, *, shared: str, secret: str, **options: Any) -> None:
        """`shared`: address of the shared counts, `sqlite-counts://<file>` or that of a Redis."""
        super().__init__(uri, **options)
        self._shared = _shared(shared)
        errors = self._shared.base_exceptions
        self._failures: tuple[type[Exception], ...] = (
            *(errors if isinstance(errors, tuple) else (errors,)),
            OSError,
        )
        self._own = MemoryCounts()
        self._secret = hmac.digest(secret.encode(), b"portal/limits", hashlib.sha256)
        self._lock = threading.Lock()
        self._rests_until = 0.0

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """The shared count of a key after adding to it; this process's own where there is none."""
        hashed = self._hashed(key)
        own = self._own.incr(hashed, expiry, amount)
        return int(self._ask("incr", own, hashed, int(expiry), amount))

    def get(self, key: str) -> int:
        """The count of a key, 0 once its window has ended."""
        hashed = self._hashed(key)
        return int(self._ask("get", self._own.get(hashed), hashed))

    def get_expiry(self, key: str) -> float:
        """When the window of a key ends, in seconds of the epoch."""
        hashed = self._hashed(key)
        return float(self._ask("get_expiry", self._own.get_expiry(hashed), hashed))

    def check(self) -> bool:
        """Whether the shared counts answer."""
        return bool(self._ask("check", False))

    def reset(self) -> int | None:
        """Forget all."""
        self._own.reset()
        self._ask("reset", None)
        return None

    def clear(self, key: str) -> None:
        """Forget one key."""
        hashed = self._hashed(key)
        self._own.clear(hashed)
        self._ask("clear", None, hashed)

    def _ask(self, method: str, own: Any, *arguments: Any) -> Any:
        """What the shared storage answers, or `own` where it fails or rests."""
        if not self._is_asked():
            return own
        try:
            answer = getattr(self._shared, method)(*arguments)
        except self._failures as error:
            self._rests_until = time.monotonic() + REST
            structlog.get_logger().warning("limits: counting alone", error=type(error).__name__)
            return own
        self._rests_until = 0.0
        return answer

    def _is_asked(self) -> bool:
        """After a failure only one request at a time finds out whether the storage is back; the others go on."""
        with self._lock:
            if not self._rests_until:
                return True
            if time.monotonic() < self._rests_until:
                return False
            self._rests_until = time.monotonic() + REST
            return True

    def _hashed(self, key: str) -> str:
        return hmac.digest(self._secret, key.encode(), hashlib.sha256).hex()


def _shared(uri: str) -> Storage:
    """The storage that an address names, with bounds on how long it may take."""
    if uri.startswith("sqlite-counts://"):
        return SqliteCounts(uri)
    once = {"retry": Retry(NoBackoff(), 0)} if not uri.startswith("valkey") else {}
    options: dict[str, Any] = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, **once}
    return RedisStorage(uri, **options)
