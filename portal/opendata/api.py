"""Open data: the same numbers as on the pages, for machines."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from flask import Blueprint, Response, jsonify, request

from portal.catalogue.models import Unit
from portal.catalogue.queries import is_given, unit_by_slug, units_after
from portal.core.clock import this_month, today
from portal.domain.errors import FieldError, MalformedRequest
from portal.domain.scoring import ElementScore, Score
from portal.publication.queries import (
    Account,
    Scorecard,
    account,
    asked_period,
    of_unit,
    publication_number,
    scorecard,
)
from portal.visits.queries import CodeMonth, code_months

bp = Blueprint("opendata", __name__, url_prefix="/api/v1")
PAGE = 100


@bp.get("/units")
def units() -> Response:
    """Units and their services, a hundred at a time; `?after=` takes the `next` of the answer before."""
    after = request.args.get("after", "")
    if not after.isascii() or len(after) > 80 or not after.isprintable():
        raise MalformedRequest("bad_cursor", [FieldError("after", "bad_cursor")])
    page = units_after(after, PAGE + 1, today().year)
    listed = page[:PAGE]
    following = listed[-1].slug if len(page) > PAGE else None
    return jsonify(units=[_unit(unit) for unit in listed], next=following)


@bp.get("/units/<slug:unit>/scorecard")
def unit_scorecard(unit: str) -> Response:
    """The scorecard of a unit; `?period=`, by default the last quarter in which it published a rating."""
    found = unit_by_slug(unit)
    scope = of_unit(found)
    period = asked_period(request.args.get("period"), scope, this_month())
    return jsonify(scorecard_json(unit, scorecard(scope, period)))


@bp.get("/units/<slug:unit>/account")
def unit_account(unit: str) -> Response:
    """What became of the ratings of a unit, by reason; `?period=` as of the scorecard."""
    found = unit_by_slug(unit)
    period = asked_period(request.args.get("period"), of_unit(found), this_month())
    return jsonify(account_json(account(found, period)))


@bp.get("/units/<slug:unit>/codes")
def unit_codes(unit: str) -> Response:
    """Visit codes of a unit by month of issue, the latest first; `?period=` as of the scorecard."""
    found = unit_by_slug(unit)
    period = asked_period(request.args.get("period"), of_unit(found), this_month())
    months = [_code_month(one) for one in code_months(found.id, period.months)]
    return jsonify(unit=unit, period=period.text, publication=publication_number(), months=months)


def _code_month(one: CodeMonth) -> dict[str, Any]:
    """Counts that are withheld are null; `final`: no code of the month can be redeemed any more."""
    counts = one.counts
    return {
        "month": one.month,
        "issued": counts.issued if counts else 0,
        "redeemed": counts.redeemed if counts else None,
        "expired": counts.expired if counts else None,
        "revoked": counts.revoked if counts else None,
        "final": counts.is_final if counts else False,
        "visits": one.visits,
    }


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        "unit": unit.slug,
        "name": unit.name,
        "kind": unit.kind,
        "distrik": unit.distrik,
        "services": [
            {"service": service.slug, "name": service.name}
            for service in unit.services
            if is_given(service, today().year)
        ],
    }


def account_json(found: Account) -> dict[str, Any]:
    """The public account: the four counts as in the scorecard, held and excluded ones by the code of their reason.

    `counted_after_holding` is in tens; `excluded_ratings` are scores of excluded ratings in whole blocks, as `channels`
    of a scorecard.
    """
    return {
        "unit": found.unit.slug,
        "period": found.period.text,
        "publication": found.publication,
        "received": asdict(found.received),
        "held": dict(found.held),
        "excluded": dict(found.excluded),
        "counted_after_holding": dict(found.counted),
        "excluded_ratings": {channel.value: _score(score) for channel, score in found.excluded_scores.items()},
    }


def scorecard_json(unit: str, card: Scorecard) -> dict[str, Any]:
    """The scorecard as the contract spells it (numbers of at most two decimals, `mean` four)."""
    received = card.received
    return {
        "unit": unit,
        "period": card.period.text,
        "publication": card.publication,
        "headline": card.headline.value,
        "received": {
            "published": received.published,
            "waiting": received.waiting,
            "held": received.held,
            "excluded": received.excluded,
        },
        "channels": {channel.value: _score(score) for channel, score in card.channels.items()},
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "n": score.n,
        "index": _number(score.index),
        "grade": score.grade,
        "interval": _interval(score.interval),
        "share_satisfied": _number(score.share_satisfied),
        "hidden": score.hidden,
        "elements": {code: _element(element) for code, element in score.elements.items()},
    }


def _element(element: ElementScore) -> dict[str, Any]:
    return {
        "n": element.n,
        "mean": _number(element.mean),
        "index": _number(element.index),
        "grade": element.grade,
        "interval": _interval(element.interval),
        "histogram": list(element.histogram) if element.histogram else None,
        "hidden": element.hidden,
    }


def _number(value: Decimal | None) -> float | None:
    """A rounded decimal as a JSON number; two and four decimals survive a double exactly as printed."""
    return None if value is None else float(value)


def _interval(interval: tuple[Decimal, Decimal] | None) -> list[float] | None:
    return None if interval is None else [float(interval[0]), float(interval[1])]
