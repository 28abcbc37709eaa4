"""Single elements of all units in several periods, and of their services: what the effect of a promise is read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from portal.catalogue.queries import staff_of_units
from portal.domain.change import Stratum
from portal.domain.periods import Period
from portal.domain.questionnaire import Channel, asked_codes
from portal.domain.scoring import ElementScore, Hidden, score
from portal.publication.queries.scopes import CITY
from portal.publication.queries.sums import BY_UNIT_AND_SERVICE, Cells, Sums, pool, read_cells


class ElementReading:
    """What was published of some elements in some periods, by unit and service."""

    def __init__(self, cells: Cells, periods: Collection[Period]) -> None:
        self._cells = cells
        self._staff = {period.year: staff_of_units(period.year) for period in periods}
        self._services: defaultdict[int, list[tuple[int, ...]]] = defaultdict(list)
        for group in sorted(cells.groups):
            self._services[group[0]].append(group)

    def of_unit(self, unit_id: int, element: str, channel: Channel, period: Period) -> ElementScore:
        """The element of a unit as its scorecard shows it; withheld, with n 0, where it is not asked there."""
        parts = [sums for group in self._services[unit_id] for sums in self._cells.of(group, channel, period)]
        return self._element(parts, element, unit_id, period)

    def strata(self, unit_id: int, element: str, channel: Channel, before: Period, after: Period) -> list[Stratum]:
        """The element in each service of a unit ("layanan lain" as one) in two periods; n counts answers to it."""
        return [self._stratum(group, element, channel, (before, after)) for group in self._services[unit_id]]

    def _stratum(
        self, group: tuple[int, ...], element: str, channel: Channel, periods: tuple[Period, Period]
    ) -> Stratum:
        first, second = (
            self._element(self._cells.of(group, channel, period), element, group[0], period) for period in periods
        )
        return Stratum(first.n, second.n, first.index, second.index)

    def _element(self, parts: list[Sums], element: str, unit_id: int, period: Period) -> ElementScore:
        if parts:
            survey, n, histograms = pool(parts)
            if element in asked_codes(survey.questionnaire, self._staff[period.year].get(unit_id)):
                return score(n=n, histograms={element: histograms[element]}, received=True).elements[element]
        return ElementScore(0, None, None, None, None, None, None, Hidden.NO_RATINGS)


def read_elements(periods: Iterable[Period], elements: Collection[str]) -> ElementReading:
    """These elements in all units of the city in these periods, from one reading of the roll-up."""
    wanted = sorted(set(periods), key=lambda period: period.text)
    return ElementReading(read_cells(CITY, wanted, BY_UNIT_AND_SERVICE, elements), wanted)
