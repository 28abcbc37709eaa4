"""Where files of the city lie: in the instance folder, named by the number of their report, each whole or not there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app

_DRAFT = ".draft"


def file_of(number: int) -> Path:
    """The file of a report, which may not be there."""
    return _folder() / f"{number}.zip"


@contextmanager
def new_file(number: int) -> Iterator[Path]:
    """A draft to write to; it takes its place when the block ends, and is gone where the block fails."""
    draft = _folder() / f"{number}{_DRAFT}"
    try:
        yield draft
        draft.replace(file_of(number))
    finally:
        draft.unlink(missing_ok=True)


def sweep(staying: Collection[int]) -> None:
    """Remove every file but those, and drafts that a killed worker left behind."""
    for file in _folder().iterdir():
        if file.suffix == _DRAFT or (file.suffix == ".zip" and file.stem not in {str(number) for number in staying}):
            file.unlink(missing_ok=True)


def _folder() -> Path:
    instance: Path = current_app.extensions["portal"].settings.instance
    folder = instance / "reports"
    folder.mkdir(exist_ok=True)
    return folder
