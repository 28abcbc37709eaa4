"""What the address of a public page may ask for, and nothing else: a filter that is silently ignored would show a
number for something else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from portal.domain.errors import FieldError, MalformedRequest

MAX_DIGITS = 5
_FOREIGN = ("utm_", "fbclid", "gclid", "igsh", "mibextid")
"""What messengers and search engines hang on a link that people share: not ours, and no reason to refuse."""


class UnknownArgument(MalformedRequest):
    """An address with an argument that this page does not know: names it, and what there is."""

    def __init__(self, name: str, allowed: Collection[str]) -> None:
        super().__init__("unknown_argument", [FieldError(name[:40], "unknown_field")])
        self.name = name[:40]
        self.allowed = tuple(sorted(allowed))


def check_arguments(args: Mapping[str, str], allowed: Collection[str]) -> None:
    """Raises UnknownArgument for the first that is not allowed."""
    for name in args:
        if name not in allowed and not name.startswith(_FOREIGN):
            raise UnknownArgument(name, allowed)


def page_of(args: Mapping[str, str]) -> int:
    """The page of a list, from 1; MalformedRequest for anything else."""
    text = args.get("page", "1")
    if not (text.isascii() and text.isdigit()) or len(text) > MAX_DIGITS or int(text) < 1:
        raise MalformedRequest("bad_cursor", [FieldError("page", "bad_cursor")])
    return int(text)
