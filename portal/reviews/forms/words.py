"""Words of the review: what a state waits for, predicates, what a cycle asks for, why a step is refused."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.core.i18n import current_language
from portal.domain.errors import Refused
from portal.domain.reviews import Required
from portal.domain.workflow import Action, Predicate, State
from portal.reviews.models import Review
from portal.reviews.services import FIELDS
from portal.surveys.queries import element_names

STATE_WORDS: Mapping[str, LazyString] = {
    State.SELF_ASSESSMENT.value: _l("menunggu penilaian diri"),
    State.DIALOGUE.value: _l("dialog tertulis"),
    State.REPLY.value: _l("menunggu hak jawab unit"),
    State.PREDICATE.value: _l("menunggu predikat"),
    State.SIGN_OFF.value: _l("menunggu tanda tangan"),
    State.SIGNED.value: _l("ditandatangani"),
    State.APPEALED.value: _l("unit berkeberatan"),
    State.UPHELD.value: _l("keberatan ditolak; penilaian tetap"),
    State.CORRECTED.value: _l("dikoreksi oleh versi baru"),
}

PREDICATE_WORDS: Mapping[str, LazyString] = {
    Predicate.ISTIMEWA.value: _l("Istimewa"),
    Predicate.BAIK.value: _l("Baik"),
    Predicate.BUTUH_PERBAIKAN.value: _l("Butuh Perbaikan"),
    Predicate.KURANG.value: _l("Kurang"),
    Predicate.SANGAT_KURANG.value: _l("Sangat Kurang"),
}

REQUIRED_WORDS: Mapping[str, LazyString] = {
    Required.VERIFIED_SCORE.value: _l("Nilai terverifikasi dari paling sedikit 30 penilaian"),
    Required.COMPARISON.value: _l("Perbandingan dengan unit sejenis"),
    Required.CHANGE.value: _l("Perubahan sejak periode sebelumnya"),
    Required.PARTICIPATION.value: _l("Jumlah penilaian yang dibutuhkan tiap layanan tercapai"),
    Required.PROMISES.value: _l("Paling sedikit satu janji tindak lanjut"),
}

ACTION_WORDS: Mapping[str, LazyString] = {
    Action.WRITE.value: _l("menulis"),
    Action.RETURN_ASSESSMENT.value: _l("mengembalikan penilaian diri"),
    Action.PASS_OVER.value: _l("melanjutkan tanpa tanggapan unit, sesudah batas waktunya lewat"),
    Action.SIGN_ALONE.value: _l("menutup penilaian tanpa tanda tangan kepala unit, sesudah batas waktunya lewat"),
}
"""What a message of the dialogue was written with."""

_REASONS: Mapping[str, LazyString] = {
    "out_of_turn": _l("Langkah ini sudah lewat atau belum gilirannya. Yang tampil adalah keadaan sekarang."),
    "not_yours": _l("Langkah ini bukan giliran Anda dalam penilaian ini."),
    "not_late": _l("Batas waktu unit belum lewat; tunggu sampai hari terakhirnya selesai."),
    "signed": _l("Sudah ditandatangani; yang ditandatangani tidak berubah lagi."),
    "appeal_over": _l("Keberatan hanya dapat diajukan sekali, dalam 14 hari sesudah penandatanganan."),
    "changed": _l("Isi penilaian berubah sejak Anda membukanya. Bacalah dulu yang sekarang, lalu tanda tangani."),
    "incomplete": _l("Penilaian belum lengkap: predikat, kedua argumen dan ringkasan publik harus ada."),
    "published_meanwhile": _l("Ada penerbitan baru sementara bukti dibaca. Bukalah putaran sekali lagi."),
}


_FIELDS: Mapping[str, LazyString] = {
    "overview": _l("Periode ini secara keseluruhan"),
    "cause": _l("Sebab"),
    "done": _l("Yang sudah dikerjakan"),
    "planned": _l("Yang direncanakan"),
    "predicate": _l("Predikat unit"),
    "on_results": _l("Argumen tentang hasil"),
    "on_behaviour": _l("Argumen tentang perilaku"),
    "on_missing": _l("Tentang bukti yang diminta tetapi tidak ada"),
    "summary": _l("Ringkasan untuk publik"),
    "text": _l("Tulisan Anda"),
    "remark": _l("Catatan di samping tanda tangan"),
}


def field_words(review: Review) -> dict[str, str]:
    """Every field of the forms of a review in words, those of an element with its name."""
    names = element_names()
    of_elements = {
        f"{answer.element}-{field}": f"{names[answer.element].text(current_language())}: {_FIELDS[field]}"
        for answer in review.answers
        for field in FIELDS
    }
    return {name: str(words) for name, words in _FIELDS.items()} | of_elements


def refusal_words(refused: Refused) -> str:
    """Why it was refused, for a person."""
    return str(_REASONS[refused.code]) % refused.values
