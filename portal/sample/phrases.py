"""What people of Sorong might write about a service: our own everyday sentences, with no name or number of anyone."""

from __future__ import annotations

from collections.abc import Mapping

OPENINGS = ("", "", "", "", "", "", "Selamat siang. ", "Salam. ")
CLOSINGS = ("", "", "", "", "", " Terima kasih.", " Makasih banyak.", " Tuhan memberkati.", " Itu saja dari saya.")
POLITE = ("", "", "", "", "", "Mohon maaf, ", "Saran saja: ", "Sekadar masukan: ", "Selamat siang. ")
HOPES = ("", "", "", "", "", " Semoga ke depan lebih baik.", " Mohon diperhatikan.", " Terima kasih.")
"""How a complaint begins and ends; the two above serve all else."""

COMPLAINTS: Mapping[str, tuple[str, ...]] = {
    "persyaratan": (
        "Syarat di papan beda dengan yang diminta di loket, jadi harus pulang ambil berkas lagi.",
        "Fotokopi diminta terus padahal data su ada di komputer.",
        "Untuk {layanan} syaratnya tra jelas, tiap petugas bilang lain-lain.",
        "Tolong tulis syarat lengkap di depan, supaya kitong tra bolak-balik.",
    ),
    "prosedur": (
        "Alurnya bikin bingung, dari loket satu disuruh ke loket lain baru balik lagi.",
        "Sa bingung mulai dari mana, trada petunjuk di pintu masuk.",
        "Urus {layanan} harus lewat banyak meja, semoga bisa satu pintu saja.",
        "Nomor antrean ada tapi yang dipanggil bukan urut nomor.",
    ),
    "waktu": (
        "Sa datang pagi, siang baru dilayani. Lama sekali.",
        "Dijanji tiga hari, su dua minggu {layanan} belum jadi juga.",
        "Antre dari jam tujuh, loket buka jam sembilan lewat.",
        "Jam istirahat terlalu lama, orang banyak tunggu di luar.",
        "Su tiga kali datang, selalu dibilang besok, besok.",
        "Kalau bisa ada antrean lewat HP, biar tra usah tunggu berjam-jam.",
        "Jaringan putus lagi, jadi pelayanan berhenti setengah hari.",
    ),
    "biaya": (
        "Katanya gratis, tapi fotokopi dan materai mahal di sekitar sini.",
        "Tarif tidak ditempel, jadi kami ragu bayar berapa.",
        "Ongkos ke sini saja su mahal, kalau bolak-balik berat untuk kami.",
        "Mohon ada kuitansi resmi untuk setiap pembayaran.",
    ),
    "produk": (
        "Ada salah ketik di hasilnya, jadi harus urus ulang.",
        "Hasil cetaknya buram, susah dipakai untuk urusan lain.",
        "Setelah jadi ternyata datanya belum masuk di sistem.",
    ),
    "kompetensi": (
        "Petugas baru belum paham {layanan}, harus tanya-tanya teman dulu.",
        "Yang tahu caranya cuma satu orang, kalau dia tra masuk kami pulang.",
        "Penjelasan petugas kurang jelas, saya jadi salah isi formulir.",
    ),
    "perilaku": (
        "Petugas main HP waktu melayani, kurang senyum.",
        "Tolong jang bicara kasar dengan orang tua yang datang.",
        "Yang kenal orang dalam duluan, kami yang antre dari pagi tunggu saja.",
        "Ditanya baik-baik, dijawab ketus. Kitong juga masyarakat.",
    ),
    "pengaduan": (
        "Kotak saran ada, tapi entah siapa yang baca.",
        "Sudah lapor dua bulan lalu, belum ada jawaban.",
        "Trada nomor pengaduan yang bisa dihubungi.",
        "Kalau mengadu selalu disuruh tunggu pimpinan.",
    ),
    "sarana": (
        "Ruang tunggu panas, kipas mati, kursi kurang.",
        "Toilet kotor dan tra ada air.",
        "Atap bocor kalau hujan, kami tunggu sambil berdiri.",
        "Parkir sempit, motor sampai di badan jalan.",
        "Belum ada jalan untuk kursi roda, orang tua saya susah naik.",
        "Halaman tergenang kalau hujan besar, susah masuk kantor.",
    ),
}

PRAISE: Mapping[str, tuple[str, ...]] = {
    "persyaratan": (
        "Syaratnya gampang, cukup bawa KK saja.",
        "Syarat untuk {layanan} su ditempel jelas, mantap.",
    ),
    "prosedur": (
        "Sekarang alurnya lebih gampang dari dulu.",
        "Tinggal ambil nomor, duduk, dipanggil. Enak sekali.",
    ),
    "waktu": (
        "Cepat sekali, tra sampai setengah jam su selesai.",
        "Urus {layanan} pagi, siang su jadi. Paling mantap.",
        "Tepat waktu seperti yang dijanji.",
    ),
    "biaya": (
        "Betul-betul gratis, trada pungutan apa-apa.",
        "Biayanya sesuai yang ditempel di dinding.",
    ),
    "produk": (
        "Hasilnya bagus dan langsung bisa dipakai.",
        "Datanya benar semua, tra perlu perbaikan.",
    ),
    "kompetensi": (
        "Petugas menguasai, semua pertanyaan dijawab jelas.",
        "Penjelasannya pelan-pelan sampai kitong mengerti.",
    ),
    "perilaku": (
        "Kaka petugas di loket ramah skali, terus bantu mama isi formulir.",
        "Petugas sopan dan sabar, padahal orang banyak.",
        "Pelayanan dengan senyum, saya senang datang ke sini.",
        "Orang tua didahulukan, itu bagus.",
    ),
    "pengaduan": (
        "Keluhan saya minggu lalu langsung ditanggapi.",
        "Ada nomor pengaduan dan memang dijawab.",
    ),
    "sarana": (
        "Ruang tunggu su bersih dan dingin sekarang.",
        "Ada tempat bermain anak, jadi anak-anak tra rewel.",
        "Kursi cukup dan toiletnya bersih.",
    ),
}

GENERAL = (
    "Pelayanan su baik, tinggal ditingkatkan lagi.",
    "Secara umum cukup, semoga dipertahankan.",
    "Sudah lebih baik dari tahun lalu.",
    "Biasa saja.",
    "Tolong jam buka ditempel di depan pintu.",
    "Kalau bisa ada pelayanan hari Sabtu untuk orang kerja.",
    "Bagus, tapi jaringan di sini sering lambat.",
    "Semoga bisa urus {layanan} dari rumah saja.",
    "Ko pu pelayanan mantap, pertahankan.",
)

OF_KIND: Mapping[str, tuple[str, ...]] = {
    "rumah_sakit": (
        "Dokter baru datang siang, pasien tunggu dari subuh.",
        "Perawat baik dan telaten jaga bapa selama dirawat.",
        "Antre obat di farmasi lebih lama dari periksanya.",
        "Ruang rawat bersih, hanya air kamar mandi sering mati.",
        "Terima kasih tim IGD, anak saya cepat ditolong.",
    ),
    "puskesmas": (
        "Obat sering habis, disuruh beli di luar.",
        "Bidan sabar sekali dengan ibu hamil.",
        "Imunisasi jadwalnya jelas, anak-anak tra tunggu lama.",
        "Tolong poli umum tambah dokter satu lagi.",
    ),
    "kelurahan": (
        "Kantor kadang kosong, pegawai datang siang.",
        "Pak RT dan kelurahan sama-sama bantu, urusan lancar.",
        "Tanda tangan lurah tunggu lama kalau beliau ada kegiatan.",
        "Dekat rumah, tra usah jauh-jauh ke kantor dinas.",
    ),
    "distrik": (
        "Surat dari kelurahan sudah lengkap, di distrik diminta lagi.",
        "Pelayanan distrik sekarang lebih tertib.",
    ),
}

OF_ISLAND = (
    "Kami dari pulau harus naik perahu, tolong kalau tutup kasih tahu dulu.",
    "Ombak besar susah menyeberang, semoga bisa dilayani di pulau saja.",
    "Listrik mati, jadi tra bisa cetak. Kitong pulang lagi.",
    "Petugas mau datang ke kampung, kami senang sekali.",
)
