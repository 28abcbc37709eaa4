"""Why a number is not there, in words that every page and sheet shares."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.core.i18n import integer
from portal.domain.questionnaire import Channel
from portal.domain.scoring import Hidden, Score


def withheld(score: Score, channel: Channel) -> str:
    """Why a channel has no index."""
    if score.n:
        return _(
            "%(n)s penilaian sudah diterbitkan, tetapi ada unsur dengan kurang dari sepuluh jawaban; "
            "karena itu nilainya belum ditampilkan.",
            n=integer(score.n),
        )
    if score.hidden is Hidden.NO_RATINGS:
        return _("Belum ada penilaian pada periode ini.")
    if channel is Channel.VERIFIED:
        return _("Belum cukup penilaian terverifikasi: nilai ditampilkan mulai sepuluh penilaian.")
    return _("Belum cukup penilaian: nilai ditampilkan mulai sepuluh penilaian.")
