"""Codes in, words out: what each error means and what a person can do about it."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.errors import FieldError

PAGES: dict[str, LazyString] = {
    "not_found": _l("Halaman ini tidak ada. Periksa alamatnya, atau mulai dari beranda."),
    "unknown_service": _l("Layanan ini tidak ditemukan."),
    "closed_service": _l("Layanan ini tidak lagi diberikan, atau belum dimulai. Cari penggantinya di daftar layanan."),
    "unknown_unit": _l("Unit ini tidak ditemukan."),
    "unknown_notice": _l("Catatan ini tidak ditemukan."),
    "unknown_promise": _l("Janji ini tidak ditemukan."),
    "unknown_cluster": _l("Kelompok ini tidak ditemukan."),
    "own_unit": _l("Tentang unit sendiri tidak ada yang memutus. Percobaan ini tercatat."),
    "own_proposal": _l("Yang mengusulkan tidak boleh menyetujui; itu tugas petugas lain. Percobaan ini tercatat."),
    "other_proposal": _l("Hanya pengusul yang dapat menarik usul ini. Percobaan ini tercatat."),
    "unknown_course": _l("Pelatihan ini tidak ditemukan."),
    "not_done": _l("Unit sedang mengerjakan janji ini lagi, jadi suara tentangnya belum dapat diterima."),
    "unknown_run": _l("Penerbitan ini tidak ditemukan."),
    "unknown_touchpoint": _l("Titik layanan ini tidak ditemukan."),
    "unknown_receipt": _l("Bukti ini tidak ditemukan. Periksa setiap hurufnya."),
    "bad_period": _l("Periode tidak dikenal. Contoh yang benar: 2026, 2026-S1, 2026-Q3, 2026-09."),
    "unknown_period": _l("Periode ini belum mulai. Pilih periode yang sudah berjalan."),
    "no_report": _l("Tidak ada laporan untuk periode ini: unit belum menerima penilaian, atau bukan periode."),
    "unknown_argument": _l("Alamat ini tidak mengenal tambahan itu; yang dikenal hanya lang."),
    "unknown_report": _l("Laporan ini tidak ditemukan; mungkin sudah dihapus."),
    "bad_cursor": _l("Penanda halaman tidak dikenal."),
    "forbidden": _l("Anda tidak berhak membuka halaman ini."),
    "wrong_password": _l("Kata sandi Anda yang sekarang tidak cocok. Tidak ada yang diubah."),
    "unknown_account": _l("Akun ini tidak ditemukan."),
    "own_account": _l("Akun sendiri diurus administrator lain. Percobaan ini tercatat."),
    "own_request": _l("Yang meminta tidak boleh menyetujui; itu tugas administrator lain. Percobaan ini tercatat."),
    "conflict": _l("Orang lain lebih dulu menyimpan. Muat ulang halaman ini, lalu isikan lagi perubahan Anda."),
    "cross_site": _l("Permintaan dari situs lain ditolak. Buka formulir ini langsung di portal."),
    "too_large": _l("Kiriman terlalu besar."),
    "too_many_fields": _l("Kiriman memuat terlalu banyak isian."),
    "unsupported_media_type": _l("Jenis isi kiriman tidak didukung; gunakan application/json."),
    "bad_request": _l("Kiriman tidak dapat dibaca."),
    "bad_encoding": _l("Kiriman memuat huruf yang tidak sah (bukan UTF-8)."),
    "bad_json": _l("Isi kiriman bukan JSON yang sah."),
    "invalid": _l("Ada isian yang perlu diperbaiki."),
    "key_missing": _l("Header Idempotency-Key dengan sebuah UUID wajib ada."),
    "key_reused": _l("Kunci ini sudah dipakai untuk penilaian lain."),
    "unauthorized": _l("Kunci mesin tidak ada, salah, atau sudah dicabut."),
    "foreign_service": _l("Mesin ini milik unit lain; ia hanya mencetak kode untuk layanan unitnya sendiri."),
    "unknown_batch": _l("Lembar kode ini tidak ditemukan."),
    "unknown_machine": _l("Mesin ini tidak ditemukan."),
    "too_many_codes": _l("Terlalu banyak kode salah dari jaringan ini. Periksa kodenya, atau kirim tanpa kode."),
    "proof_required": _l(
        "Banyak penilaian datang dari jaringan atau peranti ini. Kirim sekali lagi dengan bukti kerja untuk soal ini."
    ),
    "too_many_requests": _l("Terlalu banyak permintaan. Tunggu sebentar, lalu coba lagi."),
    "method_not_allowed": _l("Cara permintaan ini tidak didukung di alamat ini."),
    "unavailable": _l("Portal sedang tidak dapat menyimpan. Tidak ada yang hilang; coba lagi sebentar lagi."),
    "server_error": _l("Ada yang salah di pihak kami. Silakan coba lagi."),
    "bad_link": _l(
        "Tautan ini sudah dipakai, sudah lewat dua puluh menit, atau salah disalin. "
        "Mintalah tautan baru di halaman masuk, atau kepada administrator portal."
    ),
    "stale_form": _l("Sesi formulir ini sudah kedaluwarsa. Isian Anda masih ada; silakan kirim sekali lagi."),
}

FIELDS: dict[str, LazyString] = {
    "unknown_element": _l("Unsur ini tidak ditanyakan dalam kuesioner ini."),
    "out_of_range": _l("Pilih salah satu dari empat jawaban (1 sampai 4)."),
    "too_few_answers": _l("Jawab paling sedikit %(minimum)s pertanyaan agar penilaian dapat dihitung."),
    "duplicate": _l("Isian ini dikirim lebih dari satu kali."),
    "missing": _l("Isian ini wajib ada."),
    "no_words": _l("Isian ini tidak memuat satu huruf atau angka pun."),
    "unknown_field": _l("Isian ini tidak dikenal."),
    "unknown_value": _l("Pilihan ini tidak dikenal."),
    "wrong_type": _l("Jenis nilai isian ini salah."),
    "too_long": _l("Terlalu panjang: paling banyak %(maximum)s huruf."),
    "bad_character": _l("Ada huruf yang tidak dapat disimpan (karakter kendali)."),
    "unknown_service": _l("Layanan ini tidak ditemukan."),
    "unknown_survey": _l("Kuesioner ini tidak dikenal atau belum diterbitkan."),
    "bad_nonce": _l("Nonce harus paling sedikit 32 dan paling banyak 128 digit heksadesimal."),
    "bad_key": _l("Kunci harus berupa UUID."),
    "key_reused": _l(
        "Kunci atau formulir ini sudah dipakai untuk penilaian lain. Kirim sekali lagi hanya bila ini penilaian baru."
    ),
    "unknown": _l("Kode kunjungan ini tidak dikenal. Periksa setiap hurufnya, atau kosongkan."),
    "used": _l("Kode kunjungan ini sudah dipakai."),
    "expired": _l(
        "Kode kunjungan ini tidak berlaku lagi: lewat 14 hari, atau dibatalkan. Bila belum menilai, kirim tanpa kode."
    ),
    "needed": _l("Layanan ini sudah berakhir; hanya kunjungan dengan kode yang masih dapat dinilai."),
    "too_many_codes": _l("Terlalu banyak kode salah dari jaringan ini. Periksa kodenya, atau kirim tanpa kode."),
    "other_service": _l("Kode kunjungan ini untuk layanan lain."),
    "stale": _l("Formulir ini sudah kedaluwarsa. Isian Anda masih ada; silakan kirim sekali lagi."),
    "foreign": _l("Formulir ini bukan untuk layanan ini. Isian Anda masih ada; silakan kirim sekali lagi."),
    "unknown_period": _l("Bulan ini belum mulai."),
    "out_of_bounds": _l("Isikan bilangan dari 0 sampai %(most)s."),
    "proof_used": _l("Bukti kerja ini sudah dipakai untuk penilaian lain. Kirim sekali lagi untuk mendapat yang baru."),
    "proof_expired": _l("Bukti kerja ini sudah lewat sepuluh menit. Kirim sekali lagi untuk mendapat yang baru."),
    "proof_foreign": _l(
        "Bukti kerja ini untuk penilaian atau layanan lain. Kirim sekali lagi untuk mendapat yang baru."
    ),
    "proof_altered": _l("Bukti kerja ini rusak atau diubah. Kirim sekali lagi untuk mendapat yang baru."),
    "bad_period": _l("Contoh yang benar: 2026, 2026-S1, 2026-Q3, 2026-09."),
    "bad_cursor": _l("Gunakan nilai «next» dari jawaban sebelumnya."),
    "bad_json": _l("Bukan JSON yang sah."),
    "invalid": _l("Nilai ini tidak sah."),
    "personal_number": _l(
        "Ada nomor sepanjang NIK atau NIP (16 atau 18 angka). Teks ini dibaca semua orang dan menyebut kantor, "
        "bukan orang: hapus nomor itu."
    ),
}


REFUSED = "refused"
"""The category of a flashed message that says why something was not done; all others say what was."""


def page_message(code: str) -> str:
    """What happened, for a person."""
    return str(PAGES.get(code, PAGES["bad_request"]))


def field_message(error: FieldError) -> str:
    """What is wrong with one field, for a person."""
    return str(FIELDS.get(error.code, FIELDS["invalid"])) % error.values
