"""What the addresses of the public pages may ask for: a search, a page of a list, a filter; and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from portal.dashboards.queries import Filter
from portal.domain.errors import FieldError, MalformedRequest

MAX_QUERY = 80
MAX_DIGITS = 5
EVERYWHERE = {"lang", "period"}
FILTERS = EVERYWHERE | {"kind", "distrik"}
_FOREIGN = ("utm_", "fbclid", "gclid", "igsh", "mibextid")
"""What messengers and search engines hang on a link that people share: not ours, and no reason to refuse."""


class UnknownArgument(MalformedRequest):
    """An address with an argument that this page does not know: names it, and what there is."""

    def __init__(self, name: str, allowed: Collection[str]) -> None:
        super().__init__("unknown_argument", [FieldError(name[:40], "unknown_field")])
        self.name = name[:40]
        self.allowed = tuple(sorted(allowed))


def check_arguments(args: Mapping[str, str], allowed: Collection[str]) -> None:
    """Raises UnknownArgument: a filter that is silently ignored would show a number for something else."""
    for name in args:
        if name not in allowed and not name.startswith(_FOREIGN):
            raise UnknownArgument(name, allowed)


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
