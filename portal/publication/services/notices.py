"""Notices beside the numbers: said once, never edited; who was wrong withdraws, and says it anew."""

from __future__ import annotations

import datetime

from portal.catalogue.queries import unit_by_slug
from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.domain.errors import NotFound, Refused
from portal.domain.notices import NoticeKind, notice_texts
from portal.domain.periods import parse_period
from portal.publication.models import Notice


def add_notice(
    *, unit: str | None, period: str, kind: NoticeKind, text: str, english: str, day: datetime.date
) -> Notice:
    """Publish a notice. `unit`: a slug, None for the whole city; `english` may be empty.

    Raises InvalidInput for its texts, MalformedRequest `bad_period`, NotFound `unknown_unit`. The caller records the
    deed.
    """
    indonesian, translated = notice_texts(text, english)
    notice = Notice(
        unit_id=unit_by_slug(unit).id if unit is not None else None,
        period=parse_period(period).text,
        kind=kind.value,
        text=indonesian,
        english=translated,
        made_on=day,
    )
    db.session.add(notice)
    db.session.flush()
    bump_public_revision()
    return notice


def withdraw_notice(*, notice_id: int, day: datetime.date) -> Notice:
    """Withdraw a notice, for good. Raises NotFound `unknown_notice`, Refused `already_withdrawn`."""
    notice = db.session.get(Notice, notice_id)
    if notice is None:
        raise NotFound("unknown_notice")
    if notice.withdrawn_on is not None:
        raise Refused("already_withdrawn")
    notice.withdrawn_on = day
    db.session.flush()
    bump_public_revision()
    return notice
