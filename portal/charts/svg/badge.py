"""A score as a small picture that stands by itself on another site: no style sheet, no font, no script of ours."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from portal.charts import palette
from portal.charts.svg.marks import Attribute, tag
from portal.charts.wrapping import wrap

WIDTH, HEIGHT = 340, 84
_SPLIT, _PADDING, _RIGHT = 104.0, 14.0, 12.0


@dataclass(frozen=True)
class BadgeWords:
    """What a badge says, in the reader's language: `number` and `interval` empty where withheld; `lines` are three."""

    title: str
    number: str
    interval: str
    grade: str
    lines: tuple[str, str, str]


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
    """The number with its grade beside it, and the interval below."""
    middle = _SPLIT / 2
    interval = _text(middle, 66, words.interval, palette.PAPER, text_anchor="middle")
    if not words.grade:
        return (_text(middle, 45, words.number, palette.PAPER, text_anchor="middle", **_BIG), interval)
    number = _text(69, 45, words.number, palette.PAPER, text_anchor="end", **_BIG)
    chip = tag("rect", x=74, y=24, width=22, height=23, rx=5, fill=palette.GRADE_BACKGROUNDS[words.grade])
    letter = _text(85, 41, words.grade, palette.INK, text_anchor="middle", font_size=15, font_weight=700)
    return (number, chip, letter, interval)


def _dash() -> Markup:
    return _text(_SPLIT / 2, 50, "–", palette.PAPER, text_anchor="middle", **_BIG)


def _lines(words: BadgeWords) -> list[Markup]:
    """Three lines at the right; the first is bold, and each is cut where it would leave the badge."""
    x, room = _SPLIT + _PADDING, WIDTH - _SPLIT - _PADDING - _RIGHT
    first, *others = (_shortened(line, room * share) for line, share in zip(words.lines, (0.91, 1, 1), strict=True))
    looks: tuple[tuple[float, str], ...] = ((47, palette.INK), (66, palette.SOFT))
    rest = [_text(x, y, line, colour) for line, (y, colour) in zip(others, looks, strict=True)]
    return [_text(x, 28, first, palette.INK, font_weight=700), *rest]


def _shortened(line: str, room: float) -> str:
    return next(iter(wrap(line, room, most=1)), "")


def _text(x: float, y: float, content: str, fill: str, **more: Attribute) -> Markup:
    return tag("text", escape(content), x=x, y=y, fill=fill, **more)


_BIG: dict[str, Attribute] = {"font_size": 26, "font_weight": 700}
