"""Codes in, words out: why ratings are held, what is proposed and why, how a proposal ended, why a step is refused."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.errors import Refused

REASON_WORDS: Mapping[str, LazyString] = {
    "too_fast": _l("terlalu cepat, dan satu jawaban untuk semua pertanyaan"),
    "repeat_device": _l("lebih dari satu penilaian layanan yang sama dari satu perangkat dalam sehari"),
    "same_comment": _l("komentar yang sama, kata demi kata, sedikitnya tiga kali"),
    "replay": _l("formulir yang sama dikirim lagi"),
    "no_proof": _l("banyak penilaian dari satu jaringan atau perangkat, tanpa bukti kerja"),
    "many": _l("jauh lebih banyak penilaian daripada biasanya"),
    "straight_lines": _l("jauh lebih banyak penilaian dengan satu jawaban untuk semua pertanyaan"),
    "mean_up": _l("rata-rata tiba-tiba naik"),
    "mean_down": _l("rata-rata tiba-tiba turun"),
    "redemptions": _l("kode kunjungan dipakai tidak seperti oleh pengunjung"),
}
"""Of each reason why ratings are held; as a phrase within a sentence."""
OUTCOME_WORDS: Mapping[str, LazyString] = {"count": _l("dihitung"), "exclude": _l("tidak dihitung")}
GROUND_WORDS: Mapping[str, LazyString] = {
    "no_evidence": _l("tandanya tidak terbukti"),
    "shared_device": _l("perangkat atau jaringan dipakai bersama"),
    "occasion": _l("ramai karena sebuah acara atau kampanye yang diketahui"),
    "wrongly_excluded": _l("sebelumnya keliru tidak dihitung"),
    "same_sender": _l("satu pengirim mengirim berkali-kali"),
    "automated": _l("dikirim mesin"),
    "coordinated": _l("dikirim bersama-sama oleh orang yang tidak dilayani"),
    "codes_misused": _l("kode kunjungan dipakai oleh bukan pengunjung"),
    "undecided": _l("tujuh hari tanpa keputusan"),
}
STATE_WORDS: Mapping[str, LazyString] = {
    "held": _l("ditahan"),
    "counted": _l("dihitung"),
    "excluded": _l("tidak dihitung"),
}
ENDING_WORDS: Mapping[str, LazyString] = {
    "approved": _l("disetujui"),
    "rejected": _l("ditolak"),
    "withdrawn": _l("ditarik kembali"),
    "lapsed": _l("berakhir karena tujuh hari lewat"),
}
_REFUSALS: Mapping[str, LazyString] = {
    "out_of_turn": _l("Langkah itu tidak lagi mungkin; orang lain lebih dulu. Tidak ada yang diubah."),
    "not_yours": _l("Langkah itu bukan untuk Anda. Tidak ada yang diubah."),
    "changed": _l("Kelompok ini berubah sejak Anda membacanya. Baca sekali lagi, lalu putuskan."),
    "nothing_to_change": _l("Itu sudah berlaku bagi kelompok ini; tidak ada yang diusulkan."),
    "other_ground": _l("Alasan itu bukan untuk usul ini. Pilih alasan yang sesuai."),
    "proposer_gone": _l("Pengusul bukan lagi petugas integritas unit lain. Tolak usul itu, lalu usulkan sendiri."),
}


def refusal_words(refused: Refused) -> str:
    """Why a step was not taken, for a person."""
    return str(_REFUSALS.get(refused.code, _REFUSALS["out_of_turn"]))
