"""Writes of questionnaires: a draft is added, changed, and published once and for all."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from sqlalchemy import func, select

from portal.core.database import serialise
from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.core.saving import check_version
from portal.domain.drafts import (
    differences,
    faults,
    next_version,
    retitled,
    reworded,
    with_element,
    without_element,
    wording,
)
from portal.domain.entries import settings_entry
from portal.domain.errors import NotFound, Refused
from portal.domain.questionnaire import Questionnaire
from portal.ledger.services import append
from portal.surveys.models import SurveyVersion
from portal.surveys.queries import draft_row, drafts_of, known_questions, version_before, version_by_key


def add_draft(*, questionnaire: Questionnaire, author: str | None = None) -> SurveyVersion:
    """Store a version that nobody can answer yet."""
    row = SurveyVersion(
        code=questionnaire.code,
        version=questionnaire.version,
        definition=questionnaire.to_dict(),
        content_hash=questionnaire.content_hash(),
        author=author,
    )
    db.session.add(row)
    db.session.flush()
    return row


def start_draft(*, key: str, author: str) -> SurveyVersion:
    """A draft that begins as a copy of a published version, under the next free number.

    Raises NotFound, Refused `is_draft` for a copy of a draft, Refused `draft_exists`: one is written at a time, or the
    later to be published would take the other's changes back unseen.
    """
    serialise("surveys")
    base = draft_row(key)
    if base.published_on is None:
        raise Refused("is_draft")
    same = SurveyVersion.code == base.code
    if db.session.scalar(select(SurveyVersion.id).where(same, SurveyVersion.published_on.is_(None))) is not None:
        raise Refused("draft_exists")
    newest = db.session.scalar(select(func.max(SurveyVersion.version)).where(same)) or base.version
    return add_draft(questionnaire=next_version(Questionnaire.from_dict(base.definition), newest + 1), author=author)


def reword_element(
    *, key: str, code: str, fields: Mapping[str, str], about_staff: bool, version: int | None
) -> dict[str, tuple[object, object]]:
    """Give an element of a draft other words; what changed, as (before, after) by field.

    `version`: the version of edit that the form was shown with. Raises what `domain.drafts.reworded` does, NotFound
    for an unknown draft or element, Conflict for a stale form, Refused `already_published`.
    """
    row, draft = _open_draft(key)
    if code not in draft.codes:
        raise NotFound
    old = {**wording(draft.question(code)), "about_staff": draft.question(code).about_staff}
    sent: dict[str, object] = {**fields, "about_staff": about_staff}
    check_version(row.version_of_edit, version, {name: (old.get(name), value) for name, value in sent.items()})
    changed = reworded(draft, code, fields, about_staff)
    _save(row, changed)
    new = {**wording(changed.question(code)), "about_staff": changed.question(code).about_staff}
    return {name: (old[name], new[name]) for name in old if old[name] != new[name]}


def retitle(*, key: str, fields: Mapping[str, str], version: int | None) -> dict[str, tuple[object, object]]:
    """Give a draft another title; raises and returns as `reword_element` does."""
    row, draft = _open_draft(key)
    old = {"title_id": draft.title.id, "title_en": draft.title.en}
    check_version(row.version_of_edit, version, {name: (old.get(name), value) for name, value in fields.items()})
    changed = retitled(draft, fields)
    _save(row, changed)
    new = {"title_id": changed.title.id, "title_en": changed.title.en}
    return {name: (old[name], new[name]) for name in old if old[name] != new[name]}


def add_element(*, key: str, code: str) -> None:
    """Ask one element more, in the words in which it was asked last. Raises what `with_element` does."""
    row, draft = _open_draft(key)
    _save(row, with_element(draft, code, known_questions()))


def remove_element(*, key: str, code: str, version: int | None) -> None:
    """Ask an element no longer. Raises NotFound, Conflict, Refused `too_few_elements`, `already_published`."""
    row, draft = _open_draft(key)
    if code not in draft.codes:
        raise NotFound
    check_version(row.version_of_edit, version, {})
    _save(row, without_element(draft, code))


def publish(*, survey: SurveyVersion, day: datetime.date) -> None:
    """Open a draft to answers; from then on the database refuses to change it. Raises Refused if it is published."""
    if survey.published_on is not None:
        raise Refused("already_published")
    survey.published_on = day
    db.session.flush()
    digest = bytes.fromhex(survey.content_hash)
    append(settings_entry(name=f"survey/{survey.code}", version=survey.version, digest=digest))
    bump_public_revision()


def publish_draft(*, key: str, version: int | None, day: datetime.date) -> None:
    """Publish a draft that is complete and asks something new. `version`: of edit, as the effect was shown.

    Raises NotFound, Conflict, Refused `already_published`, `incomplete`, `nothing_changed`, `answers_turned`.
    """
    row, draft = _open_draft(key)
    check_version(row.version_of_edit, version, {})
    if faults(draft):
        raise Refused("incomplete")
    before = version_before(version_by_key(key))
    if before is not None:
        changes = differences(before.questionnaire, draft)
        if not changes.any:
            raise Refused("nothing_changed")
        if changes.turned:
            raise Refused("answers_turned", elements=", ".join(changes.turned))
    publish(survey=row, day=day)


def discard_draft(*, key: str, version: int | None) -> dict[str, object]:
    """Throw a draft away; returns what it held. Raises NotFound, Conflict, Refused `already_published`."""
    row, _draft = _open_draft(key)
    check_version(row.version_of_edit, version, {})
    held = dict(row.definition)
    db.session.delete(row)
    db.session.flush()
    return held


def hand_over_drafts(leaver: str, successor: str) -> int:
    """Give the drafts of one account to another; how many."""
    serialise("surveys")
    mine = drafts_of(leaver)
    for row in mine:
        row.author = successor
    db.session.flush()
    return len(mine)


def _open_draft(key: str) -> tuple[SurveyVersion, Questionnaire]:
    serialise("surveys")
    row = draft_row(key)
    if row.published_on is not None:
        raise Refused("already_published")
    return row, Questionnaire.from_dict(row.definition)


def _save(row: SurveyVersion, questionnaire: Questionnaire) -> None:
    row.definition = questionnaire.to_dict()
    row.content_hash = questionnaire.content_hash()
    row.version_of_edit += 1
    db.session.flush()
