"""Units of a kind by index and number of ratings, with the funnel in which chance and usual differences keep them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from markupsafe import Markup, escape

from portal.charts import palette
from portal.charts.funnel_axes import count_ticks, index_ticks
from portal.charts.svg.funnel_layout import BOTTOM, FUNNEL_FONT_SIZE, Layout, Mark, Name, lay_out, width_of
from portal.charts.svg.marks import LINE_HEIGHT, WIDTH, Attribute, document, line, number, tag
from portal.charts.values import ChartWords, FunnelLimits, FunnelPoint
from portal.charts.wrapping import wrap

_HEIGHT = BOTTOM + 38
_COLOURS = {"higher": palette.LEAF, "lower": palette.CORAL}
_BASELINE = FUNNEL_FONT_SIZE * 0.35
_RADIUS = 3
_TICK_GAP = 4.0
# Enough for an edge that looks round; more would only weigh.
_MOST_CORNERS = 10
# Triangles that point up and down: how far the point is from the middle, and the path from there.
_SHAPES = {"higher": (-6, "l5.5 9.5h-11z"), "lower": (6, "l5.5-9.5h-11z")}


def funnel(points: Sequence[FunnelPoint], limits: Sequence[FunnelLimits], mean: Decimal, words: ChartWords) -> Markup:
    """The chart of a kind's units; `limits` follow the funnel from 30 ratings to the largest n, ten are enough.

    Inside the outer limits a unit is a grey dot, outside a coloured triangle; up to eight of those carry their name.
    """
    layout = lay_out(points, limits, mean, words.mean_label)
    parts = [
        *_index_axis(layout, mean, words),
        *_count_axis(layout, words),
        *_bands(limits, layout),
        line("mean", *_mean_line(layout, mean), stroke=palette.SEA, stroke_dasharray="4 3"),
        _dots(layout.inside),
        *_triangles(layout.outside),
        *_leaders(layout.names),
        *(_name(name) for name in layout.names),
    ]
    return document(words, _HEIGHT, parts, "chart funnel", FUNNEL_FONT_SIZE)


def _index_axis(layout: Layout, mean: Decimal, words: ChartWords) -> Iterator[Markup]:
    scale = layout.indices
    ticks = [(tick, scale.at(tick)) for tick in index_ticks(scale.start, scale.end, layout.step)]
    rules = "".join(f"M{number(layout.left)} {number(y)}H{WIDTH}" for _, y in ticks)
    yield tag("path", class_="grid", d=rules, fill="none", stroke=palette.LINE)
    x, middle = layout.left - 5, scale.at(mean)
    room = (len(layout.mean_label) + 1) * LINE_HEIGHT / 2
    free = [(y, words.format_number(tick)) for tick, y in ticks if not layout.mean_label or abs(y - middle) >= room]
    yield _texts("axis", [(x, y, content) for y, content in free], palette.SOFT, "end")
    yield _texts("label", _block(x, middle, layout.mean_label), palette.INK, "end")


def _count_axis(layout: Layout, words: ChartWords) -> Iterator[Markup]:
    ticks = [(layout.counts.at(tick), words.format_number(Decimal(tick))) for tick in count_ticks(layout.counts.end)]
    strokes = "".join(f"M{number(x)} {number(BOTTOM)}v4" for x, _ in ticks)
    yield tag("path", class_="tick", d=strokes, fill="none", stroke=palette.SOFT)
    yield _texts("axis", _apart(ticks), palette.SOFT, "middle")
    y, start = BOTTOM + 29, words.format_number(layout.indices.start)
    note = wrap(words.axis.replace("{start}", start), WIDTH - width_of(words.count_axis) - 30, 1)
    yield _texts("axis", [(0, y, part) for part in note], palette.SOFT)
    yield _texts("label", [(WIDTH, y, words.count_axis)], palette.INK, "end")


def _apart(ticks: Sequence[tuple[float, str]]) -> list[tuple[float, float, str]]:
    """The ticks' numbers from the last, without those that would touch the one after."""
    printed: list[tuple[float, float, str]] = []
    reached = float(WIDTH)
    for tick, content in reversed(ticks):
        half = width_of(content) / 2
        x = min(tick, WIDTH - half)
        if x + half <= reached:
            printed.append((x, BOTTOM + 12, content))
            reached = x - half - _TICK_GAP
    return printed


def _bands(limits: Sequence[FunnelLimits], layout: Layout) -> Iterator[Markup]:
    """The outer band with the inner one on top of it, which so is the darker."""
    ordered = sorted(limits, key=lambda one: one.n)
    every = max(-(-len(ordered) // _MOST_CORNERS), 1)
    kept = [*ordered[:-1:every], *ordered[-1:]]
    yield _band("outer", [(one.n, one.outer) for one in kept], layout)
    yield _band("inner", [(one.n, one.inner) for one in kept], layout)


def _band(css: str, edges: Sequence[tuple[int, tuple[Decimal, Decimal]]], layout: Layout) -> Markup:
    x, y = layout.counts.at, layout.indices.at
    around = [(x(n), y(high)) for n, (_, high) in edges] + [(x(n), y(low)) for n, (low, _) in reversed(edges)]
    path = " ".join(f"{number(across)} {number(down)}" for across, down in around)
    return tag("polygon", class_=css, points=path, fill=palette.LAGOON, fill_opacity=".14")


def _mean_line(layout: Layout, mean: Decimal) -> tuple[tuple[float, float], tuple[float, float]]:
    y = layout.indices.at(mean)
    return (layout.left, y), (WIDTH, y)


def _dots(marks: Sequence[Mark]) -> Markup:
    dots = [tag("circle", _title(mark), cx=mark.x, cy=mark.y, r=_RADIUS) for mark in marks]
    return tag("g", *dots, class_="dot dot-equal", fill=palette.SOFT)


def _triangles(marks: Sequence[Mark]) -> Iterator[Markup]:
    for side, colour in _COLOURS.items():
        shapes = [_triangle(mark) for mark in marks if mark.point.side == side]
        if shapes:
            yield tag("g", *shapes, class_=f"dot dot-{side}", fill=colour)


def _triangle(mark: Mark) -> Markup:
    tip, shape = _SHAPES[mark.point.side]
    return tag("path", _title(mark), d=f"M{number(mark.x)} {number(mark.y + tip)}{shape}")


def _title(mark: Mark) -> Markup:
    return tag("title", escape(f"{mark.point.label}: {mark.point.value_text}"))


def _leaders(names: Sequence[Name]) -> Iterator[Markup]:
    ends = [name.spot.leader for name in names if name.spot.leader]
    if ends:
        path = "".join(f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}" for (x, y), (to_x, to_y) in ends)
        yield tag("path", class_="leader", d=path, fill="none", stroke=palette.SOFT)


def _name(name: Name) -> Markup:
    """The name's lines, set towards its mark, with a rim of paper that keeps them readable on dots and bands."""
    box, side = name.spot.box, name.mark.point.side
    anchor, x = _anchored(name)
    return _texts(f"name name-{side}", _block(x, (box.top + box.bottom) / 2, name.lines), _COLOURS[side], anchor)


def _anchored(name: Name) -> tuple[str, float]:
    box, quarter = name.spot.box, (name.spot.box.right - name.spot.box.left) / 4
    if name.mark.x < box.left + quarter:
        return "", box.left
    if name.mark.x > box.right - quarter:
        return "end", box.right
    return "middle", (box.left + box.right) / 2


def _block(x: float, y: float, contents: Sequence[str]) -> list[tuple[float, float, str]]:
    """Lines one below the other, their middle at y."""
    first = y - (len(contents) - 1) * LINE_HEIGHT / 2
    return [(x, first + position * LINE_HEIGHT, content) for position, content in enumerate(contents)]


def _texts(css: str, placed: Sequence[tuple[float, float, str]], fill: str, anchor: str = "") -> Markup:
    """Texts of one look, each vertically centred on its y, in whole coordinates; nothing where there are none."""
    if not placed:
        return Markup()
    texts = [tag("text", escape(content), x=round(x), y=round(y + _BASELINE)) for x, y, content in placed]
    set_by: dict[str, Attribute] = {"text_anchor": anchor} if anchor else {}
    return tag("g", *texts, class_=css, fill=fill, **set_by)
