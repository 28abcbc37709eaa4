"""The one-page poster: a result to hang on the wall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class BarGroup:
    """Counts of one attribute of respondents: each category with its printed number and its share of the largest."""

    title: str
    bars: Sequence[tuple[str, str, float]]


@dataclass(frozen=True)
class Poster:
    """All that the poster says, in the reader's language; an empty text is left out."""

    title: str
    author: str
    lang: str
    kicker: str
    unit: str
    period: str
    number: str
    number_label: str
    grade: str
    grade_label: str
    verdict: str
    channel: str
    is_verified: bool
    interval: str
    band: str
    """The index on the band D to A, as SVG; empty where it is withheld."""
    band_alt: str
    facts: Sequence[tuple[str, str]]
    services_title: str
    services: str
    respondents_title: str
    groups: Sequence[BarGroup]
    respondents_note: str
    thanks: str
    invitation: str
    source: str
    warning: str
    template: ClassVar[str] = "poster.typ"
