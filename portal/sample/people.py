"""Who the invented citizens are and by which way they come: attributes that some tell, and sources."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import TypeVar

from portal.domain.questionnaire import Channel, Source
from portal.domain.respondents import AGE_BAND, Respondent
from portal.sample.city import UnitPlan

_T = TypeVar("_T")

TELLS = 0.62
TELLS_EACH = 0.93

_AGES = (3, 22, 29, 22, 14, 8, 2)
_EDUCATION: Mapping[str, int] = {
    "none": 2,
    "sd": 9,
    "smp": 16,
    "sma": 43,
    "d1_d3": 9,
    "d4_s1": 18,
    "s2": 3,
    "s3": 0,
}
_OCCUPATION: Mapping[str, int] = {
    "asn": 11,
    "tni": 2,
    "polri": 2,
    "swasta": 24,
    "wirausaha": 20,
    "petani_nelayan": 8,
    "pelajar": 8,
    "rumah_tangga": 19,
    "lainnya": 6,
}
_ISLAND_OCCUPATION = {**_OCCUPATION, "petani_nelayan": 42, "swasta": 8}

_VERIFIED = {Source.QR: 42, Source.KIOSK: 26, Source.WEB: 22, Source.PAPER: 10}
_OPEN = {Source.QR: 48, Source.WEB: 32, Source.PAPER: 20}
_ISLAND = {Source.QR: 22, Source.WEB: 10, Source.PAPER: 68}


def source_of(unit: UnitPlan, channel: Channel, rng: random.Random) -> Source:
    """How a rating came: kiosks stand where there is a queue machine, islands send paper."""
    if channel is Channel.VERIFIED:
        return pick(_VERIFIED, rng)
    return pick(_ISLAND if unit.is_island else _OPEN, rng)


def respondent(unit: UnitPlan, rng: random.Random) -> Respondent:
    """What a citizen tells of themselves, if anything."""
    if rng.random() >= TELLS:
        return Respondent()
    sex = "P" if rng.random() < 0.53 else "L"
    age = rng.choices(AGE_BAND, _AGES)[0]
    told = (sex, age, _education(age, rng), _occupation(unit, age, sex, rng))
    return Respondent(*(value if rng.random() < TELLS_EACH else None for value in told))


def _education(age: str, rng: random.Random) -> str:
    if age == "lt18":
        return rng.choice(("sd", "smp", "smp"))
    return pick(_EDUCATION, rng)


def _occupation(unit: UnitPlan, age: str, sex: str, rng: random.Random) -> str:
    if age == "lt18" or (age == "18_25" and rng.random() < 0.3):
        return "pelajar"
    work = pick(_ISLAND_OCCUPATION if unit.is_island else _OCCUPATION, rng)
    if work == "rumah_tangga" and sex == "L":
        return "wirausaha"
    return "lainnya" if age == "gt65" and work in {"asn", "tni", "polri", "pelajar"} else work


def pick(weights: Mapping[_T, int], rng: random.Random) -> _T:
    """One of the keys, by weight."""
    return rng.choices(list(weights), list(weights.values()))[0]
