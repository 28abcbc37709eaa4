"""Which of the phrases a citizen writes: about what was felt most, a weak element or a strong one."""

from __future__ import annotations

import random
from collections.abc import Sequence

from portal.domain.questionnaire import BLANK
from portal.sample.city import ServicePlan, UnitPlan
from portal.sample.phrases import CLOSINGS, COMPLAINTS, GENERAL, HOPES, OF_ISLAND, OF_KIND, OPENINGS, POLITE, PRAISE

WRITES = 0.065
WRITES_IF_ANGRY = 0.14
OF_PLACE = 0.16


def comment(
    unit: UnitPlan, service: ServicePlan, codes: Sequence[str], answers: Sequence[int], rng: random.Random
) -> str:
    """A comment, or "" as most people leave it."""
    felt = [(code, answer) for code, answer in zip(codes, answers, strict=True) if answer != BLANK]
    angry = [code for code, answer in felt if answer == 1] or [code for code, answer in felt if answer == 2]
    if rng.random() >= (WRITES_IF_ANGRY if len(angry) > 2 else WRITES):
        return ""
    happy = [code for code, answer in felt if answer == 4]
    phrases = _phrases(unit, angry, happy, rng)
    sentence = rng.choice(phrases).format(layanan=service.name)
    is_complaint = phrases in COMPLAINTS.values()
    opening, closing = (rng.choice(words) for words in ((POLITE, HOPES) if is_complaint else (OPENINGS, CLOSINGS)))
    if opening.endswith((", ", ": ")):
        sentence = sentence[0].lower() + sentence[1:]
    return opening + sentence + closing


def _phrases(unit: UnitPlan, angry: list[str], happy: list[str], rng: random.Random) -> Sequence[str]:
    chance = rng.random()
    if chance < OF_PLACE and unit.is_island:
        return OF_ISLAND
    if chance < OF_PLACE and unit.kind in OF_KIND:
        return OF_KIND[unit.kind]
    if angry and rng.random() < 0.75:
        return COMPLAINTS[rng.choice(angry)]
    return PRAISE[rng.choice(happy)] if happy and rng.random() < 0.8 else GENERAL
