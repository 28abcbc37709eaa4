"""Writes of questionnaires: a draft is added, and published once and for all."""

from __future__ import annotations

import datetime

from portal.core.extensions import db
from portal.domain.errors import Refused
from portal.domain.questionnaire import Questionnaire
from portal.surveys.models import SurveyVersion


def add_draft(*, questionnaire: Questionnaire) -> SurveyVersion:
    """Store a version that nobody can answer yet."""
    row = SurveyVersion(
        code=questionnaire.code,
        version=questionnaire.version,
        definition=questionnaire.to_dict(),
        content_hash=questionnaire.content_hash(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def publish(*, survey: SurveyVersion, day: datetime.date) -> None:
    """Open a draft to answers; from then on the database refuses to change it. Raises Refused if it is published."""
    if survey.published_on is not None:
        raise Refused("already_published")
    survey.published_on = day
    db.session.flush()
