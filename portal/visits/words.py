"""Visit codes in words: why something was refused, and what became of a batch."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.core.i18n import day_name
from portal.domain.errors import Refused
from portal.domain.visits import last_good_day
from portal.visits.models import VisitBatch

ORIGINS: Mapping[str, LazyString] = {
    "desk": _l("meja kerja"),
    "machine": _l("mesin antrean"),
    "command": _l("baris perintah"),
}
_REASONS: Mapping[str, LazyString] = {
    "minted_before": _l(
        "Lembar ini sudah dicetak, dan kodenya tidak dapat ditampilkan lagi. Bila cetakannya gagal, batalkan lembar itu"
        " pada daftar di bawah, lalu cetak yang baru."
    ),
    "stale": _l("Halaman ini sudah lama terbuka. Tidak ada yang dicetak; silakan kirim sekali lagi."),
    "bad_count": _l("Paling banyak %(most)s kode sekali cetak."),
    "too_many_today": _l("Batas hari ini hampir tercapai: unit ini masih dapat mencetak %(left)s kode."),
    "batch_over": _l("Lembar ini sudah dibatalkan, atau kodenya sudah tidak berlaku."),
    "name_taken": _l("Mesin dengan nama ini sudah terdaftar pada unit itu; kuncinya tidak ditampilkan lagi."),
    "revoked_before": _l("Kunci mesin ini sudah dicabut."),
}


def refused(refusal: Refused) -> str:
    """Why it was refused, for a person."""
    return str(_REASONS[refusal.code]) % refusal.values


def state_of(batch: VisitBatch, day: datetime.date) -> str:
    """Whether the codes of a batch are good."""
    if batch.revoked_on is not None:
        return _("dibatalkan %(day)s", day=day_name(batch.revoked_on))
    last = last_good_day(batch.issued_on)
    return _("berlaku sampai %(day)s", day=day_name(last)) if day <= last else _("sudah lewat")


def can_be_revoked(batch: VisitBatch, day: datetime.date) -> bool:
    """Whether there may be something to make void."""
    return batch.revoked_on is None and day <= last_good_day(batch.issued_on)
