"""What the units of the sample city promise: believable words, one set for each element. All of it is invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.promises import BudgetSource, Kind


@dataclass(frozen=True)
class Pledge:
    """Words of a promise about one element; `budget` in whole rupiah."""

    kind: Kind
    cause: str
    action: str
    owner: str
    budget: int | None = None
    source: BudgetSource | None = None


PLEDGES: Mapping[str, tuple[Pledge, ...]] = {
    "persyaratan": (
        Pledge(
            Kind.INFORMATION,
            "Warga datang dua kali karena syarat di papan berbeda dengan yang diminta di loket.",
            "Menyamakan daftar syarat di papan, di loket dan di laman, dan menempelkannya di pintu masuk.",
            "Subbagian Umum",
            3_500_000,
            BudgetSource.APBD,
        ),
    ),
    "prosedur": (
        Pledge(
            Kind.PROCEDURE,
            "Berkas berpindah empat meja sebelum ditandatangani.",
            "Memangkas alur berkas dari empat meja menjadi dua, dengan satu petugas penerima.",
            "Bidang Pelayanan",
            0,
        ),
        Pledge(
            Kind.INFORMATION,
            "Alur layanan hanya dijelaskan lisan, dan petugas tidak selalu sama jawabannya.",
            "Memasang bagan alur layanan di ruang tunggu dalam huruf besar.",
            "Seksi Pelayanan Umum",
            2_000_000,
            BudgetSource.APBD,
        ),
    ),
    "waktu": (
        Pledge(
            Kind.STAFFING,
            "Hanya satu loket buka pada jam sibuk, Senin dan Selasa pagi.",
            "Membuka loket kedua setiap Senin dan Selasa pukul 08.00 sampai 11.00.",
            "Bidang Pelayanan",
            18_000_000,
            BudgetSource.APBD,
        ),
        Pledge(
            Kind.PROCEDURE,
            "Nomor antrean dibagikan tanpa perkiraan waktu.",
            "Menampilkan perkiraan waktu tunggu pada nomor antrean.",
            "Seksi Teknologi Informasi",
            42_500_000,
            BudgetSource.APBD,
        ),
    ),
    "biaya": (
        Pledge(
            Kind.INFORMATION,
            "Sebagian warga mengira layanan ini berbayar dan memakai perantara.",
            "Memasang papan «Layanan ini gratis» di pintu, parkiran dan loket, dengan nomor pengaduan.",
            "Sekretariat",
            1_500_000,
            BudgetSource.APBD,
        ),
    ),
    "produk": (
        Pledge(
            Kind.PROCEDURE,
            "Dokumen sering salah ketik dan harus dicetak ulang.",
            "Menunjukkan hasil ketikan kepada warga di layar kedua sebelum dicetak.",
            "Bidang Pelayanan",
            9_000_000,
            BudgetSource.ALTERNATIVE,
        ),
    ),
    "kompetensi": (
        Pledge(
            Kind.TRAINING,
            "Petugas baru belum mengikuti pelatihan aplikasi layanan.",
            "Melatih semua petugas loket memakai aplikasi layanan yang baru.",
            "Subbagian Kepegawaian",
            25_000_000,
            BudgetSource.APBD,
        ),
    ),
    "perilaku": (
        Pledge(
            Kind.TRAINING,
            "Keluhan tentang cara bicara petugas pada jam sibuk berulang.",
            "Pelatihan layanan ramah dua hari, dan seorang penyambut tamu di ruang tunggu.",
            "Subbagian Kepegawaian",
            16_000_000,
            BudgetSource.ALTERNATIVE,
        ),
    ),
    "pengaduan": (
        Pledge(
            Kind.PROCEDURE,
            "Kotak saran dibuka sebulan sekali dan tidak ada jawabannya.",
            "Menjawab setiap pengaduan dalam lima hari kerja dan menempelkan jawabannya di papan.",
            "Sekretariat",
            0,
        ),
    ),
    "sarana": (
        Pledge(
            Kind.FACILITY,
            "Ruang tunggu kekurangan kursi dan panas pada siang hari.",
            "Menambah dua puluh kursi dan dua kipas angin di ruang tunggu.",
            "Subbagian Umum",
            27_000_000,
            BudgetSource.APBD,
        ),
        Pledge(
            Kind.FACILITY,
            "Pengguna kursi roda tidak dapat mencapai loket.",
            "Membangun jalur landai ke pintu masuk dan menurunkan tinggi satu loket.",
            "Subbagian Umum",
            65_000_000,
            BudgetSource.APBD,
        ),
        Pledge(
            Kind.BUDGET,
            "Kamar kecil untuk warga rusak dan tidak dianggarkan tahun ini.",
            "Mengusulkan perbaikan kamar kecil dalam perubahan anggaran.",
            "Subbagian Perencanaan",
        ),
    ),
}
