"""The review sheet on paper: both channels as evidence, the weakest elements, and what was signed about the period."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from portal.core.i18n import current_language, day_name, decimal2, integer, period_name
from portal.publication.words import withheld
from portal.reports.press import Block, Column, Document, Fields, Heading, Paragraph, Table
from portal.reports.queries import ReviewResult
from portal.reports.writing.elements import element_columns, element_row
from portal.reports.writing.words import (
    NOTHING,
    Place,
    channel_word,
    city,
    evidence_word,
    grade_cell,
    interval_cell,
    paragraphs,
    publication_name,
    table_words,
    warnings,
)
from portal.reviews.forms.words import PREDICATE_WORDS, STATE_WORDS
from portal.reviews.queries import ChannelSheet, Published
from portal.reviews.services import FIELDS


def review_sheet(result: ReviewResult, place: Place) -> Document:
    """The sheet of a unit and period."""
    unit, card = result.sheet.unit, result.sheet.card
    title = _("Lembar penilaian kinerja unit")
    return Document(
        title=f"{title}: {unit.name}",
        author=city().portal_name,
        lang=current_language(),
        running=f"{title} – {unit.name}",
        edition=f"{period_name(card.period.text)} · {publication_name(card.publication)}",
        footer=place.address,
        words=table_words(),
        blocks=[
            *(Paragraph(said, soft=True) for said in warnings(place, is_provisional=result.is_provisional)),
            Paragraph(
                _(
                    "Lembar ini menyatakan hasil unit pada %(period)s, bukan hasil seseorang. Tidak ada nilai "
                    "perorangan yang dihitung, disimpan, atau ditampilkan.",
                    period=period_name(card.period.text),
                )
            ),
            Heading(_("Bukti")),
            _channels(result),
            *(block for part in result.sheet.channels for block in _elements(part, result)),
            Heading(_("Penilaian yang ditandatangani")),
            *_reviews(result),
        ],
    )


def _channels(result: ReviewResult) -> Table:
    parts = result.sheet.channels
    heads = [
        channel_word(part.channel) + (f" ({_('kanal utama')})" if part.channel is result.sheet.card.headline else "")
        for part in parts
    ]
    lines = [
        (_("Penilaian yang dihitung (n)"), *(integer(part.score.n) for part in parts)),
        (_("Nilai (IKM, 25–100)"), *(decimal2(part.score.index) for part in parts)),
        (_("Mutu pelayanan"), *(grade_cell(part.score) for part in parts)),
        (_("Selang %(level)s", level="95 %"), *(interval_cell(part.score) for part in parts)),
        (_("Nilainya sebagai bukti kinerja unit"), *(evidence_word(part.channel, part.score) for part in parts)),
    ]
    columns = [Column(_("Kanal"), share=1), *(Column(head, share=1) for head in heads)]
    return Table(_("Kedua kanal berdampingan; keduanya tidak pernah dicampur"), columns, lines)


def _elements(part: ChannelSheet, result: ReviewResult) -> list[Block]:
    if not part.score.n:
        return [Paragraph(f"{channel_word(part.channel)}: {withheld(part.score, part.channel)}")]
    lang = current_language()
    rows = [element_row(result.names[code].text(lang), element) for code, element in part.elements]
    caption = _("Unsur dari yang terlemah, kanal %(channel)s", channel=channel_word(part.channel))
    return [Table(caption, element_columns(), rows)]


def _reviews(result: ReviewResult) -> list[Block]:
    if not result.reviews:
        return [Paragraph(_("Belum ada penilaian kinerja yang ditandatangani untuk periode ini."))]
    return [block for one in result.reviews for block in _review(one, result)]


def _review(one: Published, result: ReviewResult) -> list[Block]:
    signed = one.signed
    predicate = str(PREDICATE_WORDS[signed["predicate"]])
    return [
        Heading(f"{signed['title']}: {predicate}", 2),
        Fields(_facts(one)),
        *_said(_("Argumen tentang hasil"), signed["on_results"]),
        *_said(_("Argumen tentang perilaku"), signed["on_behaviour"]),
        *_said(_("Tentang bukti yang diminta tetapi tidak ada"), signed["on_missing"]),
        *_said(_("Ringkasan untuk publik"), signed["summary"]),
        *_said(_("Penilaian diri: periode ini secara keseluruhan"), signed["overview"]),
        *_answers(signed, result),
        *_said(_("Jawaban unit"), signed["reply"]),
        *(block for one in signed["signatures"] for block in _remark(one)),
        *_appeal(one),
    ]


def _facts(one: Published) -> list[tuple[str, str]]:
    signed, verified = one.signed, one.evidence["channels"]["verified"]
    index = verified["index"]
    evidence = NOTHING if index is None else f"{decimal2(Decimal(index))}, n {integer(verified['n'])}"
    signatures = "; ".join(_signature(signature) for signature in signed["signatures"])
    return [
        (_("Keadaan"), str(STATE_WORDS[one.review.state])),
        (_("Versi"), integer(signed["version"])),
        (_("Bukti terverifikasi saat putaran dibuka"), evidence),
        (_("Tanda tangan"), signatures or NOTHING),
        (_("Sidik (SHA-256)"), one.digest),
    ]


def _signature(signature: Mapping[str, Any]) -> str:
    party = _("kepala unit") if signature["party"] == "head" else _("penilai")
    return f"{party}, {day_name(datetime.date.fromisoformat(signature['day']))}"


def _remark(signature: Mapping[str, Any]) -> list[Block]:
    name = _("Catatan kepala unit") if signature["party"] == "head" else _("Catatan penilai")
    return _said(name, signature["remark"])


def _said(name: str, text: str) -> list[Block]:
    """What somebody wrote under its name, in its paragraphs; nothing where nothing was written."""
    first, *others = paragraphs(text) or [""]
    return [Paragraph(f"{name}: {first}"), *(Paragraph(one) for one in others)] if first else []


def _answers(signed: Mapping[str, Any], result: ReviewResult) -> list[Block]:
    if not signed["answers"]:
        return []
    lang = current_language()
    columns = [
        Column(_("Unsur"), share=2),
        Column(_("Sebab"), share=3),
        Column(_("Yang sudah dikerjakan"), share=3),
        Column(_("Yang direncanakan"), share=3),
    ]
    rows = [
        (result.names[one["element"]].text(lang), *(paragraphs(one[field]) or NOTHING for field in FIELDS))
        for one in signed["answers"]
    ]
    return [Table(_("Penilaian diri unit"), columns, rows)]


def _appeal(one: Published) -> list[Block]:
    made = one.review.appeal
    if made is None:
        return []
    return [*_said(_("Keberatan unit"), made.reason), *_said(_("Jawaban penilai lain"), made.answer)]
