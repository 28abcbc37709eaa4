"""What a respondent may tell about herself, all of it optional: bands and groups, never a name, a NIK or an age."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.errors import FieldError, InvalidInput
from portal.domain.rules import MINIMUM_PUBLISHED

SEX = ("L", "P")
AGE_BAND = ("lt18", "18_25", "26_35", "36_45", "46_55", "56_65", "gt65")
EDUCATION = ("none", "sd", "smp", "sma", "d1_d3", "d4_s1", "s2", "s3")
OCCUPATION = (
    "asn",
    "tni",
    "polri",
    "swasta",
    "wirausaha",
    "petani_nelayan",
    "pelajar",
    "rumah_tangga",
    "lainnya",
)

ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "sex": SEX,
    "age_band": AGE_BAND,
    "education": EDUCATION,
    "occupation": OCCUPATION,
}

REST = "lainnya"
"""The category of all that is too few to stand alone and of those who did not say; for `occupation`, also of those who
chose this very word."""


@dataclass(frozen=True)
class Respondent:
    """Codes of the vocabularies above; None where not told."""

    sex: str | None = None
    age_band: str | None = None
    education: str | None = None
    occupation: str | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was told, so that nothing need be kept."""
        return self == Respondent()


def check_respondent(given: Mapping[str, object]) -> Respondent:
    """The respondent that a form or the API gives; None and "" mean not told.

    InvalidInput names each field: `unknown_field`, or `unknown_value` outside its vocabulary.
    """
    errors = [FieldError(f"respondent.{key}", "unknown_field") for key in given if key not in ATTRIBUTES]
    told: dict[str, str] = {}
    for key, vocabulary in ATTRIBUTES.items():
        value = given.get(key)
        if value is None or value == "":
            continue
        if isinstance(value, str) and value in vocabulary:
            told[key] = value
        else:
            errors.append(FieldError(f"respondent.{key}", "unknown_value"))
    if errors:
        raise InvalidInput(errors)
    return Respondent(**told)


def publishable(told: Mapping[str, int], n: int) -> dict[str, int]:
    """How many of n respondents named each category of one attribute, as it may be published; without zeros.

    `told`: how many named each; who is missing to n did not say. Categories below ten join REST, and where REST then
    has some but fewer than ten, the smallest others follow it, ties by code. So the counts sum to n and none is 1 to 9.
    ValueError for n of 1 to 9, and for more told than n.
    """
    if 0 < n < MINIMUM_PUBLISHED or sum(told.values()) > n:
        raise ValueError(f"{sum(told.values())} told of {n} respondents")
    kept = {category: m for category, m in told.items() if m >= MINIMUM_PUBLISHED and category != REST}
    rest = n - sum(kept.values())
    while 0 < rest < MINIMUM_PUBLISHED:
        smallest = min(kept, key=lambda category: (kept[category], category))
        rest += kept.pop(smallest)
    return {**kept, REST: rest} if rest else kept
