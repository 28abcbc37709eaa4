"""Reads of questionnaires. A published version never changes, so it is kept in memory once read."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from flask import current_app
from sqlalchemy import select

from portal.core.extensions import db
from portal.domain.errors import NotFound
from portal.domain.questionnaire import Localized, Question, Questionnaire
from portal.domain.skm import SKM
from portal.surveys.models import SurveyVersion

_KEY = re.compile(r"(?P<code>[a-z][a-z0-9_-]{0,39})@(?P<version>[1-9][0-9]{0,5})")


@dataclass(frozen=True)
class PublishedSurvey:
    """A published version: its number in the database and its content."""

    id: int
    questionnaire: Questionnaire


class State(StrEnum):
    """Where a version is in its life; of the published ones, the newest is what forms ask."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CURRENT = "current"


@dataclass(frozen=True)
class Version:
    """A version as those see it who look after the questionnaires."""

    questionnaire: Questionnaire
    state: State
    published_on: datetime.date | None
    author: str | None
    version_of_edit: int

    @property
    def key(self) -> str:
        """`skm@2`."""
        return self.questionnaire.key

    @property
    def is_draft(self) -> bool:
        """Whether it may still change."""
        return self.state is State.DRAFT


def current_survey(code: str = "skm") -> PublishedSurvey:
    """The newest published version; raises LookupError where none is published (the portal is not set up)."""
    version = db.session.scalar(
        select(SurveyVersion.id)
        .where(SurveyVersion.code == code, SurveyVersion.published_on.is_not(None))
        .order_by(SurveyVersion.version.desc())
        .limit(1)
    )
    if version is None:
        raise LookupError(f"no published version of {code}")
    return survey_by_id(version)


def survey_by_id(survey_id: int) -> PublishedSurvey:
    """The published version of that number; LookupError for a draft, which nobody can have answered."""
    kept: dict[int, PublishedSurvey] = current_app.extensions.setdefault("published_surveys", {})
    if survey_id not in kept:
        row = db.session.get_one(SurveyVersion, survey_id)
        if row.published_on is None:
            raise LookupError(f"{row.code}@{row.version} is a draft")
        kept[survey_id] = PublishedSurvey(row.id, Questionnaire.from_dict(row.definition))
    return kept[survey_id]


def survey_by_key(key: str) -> PublishedSurvey | None:
    """The published version called `skm@1`; None for an unknown or unpublished one."""
    row = _row(key)
    return survey_by_id(row.id) if row is not None and row.published_on is not None else None


def versions() -> list[Version]:
    """Every version of every questionnaire, by code and the newest first."""
    rows = db.session.scalars(select(SurveyVersion).order_by(SurveyVersion.code, SurveyVersion.version.desc())).all()
    return [_version(row, rows) for row in rows]


def version_by_key(key: str) -> Version:
    """One version, a draft too; NotFound."""
    return next((found for found in versions() if found.key == key and _KEY.fullmatch(key)), None) or _not_found()


def version_before(version: Version) -> Version | None:
    """The newest published version of a lower number: what was asked until this one; None for the first."""
    asked = version.questionnaire
    earlier = [
        one
        for one in versions()
        if one.questionnaire.code == asked.code and one.questionnaire.version < asked.version and not one.is_draft
    ]
    return earlier[0] if earlier else None


def draft_row(key: str) -> SurveyVersion:
    """The row of a version that may be a draft; NotFound."""
    return _row(key) or _not_found()


def drafts_of(email: str) -> Sequence[SurveyVersion]:
    """The drafts that an account writes."""
    mine = SurveyVersion.author == email
    return db.session.scalars(select(SurveyVersion).where(mine, SurveyVersion.published_on.is_(None))).all()


def known_questions() -> dict[str, Question]:
    """Every element that was ever asked, or that the regulation asks, in its newest published words."""
    known = {question.code: question for question in SKM.questions}
    rows = select(SurveyVersion.id).where(SurveyVersion.published_on.is_not(None)).order_by(SurveyVersion.id)
    for survey_id in db.session.scalars(rows):
        known |= {question.code: question for question in survey_by_id(survey_id).questionnaire.questions}
    return known


def element_names() -> dict[str, Localized]:
    """The name of each element that was ever asked: results of the past may hold what is no longer asked."""
    return {code: question.name for code, question in known_questions().items()}


def _row(key: str) -> SurveyVersion | None:
    named = _KEY.fullmatch(key)
    if named is None:
        return None
    same = (SurveyVersion.code == named["code"], SurveyVersion.version == int(named["version"]))
    return db.session.scalar(select(SurveyVersion).where(*same))


def _version(row: SurveyVersion, rows: Sequence[SurveyVersion]) -> Version:
    published = [one.version for one in rows if one.code == row.code and one.published_on is not None]
    state = State.PUBLISHED if row.published_on is not None else State.DRAFT
    return Version(
        questionnaire=Questionnaire.from_dict(row.definition),
        state=State.CURRENT if published and row.version == max(published) and state is not State.DRAFT else state,
        published_on=row.published_on,
        author=row.author,
        version_of_edit=row.version_of_edit,
    )


def _not_found() -> NoReturn:
    raise NotFound
