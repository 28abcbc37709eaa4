"""The annexes: the questionnaire as it was asked, and the data from which the index is computed."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.core.i18n import current_language, decimal2, decimal4, integer
from portal.domain.questionnaire import Question
from portal.domain.scoring import ElementScore
from portal.publication.words import withheld
from portal.reports.press import Block, Column, Heading, Paragraph, Table
from portal.reports.queries import UnitResult
from portal.reports.writing.words import NOTHING, channel_word, element_name, names_of


def questions_annex(result: UnitResult) -> list[Block]:
    """Lampiran A: each question with its four choices."""
    columns = [
        Column(_("Unsur"), share=3),
        Column(_("Pertanyaan"), share=5),
        *(Column(integer(answer), share=2) for answer in (1, 2, 3, 4)),
    ]
    rows = [_question_row(question) for question in result.questions]
    return [
        Heading(_("Lampiran A. Kuesioner")),
        Table(_("Pertanyaan dan pilihan jawabannya"), columns, rows, small=True),
    ]


def data_annex(result: UnitResult) -> list[Block]:
    """Lampiran B: counts of the answers, and the way from them to the index."""
    score = result.score
    intro = Paragraph(
        _(
            "Jawaban perorangan tidak pernah diterbitkan; yang diterbitkan adalah banyaknya jawaban 1 sampai 4 pada "
            "tiap unsur, dari kelompok berisi paling sedikit sepuluh penilaian. NRR = jumlah jawaban dibagi banyaknya; "
            "penimbang = 1 dibagi banyaknya unsur; IKM = jumlah NRR tertimbang × 25, dibulatkan sekali."
        )
    )
    heading = Heading(_("Lampiran B. Data olahan"))
    if not score.n:
        return [heading, intro, Paragraph(withheld(score, result.channel))]
    names = names_of(result)
    rows = [_data_row(names[code], element) for code, element in score.elements.items()]
    caption = _("Banyaknya jawaban dan perhitungan, kanal %(channel)s", channel=channel_word(result.channel))
    said = _("IKM = %(index)s dari %(k)s unsur.", index=decimal2(score.index), k=integer(len(score.elements)))
    return [heading, intro, Table(caption, _data_columns(), rows), Paragraph(said)]


def _question_row(question: Question) -> tuple[str, ...]:
    lang = current_language()
    return (element_name(question), question.text.text(lang), *(choice.text(lang) for choice in question.choices))


def _data_columns() -> list[Column]:
    counts = [Column(_("Jawaban %(answer)s", answer=integer(answer)), "number") for answer in (1, 2, 3, 4)]
    return [
        Column(_("Unsur"), share=1),
        *counts,
        Column(_("n"), "number"),
        Column(_("NRR"), "number"),
        Column(_("NRR × 25"), "number"),
    ]


def _data_row(name: str, element: ElementScore) -> tuple[str, ...]:
    counts = [integer(count) for count in element.histogram] if element.histogram else [NOTHING] * 4
    return (name, *counts, integer(element.n), decimal4(element.mean), decimal2(element.index))
