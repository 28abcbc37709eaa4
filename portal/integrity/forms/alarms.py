"""An alarm in plain words: what the monitor looks at, and why it rose."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.core.i18n import day_name, decimal2, integer
from portal.domain.monitors import Monitor
from portal.domain.questionnaire import Channel
from portal.integrity.models import UnitAlarm

CHANNEL_WORDS: Mapping[str, LazyString] = {"open": _l("kanal terbuka"), "verified": _l("kanal terverifikasi")}
MONITOR_WORDS: Mapping[str, LazyString] = {
    "count": _l("Jauh lebih banyak penilaian daripada biasanya"),
    "straight_lines": _l("Jauh lebih banyak satu jawaban untuk semua pertanyaan"),
    "mean_up": _l("Rata-rata tiba-tiba naik"),
    "mean_down": _l("Rata-rata tiba-tiba turun"),
    "above_verified": _l("Kanal terbuka naik, kanal terverifikasi tidak"),
    "below_verified": _l("Kanal terbuka turun, kanal terverifikasi tidak"),
    "redemption": _l("Kode sehari hampir semua dipakai"),
}


def alarm_sentence(alarm: UnitAlarm, *, is_told: bool) -> str:
    """Why the alarm rose. Figures about answers are left out where `is_told` is False: too few people."""
    if not is_told and alarm.monitor not in {Monitor.COUNT, Monitor.REDEMPTION}:
        return _("Angkanya tidak ditampilkan: menyangkut kurang dari sepuluh penilaian.")
    return _SENTENCES[Monitor(alarm.monitor)](alarm)


def alarm_days(alarm: UnitAlarm, today: datetime.date) -> str:
    """From when to when, or that it goes on: an alarm of yesterday may only wait for today's first ratings."""
    if alarm.last >= today - datetime.timedelta(days=1):
        return _("sejak %(since)s, masih berlangsung", since=day_name(alarm.since))
    return _("%(first)s sampai %(last)s", first=day_name(alarm.since), last=day_name(alarm.last))


def _count(alarm: UnitAlarm) -> str:
    values = {"found": integer(alarm.found), "usual": integer(alarm.usual)}
    if alarm.channel == Channel.VERIFIED:
        return _(
            "Masuk %(found)s penilaian terverifikasi; menurut kode yang diterbitkan dan minggu-minggu sebelumnya"
            " kira-kira %(usual)s.",
            **values,
        )
    return _("Masuk %(found)s penilaian; pada hari-hari seperti itu biasanya kira-kira %(usual)s.", **values)


def _straight_lines(alarm: UnitAlarm) -> str:
    return _(
        "%(found)s %% penilaian memberi satu jawaban untuk semua pertanyaan; biasanya %(usual)s %%.",
        found=alarm.found,
        usual=alarm.usual,
    )


def _mean(alarm: UnitAlarm) -> str:
    return _(
        "Rata-rata jawaban (1 sampai 4) %(found)s; biasanya %(usual)s.",
        found=decimal2(alarm.found / 100),
        usual=decimal2(alarm.usual / 100),
    )


def _apart(alarm: UnitAlarm) -> str:
    return _(
        "Empat minggu terakhir kanal terbuka %(found)s terhadap kanal terverifikasi;"
        " setengah tahun sebelumnya %(usual)s.",
        found=_signed(alarm.found),
        usual=_signed(alarm.usual),
    )


def _signed(hundredths: int) -> str:
    sign = "+" if hundredths > 0 else "−" if hundredths < 0 else "±"
    return sign + decimal2(abs(hundredths) / 100)


def _redemption(alarm: UnitAlarm) -> str:
    return _(
        "Dari kode yang diterbitkan pada %(day)s, %(found)s %% sudah dipakai; biasanya %(usual)s %%.",
        day=day_name(alarm.since),
        found=alarm.found,
        usual=alarm.usual,
    )


_SENTENCES: Mapping[Monitor, Callable[[UnitAlarm], str]] = {
    Monitor.COUNT: _count,
    Monitor.STRAIGHT_LINES: _straight_lines,
    Monitor.MEAN_UP: _mean,
    Monitor.MEAN_DOWN: _mean,
    Monitor.ABOVE_VERIFIED: _apart,
    Monitor.BELOW_VERIFIED: _apart,
    Monitor.REDEMPTION: _redemption,
}
