"""What promises leave to do for who keeps them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from portal.core.duties import Duties, Duty, Person
from portal.followups import services


def _of_person(_person: Person, _day: datetime.date) -> Sequence[Duty]:
    return ()


DUTIES = Duties(of_person=_of_person)
__all__ = ["DUTIES", "services"]
