"""The poster's words: index, grade, services, who answered, period, and thanks (DOMAIN.md 1.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from portal.core.i18n import current_language, decimal2, integer, period_name
from portal.publication.queries import Respondents
from portal.publication.words import withheld
from portal.reports.press import BarGroup, Poster
from portal.reports.queries import UnitResult
from portal.reports.writing.drawings import band_alt, band_svg
from portal.reports.writing.words import (
    Place,
    channel_word,
    city,
    grade_cell,
    performance,
    provisional_words,
    publication_words,
)
from portal.responses.forms.respondent_words import respondent_words

_SERVICES = 6


def poster(result: UnitResult, place: Place) -> Poster:
    """The poster of a unit and period."""
    score, period = result.score, period_name(result.period.text)
    grade = score.grade
    low, high = score.interval or (None, None)
    is_shown = score.index is not None
    return Poster(
        title=_("Indeks Kepuasan Masyarakat %(unit)s, %(period)s", unit=result.unit.name, period=period),
        author=city().portal_name,
        lang=current_language(),
        kicker=_("Indeks Kepuasan Masyarakat (IKM)"),
        unit=result.unit.name,
        period=period,
        number=decimal2(score.index),
        number_label=_("dari 100") if is_shown else withheld(score, result.channel),
        grade=grade.value if grade else "",
        grade_label=_("Mutu pelayanan"),
        verdict=performance(grade) if grade else _("Mutu baru ditetapkan mulai 30 penilaian.") if is_shown else "",
        channel=channel_word(result.channel),
        is_verified=result.channel == "verified",
        interval=_("Selang 95 %%: %(low)s–%(high)s", low=decimal2(low), high=decimal2(high)) if is_shown else "",
        band=band_svg(score),
        band_alt=band_alt(score),
        facts=[
            (_("Responden"), integer(score.n)),
            (_("Unsur"), integer(len(score.elements))),
            (_("Mutu"), grade_cell(score)),
        ],
        services_title=_("Layanan yang dinilai"),
        services=_services(result),
        respondents_title=_("Responden"),
        groups=_groups(result.respondents),
        respondents_note=_respondents_note(result.respondents),
        thanks=_("Terima kasih atas penilaian Anda."),
        invitation=_(
            "Masukan Anda membuat pelayanan kami lebih baik. Nilai kami di %(address)s", address=place.address
        ),
        source=f"{city().portal_name} · {publication_words(result)} · PermenPAN-RB 14/2017",
        warning=_("Data contoh") if place.is_sample else provisional_words(result.is_provisional),
    )


def _services(result: UnitResult) -> str:
    names = [service.name for service in result.services]
    more = len(names) - _SERVICES
    shown = ", ".join(names[:_SERVICES])
    return f"{shown}, {_('dan %(n)s lainnya', n=integer(more))}" if more > 0 else shown


def _groups(respondents: Respondents | None) -> list[BarGroup]:
    if respondents is None:
        return []
    words = respondent_words()
    return [_group(words[attribute], respondents.counts[attribute]) for attribute in ("sex", "education")]


def _group(words: Mapping[str, str], counts: Sequence[tuple[str, int]]) -> BarGroup:
    most = max((n for _category, n in counts), default=1)
    rest = _("Lainnya atau tidak menjawab")
    return BarGroup(words[""], [(words.get(category, rest), integer(n), n / most) for category, n in counts])


def _respondents_note(respondents: Respondents | None) -> str:
    if respondents is None:
        return _("Ciri responden diterbitkan saat tahunnya ditutup; untuk unit ini belum ada.")
    return _("Tahun %(year)s, %(n)s penilaian.", year=str(respondents.year), n=integer(respondents.n))
