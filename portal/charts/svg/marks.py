"""The SVG elements the charts are built of; every text and attribute is escaped here and nowhere else."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from portal.charts import palette
from portal.charts.values import ChartWords
from portal.charts.wrapping import FONT_SIZE

WIDTH = 320
LINE_HEIGHT = 14

Attribute = str | float | int


def tag(name: str, *children: Markup, **attributes: Attribute) -> Markup:
    """One element. `class_` is written `class`, other underscores become hyphens, numbers get one decimal."""
    written = Markup("").join(
        Markup(' {}="{}"').format(_attribute_name(key), _attribute_value(value)) for key, value in attributes.items()
    )
    opening = Markup("<") + Markup(name) + written  # noqa: S704 (names are literals of this package)
    if not children:
        return opening + Markup("/>")
    return opening + Markup(">") + Markup("").join(children) + Markup("</{}>").format(name)


def _attribute_name(key: str) -> str:
    return "class" if key == "class_" else key.replace("_", "-")


def _attribute_value(value: Attribute) -> str:
    return value if isinstance(value, str) else number(value)


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    rounded = f"{value:.1f}".removesuffix(".0")
    return "0" if rounded == "-0" else rounded


def document(
    words: ChartWords,
    height: float,
    parts: Iterable[Markup],
    css: str = "chart",
    font_size: int = FONT_SIZE,
) -> Markup:
    """The `<svg>`, named by its title and description."""
    title_id, description_id = f"{words.id}-title", f"{words.id}-desc"
    return tag(
        "svg",
        tag("title", escape(words.title), id=title_id),
        tag("desc", escape(words.description), id=description_id),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        class_=css,
        role="img",
        aria_labelledby=f"{title_id} {description_id}",
        viewBox=f"0 0 {WIDTH} {number(height)}",
        font_family=palette.FONT,
        font_size=font_size,
    )


def group(title: str, *parts: Markup) -> Markup:
    """Marks that belong together, with a tooltip."""
    return tag("g", tag("title", escape(title)), *parts)


def rect(css: str, x: float, y: float, width: float, height: float, **more: Attribute) -> Markup:
    """A rectangle whose top left corner is x, y."""
    return tag("rect", class_=css, x=x, y=y, width=width, height=height, **more)


def line(css: str, start: tuple[float, float], end: tuple[float, float], **more: Attribute) -> Markup:
    """A straight line."""
    return tag("line", class_=css, x1=start[0], y1=start[1], x2=end[0], y2=end[1], **more)


def text(css: str, x: float, y: float, content: str, **more: Attribute) -> Markup:
    """One line of text, vertically centred on y."""
    weight: dict[str, Attribute] = {"font_weight": 700} if css.startswith("value") else {}
    fill = palette.INK if css.startswith(("label", "value")) else palette.SOFT
    return tag("text", escape(content), class_=css, x=x, y=y + FONT_SIZE * 0.35, fill=fill, **weight, **more)


def lines(css: str, x: float, y: float, contents: Sequence[str], **more: Attribute) -> Markup:
    """Lines of text, as a block vertically centred on y."""
    first = y - (len(contents) - 1) * LINE_HEIGHT / 2
    return Markup("").join(
        text(css, x, first + position * LINE_HEIGHT, content, **more) for position, content in enumerate(contents)
    )


def interval_bar(grade: str | None, start: float, end: float, y: float, thickness: float) -> Markup:
    """The horizontal bar of an interval from start to end, centred on y and at least two units long."""
    width = max(end - start, 2.0)
    left = (start + end - width) / 2
    css = f"bar bar-{palette.grade_key(grade)}"
    look: dict[str, Attribute] = {"rx": 3, "fill": palette.grade_colour(grade), "fill_opacity": "0.45"}
    return rect(css, left, y - thickness / 2, width, thickness, **look)


def graded_dot(grade: str | None, x: float, y: float, radius: float, **more: Attribute) -> Markup:
    """The dot of an index in the colour of its grade."""
    css = f"dot dot-{palette.grade_key(grade)}"
    return tag("circle", class_=css, cx=x, cy=y, r=radius, fill=palette.grade_colour(grade), **more)
