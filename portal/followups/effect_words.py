"""The effect of a promise in words: one sentence, the word alone, or why there is none. "After", never "because"."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.core.i18n import integer, period_name, signed1
from portal.domain.change import Direction
from portal.domain.effect import MINIMUM_OTHERS, Effect, Silence, Span
from portal.domain.rules import MINIMUM_GRADED
from portal.followups.queries import Outcome
from portal.followups.words import element_name

_WORDS: Mapping[Direction, LazyString] = {
    Direction.UP: _l("naik"),
    Direction.DOWN: _l("turun"),
    Direction.UNCLEAR: _l("belum dapat dibedakan"),
}
_OPEN = frozenset({Silence.NOT_DONE, Silence.WITHDRAWN})


def is_told(outcome: Outcome | None) -> bool:
    """Whether a page has anything to say: of a promise that is not done nothing is expected."""
    return outcome is not None and outcome.found not in _OPEN


def effect_word(outcome: Outcome) -> str:
    """ "naik", "turun", "belum dapat dibedakan" or "belum dapat diukur"."""
    return str(_WORDS[outcome.found.direction]) if isinstance(outcome.found, Effect) else _("belum dapat diukur")


def effect_sentence(outcome: Outcome) -> str:
    """What can be said of the effect, in one or two sentences; empty for a promise that is not done."""
    found, periods = outcome.found, outcome.span
    if periods is None or found in _OPEN:
        return ""
    return _told(outcome, found, periods) if isinstance(found, Effect) else _silence(found, periods)


def _told(outcome: Outcome, found: Effect, periods: Span) -> str:
    return _(
        "Setelah janji ini: %(word)s. Unsur %(element)s unit ini berubah %(own)s poin dari %(before)s ke %(after)s, "
        "%(others)s unit sejenis rata-rata %(usual)s; selisihnya %(effect)s (mungkin %(low)s sampai %(high)s). %(why)s",
        word=_WORDS[found.direction],
        element=element_name(outcome.element),
        own=signed1(found.change),
        before=period_name(periods.before.text),
        after=period_name(periods.after.text),
        others=integer(found.others),
        usual=signed1(found.usual),
        effect=signed1(found.effect),
        low=signed1(found.interval[0]),
        high=signed1(found.interval[1]),
        why=_why(found),
    )


def _why(found: Effect) -> str:
    """What the word rests on, or why there is none."""
    if found.direction is not Direction.UNCLEAR:
        return _("Kemungkinan besar bukan kebetulan.")
    if found.interval[0] <= 0 <= found.interval[1]:
        return _("Selisih sekecil ini dapat terjadi karena kebetulan.")
    return _("Campuran layanan yang dinilai juga berubah; karena itu belum dapat disebut naik atau turun.")


def _silence(why: Silence, periods: Span) -> str:
    if why is Silence.NOT_OVER:
        return _("Dampaknya dapat diukur setelah %(period)s ditutup.", period=period_name(periods.after.text))
    if why is Silence.TOO_FEW_UNITS:
        return _(
            "Dampaknya tidak dapat dikatakan: perlu paling sedikit %(units)s unit sejenis dengan %(n)s jawaban "
            "pada unsur ini, sebelum dan sesudahnya.",
            units=MINIMUM_OTHERS,
            n=MINIMUM_GRADED,
        )
    return _(
        "Dampaknya tidak dapat dikatakan: perlu %(n)s jawaban pada unsur ini dan pada kanal yang sama, "
        "pada %(before)s dan pada %(after)s.",
        n=MINIMUM_GRADED,
        before=period_name(periods.before.text),
        after=period_name(periods.after.text),
    )
