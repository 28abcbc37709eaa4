"""The one palette of the portal, so that style sheet, SVG and Plotly never disagree about a colour."""

from typing import Final

INK: Final = "#10242c"
SOFT: Final = "#4b6169"
LINE: Final = "#d5dee0"
PAGE: Final = "#f3f7f6"
PAPER: Final = "#ffffff"
SEA: Final = "#0a5363"
LAGOON: Final = "#0f7c86"
FOAM: Final = "#dff0ef"
SUN: Final = "#e8a317"
SUN_PALE: Final = "#fbeccb"
SUN_INK: Final = "#6b4700"
CORAL: Final = "#c1432e"
LEAF: Final = "#1f7a4d"

GRADES: Final = {"A": "#12694a", "B": "#1d6f9c", "C": "#b26a00", "D": "#a8322a"}
GRADE_BACKGROUNDS: Final = {"A": "#d5eae0", "B": "#d9e8f2", "C": "#f8e7cd", "D": "#f4dad7"}

FONT: Final = "system-ui,-apple-system,Segoe UI,Roboto,Noto Sans,sans-serif"


def grade_key(grade: str | None) -> str:
    """The grade's letter, or `none` where there is no grade or one that has no colour."""
    return grade if grade in GRADES else "none"


def grade_colour(grade: str | None) -> str:
    """The full colour of a grade; soft text where the number of ratings allows no grade."""
    return GRADES.get(grade or "", SOFT)
