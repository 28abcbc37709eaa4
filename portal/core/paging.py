"""Lists of the desk, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

PAGE = 25
_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Paged(Generic[_Item]):
    """One page of a list, counted from 1, and how many there are in all."""

    items: Sequence[_Item]
    total: int
    page: int

    @property
    def is_last(self) -> bool:
        return self.page * PAGE >= self.total


def asked_page() -> int:
    """The page that the request asks for; 1 for nonsense."""
    text = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 and int(text) > 0 else 1


def asked_words() -> str:
    """What the request searches for; without NUL, which no database text can hold."""
    return request.args.get("q", "").replace("\0", "")[:80]
