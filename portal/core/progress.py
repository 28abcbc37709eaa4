"""Progress of long commands: a bar where a person watches, nothing where a machine does."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

_Item = TypeVar("_Item")


def bar(items: Iterable[_Item], *, label: str, total: int | None = None) -> Iterator[_Item]:
    """The items one by one; `total` says how many where they cannot be counted beforehand."""
    if not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, length=total, label=label, file=sys.stderr) as shown:
        yield from shown
