"""The tokens hold WCAG 2.2 AA in both themes, and style sheet and charts speak of the same colours."""

from __future__ import annotations

import re

import pytest

from portal.charts import palette
from tests.sweep.sources import ROOT

TOKENS = (ROOT / "static/src/scss/_tokens.scss").read_text(encoding="utf-8")
TEXT, MARK = 4.5, 3.0
GRADES = ("A", "B", "C", "D")

TEXT_ON = [
    *((text, ground) for text in ("ink", "soft", "link", "coral") for ground in ("page", "paper")),
    ("on-sea", "sea"),
    ("link", "foam"),
    ("ink", "foam"),
    ("sun-ink", "sun-pale"),
    ("coral-ink", "coral-pale"),
    ("leaf-ink", "leaf-pale"),
    ("ink", "none-pale"),
    ("soft", "none-pale"),
    ("on-action", "action"),
    ("on-action", "action-hover"),
    *(("on-sea", f"fill-{grade}") for grade in GRADES),
]
MARK_ON = [
    ("edge", "paper"),
    ("edge", "page"),
    ("action", "page"),
    *((f"grade-{grade}", f"band-{grade}") for grade in GRADES),
    *((f"grade-{grade}", "paper") for grade in GRADES),
    ("none", "paper"),
]


def _tokens(css: str) -> dict[str, str]:
    return {key: _long(value) for key, value in re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", css)}


def _long(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])


_light, _dark = TOKENS.split("@media", 1)
LIGHT = _tokens(_light)
DARK = LIGHT | _tokens(_dark)
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


@THEMES
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_can_be_read(theme: dict[str, str], text: str, ground: str) -> None:
    assert _contrast(theme[text], theme[ground]) >= TEXT


@THEMES
@pytest.mark.parametrize(("mark", "ground"), MARK_ON)
def test_marks_and_borders_can_be_seen(theme: dict[str, str], mark: str, ground: str) -> None:
    assert _contrast(theme[mark], theme[ground]) >= MARK


@THEMES
def test_the_focus_can_be_seen_on_every_ground(theme: dict[str, str]) -> None:
    for ground in ("page", "paper"):
        assert max(_contrast(theme[ring], theme[ground]) for ring in ("sun", "ink")) >= MARK


def test_charts_have_the_colours_of_the_light_theme() -> None:
    named = {
        name.lower().replace("_", "-"): colour
        for name, colour in vars(palette).items()
        if isinstance(colour, str) and colour.startswith("#")
    }
    assert named == {token: LIGHT[token] for token in named}
    assert {"ink", "soft", "line", "page", "paper", "sea", "lagoon", "foam", "sun", "coral", "leaf"} <= set(named)
    assert {grade: LIGHT[f"grade-{grade}"] for grade in GRADES} == palette.GRADES
    assert {grade: LIGHT[f"band-{grade}"] for grade in GRADES} == palette.GRADE_BACKGROUNDS


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = (int(colour[position : position + 2], 16) / 255 for position in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
