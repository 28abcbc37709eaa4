"""The evidence of every unit of a cycle, as plain data that is frozen: strings for numbers, so that it has one hash."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal.catalogue.models import Unit
from portal.domain.change import Change
from portal.domain.comparison import Comparison
from portal.domain.evidence import evidence
from portal.domain.periods import Period
from portal.domain.promises import OPEN, Standing, State, is_overdue
from portal.domain.questionnaire import Channel
from portal.domain.sample_size import needed
from portal.domain.scoring import ElementScore, Score, possible_grades, weakest_first
from portal.followups.queries import promises_of_unit, voices_of
from portal.publication.queries import (
    Scorecard,
    comparison,
    of_unit,
    scorecard,
    service_counts_of_units,
    unit_changes,
    unit_scorecards,
)
from portal.reviews.queries.reviews import signed_reviews_of_unit

Evidence = Mapping[str, Any]


@dataclass(frozen=True)
class _City:
    """What is read once for all units."""

    period: Period
    day: datetime.date
    cards: Mapping[int, Scorecard]
    changes: Mapping[int, Change | None]
    counts: Mapping[tuple[int, int], Mapping[Channel, int]]
    comparisons: Mapping[tuple[str, Channel], Comparison | None]


def evidence_of_units(
    units: Sequence[Unit], period: Period, everybody: Sequence[Unit], day: datetime.date
) -> dict[int, Evidence]:
    """The evidence of units in a period, by number of the unit, as it stands on a day.

    `everybody`: all units of that year, to compare with.
    """
    city = _read(period, everybody, day)
    return {unit.id: _of_unit(unit, city) for unit in units}


def _read(period: Period, everybody: Sequence[Unit], day: datetime.date) -> _City:
    cards = unit_scorecards(period)
    kinds: dict[str, list[Unit]] = {}
    for unit in everybody:
        kinds.setdefault(unit.kind, []).append(unit)
    return _City(
        period=period,
        day=day,
        cards=cards,
        changes=unit_changes(unit_scorecards(period.previous), cards),
        counts=service_counts_of_units(period),
        comparisons={
            (kind, channel): comparison(((unit, cards[unit.id]) for unit in units if unit.id in cards), channel)
            for kind, units in kinds.items()
            for channel in Channel
        },
    )


def _of_unit(unit: Unit, city: _City) -> Evidence:
    card = city.cards.get(unit.id) or scorecard(of_unit(unit), city.period)
    received = card.received
    return {
        "unit": unit.slug,
        "name": unit.name,
        "kind": unit.kind,
        "period": city.period.text,
        "publication": card.publication,
        "headline": card.headline.value,
        "received": {
            "published": received.published,
            "waiting": received.waiting,
            "held": received.held,
            "excluded": received.excluded,
        },
        "channels": {channel.value: _channel(channel, card.channels[channel]) for channel in Channel},
        "comparison": _comparison(unit, card.headline, city),
        "change": _change(city.changes.get(unit.id), city.period),
        "participation": _participation(unit, city),
        "answering": None,
        "promises": _promises(unit, city.day),
        "past": [
            {"period": one.cycle.period, "predicate": one.predicate, "version": one.version}
            for one in signed_reviews_of_unit(unit.id)
        ],
    }


def _channel(channel: Channel, score: Score) -> dict[str, Any]:
    return {
        "n": score.n,
        "index": _text(score.index),
        "grade": score.grade,
        "grades": [str(grade) for grade in possible_grades(score)],
        "interval": _interval(score.interval),
        "share_satisfied": _text(score.share_satisfied),
        "hidden": score.hidden,
        "worth": evidence(channel, score).value,
        "elements": [[code, _element(element)] for code, element in weakest_first(score.elements)],
    }


def _element(element: ElementScore) -> dict[str, Any] | None:
    if element.index is None:
        return None
    return {
        "n": element.n,
        "mean": _text(element.mean),
        "index": _text(element.index),
        "grade": element.grade,
        "interval": _interval(element.interval),
        "histogram": list(element.histogram or ()),
    }


def _comparison(unit: Unit, headline: Channel, city: _City) -> dict[str, Any] | None:
    compared = city.comparisons.get((unit.kind, headline))
    placed = compared.members.get(unit.slug) if compared else None
    if compared is None or placed is None:
        return None
    return {
        "standing": placed.standing.value,
        "rank": list(placed.rank),
        "units": len(compared.members),
        "mean": _text(compared.mean.quantize(Decimal("0.01"))),
    }


def _change(change: Change | None, period: Period) -> dict[str, Any] | None:
    if change is None:
        return None
    return {
        "since": period.previous.text,
        "difference": _text(change.difference),
        "interval": _interval(change.interval),
        "direction": change.direction.value,
    }


def _participation(unit: Unit, city: _City) -> list[dict[str, Any]]:
    """Each service: verified ratings in its own blocks, and how many its sample needs."""
    return [
        {
            "service": service.slug,
            "name": service.name,
            "answered": city.counts.get((unit.id, service.id), {}).get(Channel.VERIFIED, 0),
            "needed": needed(service.users) if service.users else None,
        }
        for service in unit.services
    ]


def _promises(unit: Unit, day: datetime.date) -> dict[str, Any]:
    """How many were made, kept and are late, and all that are open, by the day on which they are due."""
    promises = [one for one in promises_of_unit(unit.id) if one.state != State.WITHDRAWN]
    open_ones = sorted((one for one in promises if one.state in OPEN), key=lambda one: (one.due_on, one.id))
    voices = voices_of(promises)
    said = Counter(voices[one.id].standing.value for one in promises if one.state == State.DONE)
    return {
        "made": len(promises),
        "done": sum(one.state == State.DONE for one in promises),
        "confirmed": said[Standing.CONFIRMED],
        "disputed": said[Standing.DISPUTED],
        "late": sum(is_overdue(State(one.state), one.due_on, day) for one in open_ones),
        "open": [
            {
                "number": one.id,
                "element": one.element,
                "action": one.action,
                "due_on": one.due_on.isoformat(),
                "late": is_overdue(State(one.state), one.due_on, day),
            }
            for one in open_ones
        ],
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _interval(limits: tuple[Decimal, Decimal] | None) -> list[str] | None:
    return None if limits is None else [str(limits[0]), str(limits[1])]
