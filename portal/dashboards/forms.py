"""What the addresses of the public pages may ask for: a search, a page of a list, a filter."""

from __future__ import annotations

from collections.abc import Mapping

from portal.dashboards.queries import Filter
from portal.domain.errors import FieldError, MalformedRequest

MAX_QUERY = 80
MAX_DIGITS = 5


def asked_words(args: Mapping[str, str]) -> str:
    """The words of a search, at most 80 characters of them."""
    return args.get("q", "").strip()[:MAX_QUERY]


def asked_page(args: Mapping[str, str]) -> int:
    """The page of a list, from 1; MalformedRequest for anything else."""
    text = args.get("page", "1")
    if not (text.isascii() and text.isdigit()) or len(text) > MAX_DIGITS or int(text) < 1:
        raise MalformedRequest("bad_cursor", [FieldError("page", "bad_cursor")])
    return int(text)


def asked_filter(args: Mapping[str, str]) -> Filter:
    """Which units are asked for; what exists is known to the query."""
    return Filter(kind=args.get("kind", ""), distrik=args.get("distrik", ""))
