"""Notices beside the numbers: said once, never edited; who was wrong withdraws, and says it anew."""

from __future__ import annotations

import datetime

from portal.catalogue.queries import unit_by_slug
from portal.core.database import serialise
from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.domain.errors import Refused
from portal.domain.notices import NoticeKind, notice_texts, withdrawal_reason
from portal.domain.periods import parse_period
from portal.publication.models import Notice
from portal.publication.queries import notice_by_number


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


def withdraw_notice(*, notice_id: int, day: datetime.date, reason: str | None = None) -> Notice:
    """Withdraw a notice, for good; `reason` is public, and None where the shell gives none.

    Raises NotFound `unknown_notice`, Refused `already_withdrawn`, InvalidInput for the reason.
    """
    serialise("notices")
    notice = notice_by_number(notice_id)
    if notice.withdrawn_on is not None:
        raise Refused("already_withdrawn")
    notice.withdrawn_on = day
    notice.withdrawn_reason = withdrawal_reason(reason) if reason is not None else None
    db.session.flush()
    bump_public_revision()
    return notice


def said_in(notice: Notice) -> dict[str, object]:
    """What a notice says and of whom, for the record of deeds."""
    about = notice.unit.slug if notice.unit else None
    said = {"period": notice.period, "kind": notice.kind, "text": notice.text, "english": notice.english}
    return {"unit": about, **said}
