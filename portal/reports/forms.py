"""What comes in about city reports, and the words for how far they are and what is refused."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are those of WTForms 3.2

from portal.core.desk_forms import DeskForm
from portal.core.i18n import integer, period_name
from portal.domain.errors import Refused
from portal.domain.periods import Period
from portal.domain.report_runs import ReportState
from portal.reports.queries import CityReport

_LANGUAGES: dict[str, LazyString] = {"id": _l("Bahasa Indonesia"), "en": _l("Bahasa Inggris")}
_STATES: dict[ReportState, LazyString] = {
    ReportState.WAITING: _l("Menunggu giliran; biasanya mulai dalam satu menit."),
    ReportState.GOING: _l("Sedang dibuat: %(done)s dari %(total)s unit."),
    ReportState.MADE: _l("Selesai: %(total)s unit, %(size)s MB."),
    ReportState.CANCELLED: _l("Dibatalkan."),
    ReportState.FAILED: _l("Gagal di tengah jalan; mintalah sekali lagi."),
    ReportState.BROKEN_OFF: _l("Terputus di tengah jalan; mintalah sekali lagi."),
    ReportState.FORGOTTEN: _l("Berkasnya sudah dihapus; mintalah sekali lagi bila perlu."),
}
_REASONS: dict[str, LazyString] = {
    "report_under_way": _l("Sebuah laporan sedang dibuat atau menunggu giliran. Tunggu sampai selesai, atau batalkan."),
    "period_running": _l("Periode ini belum berakhir; laporkan periode yang sudah lewat."),
    "nothing_to_report": _l("Pada periode ini belum ada penilaian; belum ada yang dapat dilaporkan."),
    "report_over": _l("Laporan ini sudah selesai; ia tidak dapat dibatalkan lagi."),
}


class CityReportForm(DeskForm):
    """Which period, in which language."""

    period = SelectField(choices=[])
    language = SelectField(choices=[SelectChoice(code, words) for code, words in _LANGUAGES.items()])

    def offer(self, periods: Iterable[Period]) -> None:
        """These periods, the newest first."""
        self.period.choices = [SelectChoice(period.text, period_name(period.text)) for period in periods]


def report_title(report: CityReport) -> str:
    """Which report it is."""
    return f"{period_name(report.period)}, {_LANGUAGES[report.lang]}"


def report_result(report: CityReport) -> str:
    """How far it is, or what became of it."""
    size = integer(max(round(report.size / 1_000_000), 1))
    said = str(_STATES[report.state]) % {"done": report.done, "total": report.total, "size": size}
    if not report.missing:
        return said
    units = "; ".join(report.missing)
    if report.state is ReportState.FAILED:
        where = _("Yang sedang dibuat: %(units)s. Sebabnya ada dalam catatan peladen.", units=units)
    else:
        where = _("Tanpa dokumen yang gagal dibuat: %(units)s. Sebabnya ada dalam catatan peladen.", units=units)
    return f"{said} {where}"


def refusal(refused: Refused) -> str:
    """Why it was refused, for a person."""
    return str(_REASONS[refused.code])


def asked_words() -> str:
    """What is said once it was asked for."""
    return _("Diminta. Pekerja latar membuatnya; halaman ini menunjukkan sejauh mana.")
