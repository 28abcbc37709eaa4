"""What the addresses of the dashboards may ask for: a search and a filter."""

from __future__ import annotations

from collections.abc import Mapping

from portal.dashboards.queries import Filter

MAX_QUERY = 80
EVERYWHERE = {"lang", "period"}
FILTERS = EVERYWHERE | {"kind", "distrik"}


def asked_words(args: Mapping[str, str]) -> str:
    """The words of a search, at most 80 characters of them."""
    return args.get("q", "").strip()[:MAX_QUERY]


def asked_filter(args: Mapping[str, str]) -> Filter:
    """Which units are asked for; what exists is known to the query."""
    return Filter(kind=args.get("kind", ""), distrik=args.get("distrik", ""))
