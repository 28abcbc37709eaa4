"""What a respondent may tell about herself, all of it optional: bands and groups, never a name, a NIK or an age."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.errors import FieldError, InvalidInput

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
