"""The ratings of the sample city one by one: which there are depends on the seed alone, not on the database."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.domain.questionnaire import Channel, Questionnaire, Source, asked_codes
from portal.domain.respondents import Respondent
from portal.domain.signals import Reason
from portal.sample.answers import Aim
from portal.sample.city import UNITS
from portal.sample.comments import comment
from portal.sample.flow import Cell, cells
from portal.sample.people import respondent, source_of


@dataclass(frozen=True)
class SampleRating:
    """One rating by slugs; `ratings` is packed in question order. `day`: where the monitors are to know it."""

    unit: str
    service: str
    month: str
    channel: Channel
    source: Source
    ratings: str
    comment: str
    respondent: Respondent
    day: datetime.date | None = None
    signals: tuple[Reason, ...] = ()


def sample_ratings(
    *, questionnaire: Questionnaire, running: str, months: int, responses: int, seed: int
) -> Iterator[SampleRating]:
    """`responses` ratings of the running month and `months` ended ones before it."""
    for cell in cells(UNITS, running=running, months=months, responses=responses, seed=seed):
        yield from _of_cell(cell, questionnaire.codes, asked_codes(questionnaire, cell.unit.staff), seed)


def _of_cell(cell: Cell, codes: Sequence[str], asked: Sequence[str], seed: int) -> Iterator[SampleRating]:
    rng = random.Random(f"{seed}/ratings/{cell.service.slug}/{cell.month}")
    aim = Aim(cell, codes, asked, seed)
    for _ in range(cell.n):
        channel = Channel.VERIFIED if rng.random() < cell.unit.verified else Channel.OPEN
        answers = aim.answers(channel, rng)
        yield SampleRating(
            unit=cell.unit.slug,
            service=cell.service.slug,
            month=cell.month,
            channel=channel,
            source=source_of(cell.unit, channel, rng),
            ratings="".join(map(str, answers)),
            comment=comment(cell.unit, cell.service, codes, answers, rng),
            respondent=respondent(cell.unit, rng),
        )
