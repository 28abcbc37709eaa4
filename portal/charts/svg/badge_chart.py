"""A score as a small picture that stands by itself on another site: no style sheet, no font, no script of ours."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from portal.charts import palette
from portal.charts.svg.marks import Attribute, tag
from portal.charts.wrapping import BOLD, wrap

WIDTH, HEIGHT = 384, 84
_SPLIT, _PADDING, _RIGHT = 116, 14, 8
_HEIGHTS: dict[int, tuple[int, ...]] = {0: (38, 57), 1: (28, 47, 66), 2: (21, 36, 54, 71)}


@dataclass(frozen=True)
class BadgeWords:
    """What a badge says, in the reader's language; `number`, `interval` and `grade` are empty where withheld."""

    title: str
    number: str
    interval: str
    grade: str
    name: str
    counted: str
    """How many ratings of which channel, or why there is no number."""
    source: str
    """The period, and whose number it is."""


def badge(words: BadgeWords) -> Markup:
    """The `<svg>`, with its size, so that it can be put into any page as an image."""
    return tag(
        "svg",
        tag("title", escape(words.title), id="badge-title"),
        _ground(),
        *(_number(words) if words.number else (_dash(),)),
        *_lines(words),
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_labelledby="badge-title",
        width=WIDTH,
        height=HEIGHT,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        font_family=palette.FONT,
        font_size=12,
    )


def _ground() -> Markup:
    """Paper with a thin line around it, its left part the sea."""
    look: dict[str, Attribute] = {"rx": 10, "fill": palette.PAPER, "stroke": palette.LINE}
    paper = tag("rect", x=0.5, y=0.5, width=WIDTH - 1, height=HEIGHT - 1, **look)
    sea = f"M{_SPLIT} 0H10A10 10 0 0 0 0 10V{HEIGHT - 10}A10 10 0 0 0 10 {HEIGHT}H{_SPLIT}z"
    return paper + tag("path", d=sea, fill=palette.SEA)


def _number(words: BadgeWords) -> tuple[Markup, ...]:
    """The number, and below it the grade and the interval."""
    middle = _SPLIT / 2
    number = _text(middle, 42, words.number, palette.PAPER, text_anchor="middle", **_BIG)
    if not words.grade:
        return (number, _text(middle, 66, words.interval, palette.PAPER, text_anchor="middle"))
    chip = tag("rect", x=10, y=51, width=20, height=20, rx=5, fill=palette.GRADE_BACKGROUNDS[words.grade])
    letter = _text(20, 66, words.grade, palette.INK, text_anchor="middle", font_size=14, font_weight=700)
    return (number, chip, letter, _text(36, 66, words.interval, palette.PAPER))


def _dash() -> Markup:
    return _text(_SPLIT / 2, 50, "–", palette.PAPER, text_anchor="middle", **_BIG)


def _lines(words: BadgeWords) -> list[Markup]:
    """The name, bold and in two lines at most; what was counted; when and where."""
    x, room = _SPLIT + _PADDING, WIDTH - _SPLIT - _PADDING - _RIGHT
    name = wrap(words.name, room / BOLD, most=2)
    heights = _HEIGHTS[len(name)]
    bold = [_text(x, y, line, palette.INK, font_weight=700) for y, line in zip(heights, name, strict=False)]
    counted = _text(x, heights[-2], _shortened(words.counted, room), palette.INK)
    return [*bold, counted, _text(x, heights[-1], _shortened(words.source, room), palette.SOFT)]


def _shortened(line: str, room: float) -> str:
    return "".join(wrap(line, room, most=1))


def _text(x: float, y: float, content: str, fill: str, **more: Attribute) -> Markup:
    return tag("text", escape(content), x=x, y=y, fill=fill, **more)


_BIG: dict[str, Attribute] = {"font_size": 28, "font_weight": 700}
