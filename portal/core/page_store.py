"""Public pages kept in memory, compressed, as they were sent: no more bytes than allowed, the least used go first."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from cachetools import LRUCache

from portal.core.revision import PublicState

MAX_BYTES = 64 * 1024 * 1024
MAX_BODY = 512 * 1024
MAX_ADDRESS = 1000
_OVERHEAD = 1024
"""What Python spends on an entry beside its text, counted so that a million tiny pages stay within the bound too."""

Headers = tuple[tuple[str, str], ...]


class PageKey(NamedTuple):
    """All that may make two answers differ. The language stands in the query."""

    state: PublicState
    scheme: str
    host: str
    path: str
    query: str
    encoding: str

    @property
    def length(self) -> int:
        """Characters of its texts."""
        return len(self.host) + len(self.path) + len(self.query)


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer 200 as it was sent, without the headers that belong to one request."""

    endpoint: str
    etag: str
    headers: Headers
    body: bytes

    @property
    def size(self) -> int:
        """Bytes it takes, roughly."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers) + _OVERHEAD


class PageStore:
    """Kept pages by key, for all threads of a process."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._lock = threading.Lock()
        self._pages: LRUCache[PageKey, tuple[Kept, int]] = LRUCache(max_bytes, getsizeof=lambda pair: pair[1])

    def get(self, key: PageKey) -> Kept | None:
        """The page, if it is kept."""
        with self._lock:
            found = self._pages.get(key)
        return found[0] if found else None

    def put(self, key: PageKey, page: Kept) -> None:
        """Keep a page unless it is too large; the first page of another state sweeps out all others."""
        size = page.size + key.length
        if len(page.body) > MAX_BODY or key.length > MAX_ADDRESS or size > self._pages.maxsize:
            return
        with self._lock:
            if any(other.state != key.state for other in islice(self._pages, 1)):
                self._pages.clear()
            self._pages[key] = (page, size)

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._pages.clear()

    @property
    def bytes(self) -> int:
        """Bytes taken, roughly."""
        return int(self._pages.currsize)

    def __len__(self) -> int:
        return len(self._pages)
