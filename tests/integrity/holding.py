"""Builders of held clusters and of what officers do with them. Each commits."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from portal.core.database import transaction
from portal.domain.signals import Reason
from portal.integrity.models import HeldCluster
from portal.integrity.services import hold
from tests.builders import a_unit

HELD_ON = datetime.date(2026, 7, 16)


def held(
    ratings: Collection[bytes], reason: Reason = Reason.MANY, *, unit: str = "dukcapil", day: datetime.date = HELD_ON
) -> HeldCluster | None:
    """The cluster in which these ratings of a unit are held, if any of them is to be held."""
    with transaction():
        return hold(unit_id=a_unit(unit).id, reason=reason, ratings=ratings, day=day)
