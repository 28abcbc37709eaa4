"""Kept pages in memory: bounded by bytes, and never of two publications at once."""

from __future__ import annotations

import datetime

from portal.core.page_store import Kept, PageKey, PageStore
from portal.core.revision import PublicState

DAY = datetime.date(2026, 11, 24)


def key(path: str, revision: int = 1) -> PageKey:
    return PageKey(PublicState(revision, DAY), "http", "localhost", path, "", "br")


def page(size: int) -> Kept:
    return Kept("units", "etag", (), bytes(size))


def a_full_store() -> PageStore:
    store = PageStore(max_bytes=10_000)
    for path in "abc":
        store.put(key(path), page(2000))
    return store


def test_the_least_used_goes_first() -> None:
    store = a_full_store()
    store.get(key("a"))
    store.put(key("d"), page(2000))
    assert [path for path in "abcd" if store.get(key(path))] == ["a", "c", "d"]
    assert store.bytes <= 10_000


def test_what_is_too_large_never_enters() -> None:
    store = a_full_store()
    store.put(key("d"), page(20_000))
    store.put(key("x" * 2000), page(10))
    assert len(store) == 3


def test_a_new_publication_sweeps_out_the_old_pages() -> None:
    store = a_full_store()
    assert store.get(key("a", revision=2)) is None
    store.put(key("a", revision=2), page(10))
    assert len(store) == 1
