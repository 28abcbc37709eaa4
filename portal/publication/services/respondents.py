"""At a year's close: how many of a unit's respondents named which sex, age, education and occupation.

These counts give nobody away. They are made once, from a year that is closed, so that no later figure can be subtracted
from them. They speak of the ratings of whole blocks, both channels together, and sum to their number; none of them is 1
to 9. One attribute is counted at a time, never beside another one and never beside an answer.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import insert, select

from portal.core.extensions import db
from portal.domain.respondents import ATTRIBUTES, publishable
from portal.domain.rules import MINIMUM_GRADED
from portal.publication.models import RespondentCount, RespondentYear
from portal.publication.queries.closing import closed_years
from portal.publication.queries.respondents import Group, respondent_groups


def count_respondents(*, close: str, day: datetime.date) -> None:
    """Count each closed year that was not counted yet. `close`: the month closed.

    Units with fewer than thirty ratings in whole blocks of the year have no counts, now or later.
    """
    counted = set(db.session.scalars(select(RespondentYear.year)))
    for year in closed_years(close):
        if year not in counted:
            _count(year, day)


def _count(year: int, day: datetime.date) -> None:
    db.session.add(RespondentYear(year=year, counted_on=day))
    db.session.flush()
    rows = [
        {"unit_id": unit_id, "year": year, "attribute": attribute, "category": category, "n": n}
        for unit_id, groups in respondent_groups(year).items()
        for attribute in ATTRIBUTES
        for category, n in _categories(attribute, groups).items()
    ]
    if rows:
        db.session.execute(insert(RespondentCount), rows)


def _categories(attribute: str, groups: Sequence[Group]) -> dict[str, int]:
    n = sum(group.n for group in groups)
    if n < MINIMUM_GRADED:
        return {}
    told: Counter[str] = Counter()
    for respondent, times in groups:
        if (category := getattr(respondent, attribute)) is not None:
            told[category] += times
    return publishable(told, n)
