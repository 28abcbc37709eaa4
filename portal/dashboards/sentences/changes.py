"""What may be said of change and of difference: "naik", "setara", and just as plainly that it cannot be told."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.core.i18n import decimal1, integer, signed1
from portal.dashboards.queries import CityUnits, KindComparison, Reason, Result
from portal.dashboards.sentences.lists import kind_name
from portal.dashboards.sentences.scores import verdict
from portal.domain.change import Change, Direction
from portal.domain.comparison import Placed, Standing
from portal.domain.periods import Period, PeriodKind
from portal.domain.questionnaire import Channel

_BEFORE: dict[PeriodKind, LazyString] = {
    PeriodKind.MONTH: _l("bulan sebelumnya"),
    PeriodKind.QUARTER: _l("triwulan sebelumnya"),
    PeriodKind.SEMESTER: _l("semester sebelumnya"),
    PeriodKind.YEAR: _l("tahun sebelumnya"),
}
_LIKE: dict[str, LazyString] = {
    "sekretariat": _l("sekretariat lain"),
    "inspektorat": _l("inspektorat lain"),
    "badan": _l("badan lain"),
    "dinas": _l("dinas lain"),
    "distrik": _l("distrik lain"),
    "kelurahan": _l("kelurahan lain"),
    "rumah_sakit": _l("rumah sakit lain"),
    "puskesmas": _l("puskesmas lain"),
    "lainnya": _l("unit lain sejenis"),
}
_REASONS: dict[Reason, LazyString] = {
    Reason.FELL: _l("jelas turun"),
    Reason.LOWER: _l("lebih rendah daripada sejenisnya"),
    Reason.WEAK: _l("nilainya di bawah B"),
}


def period_before(period: Period) -> str:
    """What the period before is called: "triwulan sebelumnya"."""
    return str(_BEFORE[period.kind])


def change_words(change: Change | None, period: Period) -> str:
    """ "naik dari triwulan sebelumnya", or that it cannot be told; empty where there is nothing to compare."""
    if change is None:
        return ""
    said = {"before": period_before(period)}
    if change.direction is Direction.UP:
        return _("naik dari %(before)s", **said)
    if change.direction is Direction.DOWN:
        return _("turun dari %(before)s", **said)
    return _("belum dapat dibedakan dari %(before)s", **said)


def change_sentence(change: Change | None, period: Period) -> str:
    """The change in figures, and why it is or is not called one."""
    if change is None:
        return _(
            "Belum dapat dibandingkan dengan %(before)s: masing-masing perlu 30 penilaian pada kanal yang sama.",
            before=period_before(period),
        )
    said = {"figures": change_figures(change), "before": period_before(period)}
    if change.direction is Direction.UNCLEAR and not change.interval[0] <= 0 <= change.interval[1]:
        return _(
            "Selisih dari %(before)s: %(figures)s, tetapi campuran layanan yang dinilai juga berubah; "
            "karena itu belum dapat disebut naik atau turun.",
            **said,
        )
    if change.direction is Direction.UNCLEAR:
        return _("Selisih dari %(before)s: %(figures)s. Selisih sekecil ini dapat terjadi karena kebetulan.", **said)
    return _("Selisih dari %(before)s: %(figures)s. Kemungkinan besar bukan kebetulan.", **said)


def change_figures(change: Change) -> str:
    """ "+3,0 (1,6 sampai 4,4)", with a true minus sign."""
    low, high = change.interval
    return _(
        "%(difference)s (mungkin %(low)s sampai %(high)s)",
        difference=signed1(change.difference),
        low=signed1(low),
        high=signed1(high),
    )


def standing_words(placed: Placed | None, kind: str) -> str:
    """ "setara dengan dinas lain"; empty where the kind cannot be compared."""
    if placed is None:
        return ""
    like = str(_LIKE[kind])
    if placed.standing is Standing.HIGHER:
        return _("lebih tinggi daripada %(like)s", like=like)
    if placed.standing is Standing.LOWER:
        return _("lebih rendah daripada %(like)s", like=like)
    return _("setara dengan %(like)s", like=like)


def unit_sentence(result: Result, placed: Placed | None, kind: str) -> str:
    """ "Baik, 84,2 dari 100, dari 412 penilaian terverifikasi; setara dengan dinas lain; naik dari …"."""
    more = (standing_words(placed, kind), change_words(result.change, result.period))
    return verdict(result.score, result.channel, more)


def service_sentence(result: Result) -> str:
    """The verdict on a service, and how it changed."""
    return verdict(result.score, result.channel, (change_words(result.change, result.period),))


def rank_sentence(compared: KindComparison | None, placed: Placed | None, kind: str) -> str:
    """Which ranks the unit may really hold, or why it cannot be compared."""
    if compared is None or placed is None:
        return _(
            "Tidak dibandingkan dengan %(like)s: perlu paling sedikit sepuluh unit sejenis dengan 30 penilaian.",
            like=str(_LIKE[kind]),
        )
    first, last = placed.rank
    return _(
        "Di antara %(count)s unit sejenis, peringkatnya dapat saja %(first)s sampai %(last)s; "
        "karena itu tidak ada daftar peringkat.",
        count=integer(len(compared.comparison.members)),
        first=integer(first),
        last=integer(last),
    )


def reasons_words(reasons: tuple[Reason, ...]) -> str:
    """Why a unit needs attention, as one phrase."""
    return ", ".join(str(_REASONS[reason]) for reason in reasons)


def unclear_sentence(units: CityUnits) -> str:
    """How many units neither rose nor fell, as far as can be told."""
    unclear = len(units.moved(Direction.UNCLEAR))
    unknown = sum(row.change is None for row in units.rows)
    return _(
        "%(unclear)s unit belum jelas naik atau turun dari %(before)s; %(unknown)s unit belum cukup penilaian.",
        unclear=integer(unclear),
        unknown=integer(unknown),
        before=period_before(units.period),
    )


def funnel_title(compared: KindComparison) -> str:
    """The heading of a funnel."""
    return _("%(kind)s mana yang sungguh berbeda?", kind=kind_name(compared.kind))


def funnel_sentence(compared: KindComparison) -> str:
    """How many of the kind really differ, and what the bands mean."""
    said = {
        "count": integer(len(compared.comparison.members)),
        "outside": integer(len(compared.outside)),
        "mean": decimal1(compared.comparison.mean),
    }
    if compared.outside:
        found = _("%(outside)s dari %(count)s unit jelas berbeda dari rata-rata jenisnya, %(mean)s.", **said)
    else:
        found = _(
            "Semua %(count)s unit setara: tidak satu pun jelas berbeda dari rata-rata jenisnya, %(mean)s.", **said
        )
    how = _(
        "Titik di dalam daerah berwarna (gelap atau terang) setara: belum terbukti berbeda dari rata-rata, "
        "yang tidak berarti sama baik. Tidak ada peringkat."
    )
    if compared.channel is Channel.OPEN:
        return f"{_('Dari penilaian yang belum terverifikasi:')} {_lowered(found)} {how}"
    return f"{_('Dari penilaian terverifikasi:')} {_lowered(found)} {how}"


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
