"""One at a time: whoever wants what another is just making waits for it instead of making it too."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Hashable, Iterator
from contextlib import contextmanager


class Turns:
    """A lock for each key, that exists as long as somebody holds it or waits for it."""

    def __init__(self, patience: float) -> None:
        """`patience`: seconds after which a turn is taken all the same."""
        self._patience = patience
        self._guard = threading.Lock()
        self._locks: dict[Hashable, threading.Lock] = {}
        self._takers: Counter[Hashable] = Counter()

    @contextmanager
    def take(self, key: Hashable) -> Iterator[None]:
        """Hold the turn of a key until the block ends."""
        with self._guard:
            lock = self._locks.setdefault(key, threading.Lock())
            self._takers[key] += 1
        held = lock.acquire(timeout=self._patience)
        try:
            yield
        finally:
            if held:
                lock.release()
            self._leave(key)

    def takers(self, key: Hashable) -> int:
        """How many hold the turn of a key or wait for it."""
        return self._takers[key]

    def _leave(self, key: Hashable) -> None:
        with self._guard:
            self._takers[key] -= 1
            if not self._takers[key]:
                del self._takers[key], self._locks[key]
