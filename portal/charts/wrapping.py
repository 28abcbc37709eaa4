"""Breaking labels into lines without a font at hand: widths are estimated for a wide sans-serif, on the safe side."""

FONT_SIZE = 12
BOLD = 1.1
"""How much wider bold letters are."""

_NARROW = frozenset("iljtfrI.,:;'|!()[]/- ")
_BROAD = frozenset("ABCDEGHKNOPQRSTUVXYZ")
_WIDEST = frozenset("mwMW%@…")


def text_width(content: str, *, bold: bool = False) -> float:
    """The estimated width of one line, in units of the drawing."""
    return sum(map(_ems, content)) * FONT_SIZE * (BOLD if bold else 1.0)


def _ems(char: str) -> float:
    if char in _NARROW:
        return 0.37
    if char in _WIDEST:
        return 0.95
    return 0.7 if char in _BROAD else 0.61


def wrap(content: str, width: float, most: int = 3) -> list[str]:
    """At most `most` lines that fit the width, broken at spaces; what does not fit ends in an ellipsis."""
    wrapped: list[str] = []
    for word in content.split():
        if wrapped and text_width(f"{wrapped[-1]} {word}") <= width:
            wrapped[-1] = f"{wrapped[-1]} {word}"
        else:
            wrapped.append(word)
    kept = wrapped[:most]
    if len(wrapped) > most:
        kept[-1] += "…"
    return [_shorten(line, width) for line in kept]


def _shorten(line: str, width: float) -> str:
    if text_width(line) <= width:
        return line
    kept = line.removesuffix("…")
    while kept and text_width(f"{kept}…") > width:
        kept = kept[:-1]
    return f"{kept}…"
