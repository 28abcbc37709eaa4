"""The sheet that reckons: counts of answers → NRR → weight → index → grade, each step a formula that anyone can follow.

A spreadsheet reckons in binary fractions, where 67.975 lies a hair below itself and would be rounded down. So the
formulas round hundredths to six decimals, which takes away that hair and nothing else (a half is exact in binary), add
a half and cut off: half up, on every program.
"""

from __future__ import annotations

from fractions import Fraction

from flask_babel import gettext as _

from portal.domain.histograms import mean_of
from portal.domain.questionnaire import Channel
from portal.domain.rounding import half_up
from portal.domain.rules import MINIMUM_GRADED, PERMENPANRB_14_2017
from portal.domain.scoring import ElementScore, Score, mean_steps
from portal.publication.words import withheld
from portal.reports.queries import UnitResult
from portal.reports.workbook.paper import Paper, cell
from portal.reports.writing.words import channel_word, names_of

FIRST_COUNT, N, TOTAL, NRR, WEIGHT, WEIGHTED, INDEX, GRADE = 1, 5, 6, 7, 8, 9, 10, 11
_BOUND, _LETTER = 13, 14
WIDTHS = (40, 11, 11, 11, 11, 10, 12, 12, 12, 14, 12, 9, 3, 12, 9)


def write_computation(paper: Paper, result: UnitResult, channel: Channel) -> None:
    """One channel's way to its index."""
    score = result.card.channels[channel]
    paper.line([_("Perhitungan IKM, kanal %(channel)s", channel=channel_word(channel))], "title")
    paper.line([_("Angka di kolom B sampai E adalah banyaknya jawaban yang diterbitkan; selebihnya rumus.")], "note")
    paper.skip()
    bounds = _write_bounds(paper)
    paper.line(_head(), "head")
    names = names_of(result)
    rows = [_write_element(paper, names[code], element, bounds) for code, element in score.elements.items()]
    for row, element in zip(rows, score.elements.values(), strict=True):
        if element.histogram is not None:
            _write_weight(paper, row, element, (rows[0], rows[-1]))
    paper.skip()
    _write_index(paper, score, channel, (rows[0], rows[-1]), bounds)


def _head() -> list[str]:
    answers = [_("Jawaban %(answer)s", answer=str(answer)) for answer in (1, 2, 3, 4)]
    steps = [_("n"), _("Jumlah"), _("NRR"), _("Penimbang"), _("NRR tertimbang"), _("NRR × 25"), _("Mutu")]
    return [_("Unsur"), *answers, *steps]


def _write_bounds(paper: Paper) -> str:
    """The lower bounds from the lowest grade on, as LOOKUP wants them; returns their two ranges as its arguments."""
    first = paper.row
    paper.put(first, _BOUND, _("Nilai mulai"), "head")
    paper.put(first, _LETTER, _("Mutu"), "head")
    ordered = sorted(PERMENPANRB_14_2017.bands, key=lambda band: band.lower)
    for row, band in enumerate(ordered, start=first + 1):
        paper.put(row, _BOUND, band.lower, "two")
        paper.put(row, _LETTER, band.grade.value, "grade")
    last = first + len(ordered)
    ranges = [f"{cell(first + 1, column, fixed=True)}:{cell(last, column, fixed=True)}" for column in (_BOUND, _LETTER)]
    return ",".join(ranges)


def _write_element(paper: Paper, name: str, element: ElementScore, bounds: str) -> int:
    """A row of an element; one with fewer than ten answers has its number of answers and nothing else."""
    row = paper.row
    paper.put(row, 0, name, "text")
    if element.histogram is None:
        paper.put(row, FIRST_COUNT, _("kurang dari 10 jawaban"), "text")
        paper.put(row, N, element.n, "integer")
        paper.skip()
        return row
    for answer, count in enumerate(element.histogram):
        paper.put(row, FIRST_COUNT + answer, count, "integer")
    counts = [cell(row, FIRST_COUNT + answer) for answer in range(4)]
    n, total, nrr, index = (cell(row, column) for column in (N, TOTAL, NRR, INDEX))
    summed = sum(answer * count for answer, count in enumerate(element.histogram, start=1))
    weighted = "+".join(f"{answer}*{place}" for answer, place in enumerate(counts, start=1))
    paper.formula(row, N, f"=SUM({counts[0]}:{counts[3]})", element.n, "integer")
    paper.formula(row, TOTAL, f"={weighted}", summed, "integer")
    paper.formula(row, NRR, f"={total}/{n}", half_up(mean_of(element.histogram), 15), "four")
    paper.formula(row, INDEX, _half_up(f"{nrr}*25"), element.index, "two")
    paper.formula(row, GRADE, _grade_formula(n, index, bounds), _letter(element), "grade")
    paper.skip()
    return row


def _write_weight(paper: Paper, row: int, element: ElementScore, span: tuple[int, int]) -> None:
    """The weight is exactly 1/k for k elements."""
    assert element.histogram is not None
    k = span[1] - span[0] + 1
    weight, nrr = cell(row, WEIGHT), cell(row, NRR)
    mean = mean_of(element.histogram)
    paper.formula(row, WEIGHT, f"=1/ROWS({_range(NRR, span, fixed=True)})", half_up(Fraction(1, k), 15), "six")
    paper.formula(row, WEIGHTED, f"={nrr}*{weight}", half_up(mean / k, 15), "six")


def _write_index(paper: Paper, score: Score, channel: Channel, span: tuple[int, int], bounds: str) -> None:
    """The sum of the weighted means × 25, rounded once; or why there is no index."""
    if score.index is None:
        paper.line([_("IKM"), withheld(score, channel)], styles=("strong", "text"))
        return
    row = paper.line([_("Penilaian yang dihitung (n)"), score.n], styles=("strong", "integer"))
    total = _range(WEIGHTED, span)
    n, unrounded, index = (cell(row + place, 1) for place in (0, 1, 2))
    paper.put(row + 1, 0, _("Jumlah NRR tertimbang × 25"), "strong")
    steps = mean_steps([mean_of(one.histogram) for one in score.elements.values() if one.histogram])
    paper.formula(row + 1, 1, f"=SUM({total})*25", half_up(steps.unrounded, 12), "six")
    paper.put(row + 2, 0, _("IKM, dibulatkan setengah ke atas"), "strong")
    paper.formula(row + 2, 1, _half_up(unrounded), score.index, "result")
    paper.put(row + 3, 0, _("Mutu pelayanan (mulai 30 penilaian)"), "strong")
    paper.formula(row + 3, 1, _grade_formula(n, index, bounds), _letter(score), "letter")
    paper.skip(3)


def _half_up(value: str) -> str:
    return f"=INT(ROUND({value}*100,6)+0.5)/100"


def _grade_formula(n: str, index: str, bounds: str) -> str:
    return f'=IF({n}<{MINIMUM_GRADED},"-",LOOKUP({index},{bounds}))'


def _letter(of: Score | ElementScore) -> str:
    return of.grade.value if of.grade else "-"


def _range(column: int, span: tuple[int, int], *, fixed: bool = False) -> str:
    return f"{cell(span[0], column, fixed=fixed)}:{cell(span[1], column, fixed=fixed)}"
