"""Chapter III: who answered, the index of the unit, and each element."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.core.i18n import decimal2, integer
from portal.domain.questionnaire import Channel
from portal.domain.rules import PERMENPANRB_14_2017
from portal.publication.queries import Respondents
from portal.publication.words import withheld
from portal.reports.press import Block, Column, Heading, Paragraph, ScoreBox, Table
from portal.reports.queries import UnitResult
from portal.reports.writing.drawings import elements_picture
from portal.reports.writing.elements import element_columns, element_row
from portal.reports.writing.words import (
    channel_word,
    evidence_word,
    grade_cell,
    interval_cell,
    names_of,
    performance,
)
from portal.responses.forms.respondent_words import respondent_words


def results(result: UnitResult) -> list[Block]:
    """III Hasil."""
    return [
        Heading(_("III. Hasil")),
        Heading(_("3.1 Responden"), 2),
        *_respondents(result.respondents),
        Heading(_("3.2 Indeks Kepuasan Masyarakat unit"), 2),
        *_index(result),
        Heading(_("3.3 Nilai tiap unsur"), 2),
        *_elements(result),
    ]


def respondent_rows(respondents: Respondents) -> list[tuple[str, str, str, str]]:
    """Attribute, category, count and share of each published count."""
    words = respondent_words()
    return [
        (
            words[attribute][""],
            words[attribute].get(category, _("Lainnya atau tidak menjawab")),
            integer(n),
            f"{decimal2(100 * n / respondents.n)} %",
        )
        for attribute, counts in respondents.counts.items()
        for category, n in counts
    ]


def _respondents(respondents: Respondents | None) -> list[Block]:
    if respondents is None:
        said = _(
            "Ciri responden diterbitkan sekali, saat tahunnya ditutup, mulai 30 penilaian; untuk unit ini belum ada."
        )
        return [Paragraph(said)]
    said = _(
        "Ciri responden diterbitkan sekali setahun, hanya sebagai jumlah dan satu ciri satu kali. Yang terbaru: tahun "
        "%(year)s, %(n)s penilaian. Kelompok di bawah sepuluh digabung.",
        year=str(respondents.year),
        n=integer(respondents.n),
    )
    columns = [
        Column(_("Ciri")),
        Column(_("Kelompok"), share=1),
        Column(_("Jumlah"), "number"),
        Column(_("Bagian"), "number"),
    ]
    caption = _("Responden menurut ciri, tahun %(year)s", year=str(respondents.year))
    return [Paragraph(said), Table(caption, columns, respondent_rows(respondents))]


def _index(result: UnitResult) -> list[Block]:
    score = result.score
    box: list[Block] = []
    if score.index is None:
        box.append(Paragraph(withheld(score, result.channel)))
    else:
        grade = score.grade
        box.append(
            ScoreBox(
                number=decimal2(score.index),
                grade=grade.value if grade else "",
                headline=performance(grade) if grade else _("Mutu baru ditetapkan mulai 30 penilaian."),
                detail=_(
                    "Kanal %(channel)s, %(n)s penilaian; selang 95 %% dari %(low)s sampai %(high)s.",
                    channel=channel_word(result.channel),
                    n=integer(score.n),
                    low=decimal2(score.interval[0] if score.interval else None),
                    high=decimal2(score.interval[1] if score.interval else None),
                ),
            )
        )
    return [*box, _channels(result), _bands()]


def _channels(result: UnitResult) -> Table:
    rows = [
        (
            channel_word(channel) + (f" ({_('kanal utama')})" if channel is result.channel else ""),
            integer(score.n),
            decimal2(score.index),
            interval_cell(score),
            grade_cell(score),
            evidence_word(channel, score),
        )
        for channel, score in ((channel, result.card.channels[channel]) for channel in Channel)
    ]
    columns = [
        Column(_("Kanal"), share=1),
        Column(_("n"), "number"),
        Column(_("IKM"), "number"),
        Column(_("Selang %(level)s", level="95 %"), "number"),
        Column(_("Mutu")),
        Column(_("Bukti kinerja"), share=1),
    ]
    return Table(_("Kedua kanal berdampingan; keduanya tidak pernah dicampur"), columns, rows)


def _bands() -> Table:
    rows = [(decimal2(band.lower), band.grade.value, performance(band.grade)) for band in PERMENPANRB_14_2017.bands]
    columns = [Column(_("Nilai mulai"), "number"), Column(_("Mutu")), Column(_("Kinerja unit"), share=1)]
    return Table(_("Batas mutu menurut PermenPAN-RB 14/2017"), columns, rows)


def _elements(result: UnitResult) -> list[Block]:
    if not result.score.n:
        return [Paragraph(withheld(result.score, result.channel))]
    names = names_of(result)
    rows = [element_row(names[code], element) for code, element in result.score.elements.items()]
    table = Table(
        _("Nilai tiap unsur, kanal %(channel)s", channel=channel_word(result.channel)), element_columns(), rows
    )
    return [table, elements_picture(result)] if result.weakest_first else [table]
