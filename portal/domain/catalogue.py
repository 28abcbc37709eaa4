"""When a change of the catalogue may count from, and what shape the tree of units may have."""

from __future__ import annotations

from collections.abc import Mapping

from portal.domain.errors import Refused

RESERVED_FOR_PAGES = frozenset({"held", "import", "new"})
"""What no unit can be called in addresses: at the desk, pages of the list stand there."""


def check_from_year(from_year: int, this_year: int, *, structural: bool, first_year: int | None) -> None:
    """Whether a change may count from a year.

    A name may change from the running year on. Kind, distrik and parent decide who is compared and pooled with whom
    and are fixed for a calendar year: they change from the next one on, but for a unit that is new this year
    (`first_year`).
    Raises Refused: `past_year`, `structure_next_year`, `too_far`.
    """
    if from_year < this_year:
        raise Refused("past_year", year=this_year)
    if from_year > this_year + 1:
        raise Refused("too_far", year=this_year + 1)
    if structural and from_year == this_year and (first_year is None or first_year < this_year):
        raise Refused("structure_next_year", year=this_year + 1)


def leads_back(unit: int, parent: int | None, parents: Mapping[int, int | None]) -> bool:
    """Whether going up from a unit's new parent comes back to it, or to any unit twice."""
    seen = {unit}
    step = parent
    while step is not None:
        if step in seen:
            return True
        seen.add(step)
        step = parents.get(step)
    return False


def free_slug(wanted: str, taken: frozenset[str], longest: int) -> str:
    """The slug itself, or with the first number behind it that nobody has; at most `longest` letters."""
    slug, number = wanted[:longest].strip("-"), 1
    while slug in taken:
        number += 1
        tail = f"-{number}"
        slug = wanted[: longest - len(tail)].strip("-") + tail
    return slug
