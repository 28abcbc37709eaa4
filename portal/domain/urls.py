"""Addresses to go on to after signing in: own pages only."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_PATH = re.compile(r"/(?:[A-Za-z0-9._~%?&=+,:@-][A-Za-z0-9._~%/?&=+,:@-]*)?")
"""A path and query; no second slash at its start, no backslash, no blank: browsers read those as another host."""


def is_own_path(address: str) -> bool:
    """Whether an address is a path of this portal, however a browser reads it."""
    if not _PATH.fullmatch(address):
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc
