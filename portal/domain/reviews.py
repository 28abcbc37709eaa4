"""What a cycle of reviews asks for, and what each text of a review may be."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from portal.domain.errors import FieldError, InvalidInput
from portal.domain.rules import PERMENPANRB_14_2017
from portal.domain.texts import check_needed, check_text, has_words
from portal.domain.workflow import Predicate

MAX_TEXT = 4000
MAX_TITLE = 120
MAX_YEARS = 2
"""A cycle that ends later than that is a slip of the pen, and a cycle cannot be deleted."""
FEWEST_WORDS = 10
"""An argument of fewer words is none."""
WEAK_ELEMENTS = 3
"""The self-assessment answers to so many of the weakest elements, and to every other one below the grade "Baik"."""
_GOOD = PERMENPANRB_14_2017.bands[1].lower


class Required(StrEnum):
    """What a cycle may ask of each unit's evidence; what is missing must be spoken to in the arguments."""

    VERIFIED_SCORE = "verified_score"
    """Thirty verified ratings: evidence that can be graded."""
    COMPARISON = "comparison"
    CHANGE = "change"
    PARTICIPATION = "participation"
    """As many ratings as the sample of each service needs, where its users are known."""
    PROMISES = "promises"
    """At least one promise, so that something was learnt from the last results."""


@dataclass(frozen=True)
class Deadlines:
    """The last day of each step, in their order."""

    assess_by: datetime.date
    dialogue_by: datetime.date
    reply_by: datetime.date
    sign_by: datetime.date

    @property
    def named(self) -> dict[str, datetime.date]:
        """By the names of form and table."""
        return {
            "assess_by": self.assess_by,
            "dialogue_by": self.dialogue_by,
            "reply_by": self.reply_by,
            "sign_by": self.sign_by,
        }


@dataclass(frozen=True)
class Argument:
    """A predicate with what stands for it, and what the public will read."""

    predicate: str
    on_results: str
    on_behaviour: str
    on_missing: str
    summary: str


def check_cycle(title: str, deadlines: Deadlines, required: Sequence[str], *, today: datetime.date) -> str:
    """The title on one line. InvalidInput names title, a day in the past, out of order or far off, `required`."""
    tidy = " ".join(title.split())
    errors = [*check_needed("title", tidy, MAX_TITLE)]
    earliest = today
    for name, day in deadlines.named.items():
        if day < today:
            errors.append(FieldError(name, "day_over"))
        elif day < earliest:
            errors.append(FieldError(name, "before_last_step"))
        elif day.year > today.year + MAX_YEARS:
            errors.append(FieldError(name, "too_late", {"years": MAX_YEARS}))
        earliest = max(earliest, day)
    if not set(required) <= {one.value for one in Required}:
        errors.append(FieldError("required", "unknown_value"))
    if errors:
        raise InvalidInput(errors)
    return tidy


def missing_evidence(evidence: Mapping[str, Any], required: Sequence[str]) -> list[str]:
    """Which of the required pieces a unit's evidence does not have, in the order of `Required`."""
    has = {
        Required.VERIFIED_SCORE: evidence["channels"]["verified"]["worth"] == "graded",
        Required.COMPARISON: evidence["comparison"] is not None,
        Required.CHANGE: evidence["change"] is not None,
        Required.PARTICIPATION: all(
            service["answered"] >= service["needed"] for service in evidence["participation"] if service["needed"]
        ),
        Required.PROMISES: evidence["promises"]["made"] > 0,
    }
    return [one.value for one in Required if one.value in required and not has[one]]


def weak_elements(evidence: Mapping[str, Any]) -> list[str]:
    """Codes of the elements that the unit must answer to, from the weakest; none where no element is published."""
    scores = weak_scores(evidence).items()
    return [
        code for rank, (code, score) in enumerate(scores) if rank < WEAK_ELEMENTS or Decimal(score["index"]) < _GOOD
    ]


def weak_scores(evidence: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The frozen scores of the elements from the weakest, by code: of the verified channel where it has any."""
    for channel in ("verified", "open"):
        shown = {code: score for code, score in evidence["channels"][channel]["elements"] if score}
        if shown:
            return shown
    return {}


def check_argument(argument: Argument, *, missing: Sequence[str]) -> Argument:
    """The argument, tidied. InvalidInput names each text that is missing, too short to be one, or too long.

    `missing`: evidence that the cycle asked for and the unit lacks; then `on_missing` must speak to it.
    """
    texts = {name: getattr(argument, name).strip() for name in ("on_results", "on_behaviour", "summary")}
    on_missing = argument.on_missing.strip()
    errors = [] if argument.predicate in set(Predicate) else [FieldError("predicate", "missing")]
    for name, text in texts.items():
        errors += _argument_errors(name, text)
    if missing:
        errors += _argument_errors("on_missing", on_missing)
    if errors:
        raise InvalidInput(errors)
    return Argument(argument.predicate, on_missing=on_missing if missing else "", **texts)


def check_words(name: str, text: str) -> str:
    """A text that somebody must give a reason with; InvalidInput names it where it is missing, odd or too long."""
    tidy = text.strip()
    errors = needed_errors(name, tidy)
    if errors:
        raise InvalidInput(errors)
    return tidy


def text_errors(name: str, text: str) -> list[FieldError]:
    """What is wrong with a text that may be empty."""
    return list(check_text(name, text, MAX_TEXT))


def needed_errors(name: str, text: str) -> list[FieldError]:
    """What is wrong with a text that must say something."""
    return list(check_needed(name, text, MAX_TEXT))


def _argument_errors(name: str, text: str) -> list[FieldError]:
    said = [word for word in text.split() if has_words(word)]
    short = [FieldError(name, "too_short", {"minimum": FEWEST_WORDS})] if len(said) < FEWEST_WORDS else []
    return needed_errors(name, text) or short
