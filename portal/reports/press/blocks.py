"""What a document is made of: plain values in the reader's language, which the templates set as text.

Each block has a `kind`, by which document.typ knows how to draw it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 or 2; no level is skipped."""

    text: str
    level: int = 1
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `soft` for what explains rather than says, `kept` on one page with what follows."""

    text: str
    soft: bool = False
    kept: bool = False
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: Sequence[str]
    kind: ClassVar[str] = "bullets"


@dataclass(frozen=True)
class Column:
    """The head of a column; `share` of the width left over, 0 for as wide as its text."""

    title: str
    align: Literal["text", "number"] = "text"
    share: int = 0


@dataclass(frozen=True)
class Table:
    """A table with its head, which is repeated on each page; every row has a cell per column.

    A cell is one text, or the paragraphs of one.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str | Sequence[str]]]
    small: bool = False
    kind: ClassVar[str] = "table"


@dataclass(frozen=True)
class Picture:
    """A chart with its caption, and in `alt` what it shows in words; `width` in per cent."""

    svg: str
    alt: str
    caption: str
    width: int = 100
    kind: ClassVar[str] = "picture"


@dataclass(frozen=True)
class Fields:
    """Names with their values."""

    pairs: Sequence[tuple[str, str]]
    kind: ClassVar[str] = "fields"


@dataclass(frozen=True)
class ScoreBox:
    """A number set large, with its grade (or "") and its words."""

    number: str
    grade: str
    headline: str
    detail: str
    kind: ClassVar[str] = "score"


@dataclass(frozen=True)
class Signature:
    """Room to sign: place and day, the office, the name below the line."""

    place: str
    office: str
    name: str
    kind: ClassVar[str] = "signature"


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a new page."""

    kind: ClassVar[str] = "new-page"


@dataclass(frozen=True)
class Contents:
    """The list of headings with their pages."""

    title: str
    kind: ClassVar[str] = "contents"


Block = Heading | Paragraph | Bullets | Table | Picture | Fields | ScoreBox | Signature | NewPage | Contents


@dataclass(frozen=True)
class Cover:
    """The first sheet; `warning` is empty where nothing has to be warned of."""

    portal: str
    heading: str
    unit: str
    period: str
    warning: str
    facts: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Document:
    """A document: its title, what stands at the head and foot of each page, and its blocks.

    `running` and `edition` stand at the head, left and right. `words`: what a `table` and a `picture` are called.
    """

    title: str
    author: str
    lang: str
    running: str
    edition: str
    footer: str
    words: dict[str, str]
    blocks: Sequence[Block] = field(default_factory=tuple)
    cover: Cover | None = None
    landscape: bool = False
    template: ClassVar[str] = "document.typ"
