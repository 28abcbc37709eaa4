"""Words for the desk of periods and notices: where a month stands, what a release will do, why something is refused."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.core.i18n import month_name
from portal.domain.closing import MonthState, RunState
from portal.domain.errors import Refused
from portal.domain.notices import NoticeKind
from portal.publication.queries import Run

MONTH_WORDS: dict[MonthState, LazyString] = {
    MonthState.RUNNING: _l("berjalan"),
    MonthState.ENDED: _l("berakhir, belum ditutup"),
    MonthState.CLOSED: _l("ditutup"),
}

KIND_WORDS: dict[NoticeKind, LazyString] = {
    NoticeKind.NOTE: _l("Catatan: menerangkan angka"),
    NoticeKind.CORRECTION: _l("Koreksi: membetulkan yang pernah terbit"),
}
CITY_WORDS = _l("Seluruh kota")

_REASONS: dict[str, LazyString] = {
    "run_under_way": _l("Sebuah penerbitan sedang berjalan atau menunggu giliran. Tunggu sampai selesai."),
    "month_not_ended": _l("Bulan ini belum berakhir; yang ditutup hanya bulan yang sudah lewat."),
    "month_closed": _l("Bulan ini sudah ditutup."),
    "run_begun": _l("Penerbitan ini sudah mulai atau sudah selesai; ia tidak dapat dibatalkan lagi."),
    "already_withdrawn": _l("Catatan ini sudah dicabut; mencabut dua kali tidak ada artinya."),
}

_RESULTS: dict[RunState, LazyString] = {
    RunState.WAITING: _l("Menunggu giliran; biasanya mulai dalam satu menit."),
    RunState.GOING: _l("Sedang berjalan: kira-kira %(percent)s%% selesai."),
    RunState.PUBLISHED: _l("Selesai: penerbitan ke-%(number)s."),
    RunState.ALREADY_CLOSED: _l("Tidak dikerjakan: bulan itu lebih dulu ditutup."),
    RunState.CANCELLED: _l("Dibatalkan sebelum mulai."),
    RunState.FAILED: _l("Gagal di tengah jalan. Yang sudah tersimpan tetap benar; mintalah sekali lagi."),
    RunState.BROKEN_OFF: _l("Terputus di tengah jalan. Yang sudah tersimpan tetap benar; mintalah sekali lagi."),
}


def refusal(refused: Refused) -> str:
    """Why it was refused, for a person."""
    return str(_REASONS[refused.code]) % refused.values


def run_result(run: Run) -> str:
    """How far a release has come, or what came of it."""
    return str(_RESULTS[run.state]) % {"percent": run.tenths * 10, "number": run.publication}


def run_title(run: Run) -> str:
    """What a release was asked to do."""
    return _("Menutup %(month)s", month=month_name(run.month)) if run.month else _("Menerbitkan sekarang")


def publishing_effects() -> list[str]:
    """What publishing now does, a sentence each."""
    return [
        _("Dari penilaian bulan berjalan diambil acak sebanyak yang boleh terbit; paling sedikit sepuluh menunggu."),
        _("Penilaian dari bulan yang sudah lewat tetap menunggu sampai bulannya ditutup."),
        _("Angka di semua halaman publik diperbarui dan mendapat nomor penerbitan baru."),
        _("Yang sudah diterbitkan tidak dapat ditarik kembali: langkah ini tidak dapat dibatalkan."),
    ]


def closing_effects(month: str, earlier: Sequence[str]) -> list[str]:
    """What closing a month does, a sentence each. `earlier`: months before it that are still open."""
    name = month_name(month)
    said = [
        _("Semua penilaian yang menunggu dari %(month)s dan sebelumnya diambil dan diterbitkan.", month=name),
        _("Kelompok di bawah sepuluh penilaian menunggu triwulannya, lalu tahunnya, berakhir."),
        _("Penilaian yang masuk belakangan untuk bulan itu menunggu penutupan bulan berikutnya."),
    ]
    if earlier:
        names = ", ".join(month_name(one) for one in earlier)
        said.append(_("Ikut ditutup, karena belum: %(months)s.", months=names))
    if any(one.endswith("-12") for one in (*earlier, month)):
        said.append(_("Tahun ikut berakhir: respondennya dihitung, dan kanal utama tahun berikutnya ditetapkan."))
    said.append(_("Bulan yang ditutup tidak dapat dibuka lagi: langkah ini tidak dapat dibatalkan."))
    return said
