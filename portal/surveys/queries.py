"""Reads of questionnaires. A published version never changes, so it is kept in memory once read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import select

from portal.core.extensions import db
from portal.domain.questionnaire import Questionnaire
from portal.surveys.models import SurveyVersion

_KEY = re.compile(r"(?P<code>[a-z][a-z0-9_-]{0,39})@(?P<version>[0-9]{1,6})")


@dataclass(frozen=True)
class PublishedSurvey:
    """A published version: its number in the database and its content."""

    id: int
    questionnaire: Questionnaire


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
    """The published version of that number."""
    kept: dict[int, PublishedSurvey] = current_app.extensions.setdefault("published_surveys", {})
    if survey_id not in kept:
        row = db.session.get_one(SurveyVersion, survey_id)
        kept[survey_id] = PublishedSurvey(row.id, Questionnaire.from_dict(row.definition))
    return kept[survey_id]


def survey_by_key(key: str) -> PublishedSurvey | None:
    """The published version called `skm@1`; None for an unknown or unpublished one."""
    named = _KEY.fullmatch(key)
    if named is None:
        return None
    found = db.session.scalar(
        select(SurveyVersion.id).where(
            SurveyVersion.code == named["code"],
            SurveyVersion.version == int(named["version"]),
            SurveyVersion.published_on.is_not(None),
        )
    )
    return survey_by_id(found) if found is not None else None
