"""Secretariat, inspectorate, agencies and the public order office of the sample city. All figures are invented."""

from __future__ import annotations

from portal.sample.city.plan import ServicePlan, UnitPlan

OFFICES = (
    UnitPlan(
        slug="setda",
        name="Sekretariat Daerah",
        kind="sekretariat",
        staff=96,
        index=79.5,
        monthly=15,
        services=(
            ServicePlan("setda-audiensi", "Permohonan audiensi", 310, 1.0),
            ServicePlan("setda-hibah", "Rekomendasi hibah dan bantuan keagamaan", 190, 0.7, -2.5),
            ServicePlan("setda-salinan-hukum", "Salinan produk hukum daerah", 240, 0.6, 2.0),
        ),
    ),
    UnitPlan(
        slug="inspektorat",
        name="Inspektorat",
        kind="inspektorat",
        staff=41,
        index=80.0,
        monthly=0,
        services=(
            ServicePlan("inspektorat-konsultasi", "Konsultasi pengawasan", 60),
            ServicePlan("inspektorat-bebas-temuan", "Surat keterangan bebas temuan", 140),
        ),
    ),
    UnitPlan(
        slug="bkpsdm",
        name="Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        kind="badan",
        staff=52,
        index=78.0,
        monthly=24,
        trend=1.5,
        services=(
            ServicePlan("bkpsdm-kenaikan-pangkat", "Kenaikan pangkat", 640, 1.2, -1.5),
            ServicePlan("bkpsdm-pensiun", "Pengurusan pensiun", 210, 0.7, 2.0),
            ServicePlan("bkpsdm-izin-belajar", "Izin belajar", 150, 0.6),
        ),
    ),
    UnitPlan(
        slug="bapenda",
        name="Badan Pendapatan Daerah",
        kind="badan",
        staff=68,
        index=81.5,
        monthly=72,
        trend=2.0,
        verified=0.3,
        open_bonus=1.5,
        season="kantor",
        elements={"biaya": -9.0},
        services=(
            ServicePlan("pbb-p2", "Pembayaran PBB-P2", 21400, 1.5, 1.0),
            ServicePlan("bphtb", "Penelitian BPHTB", 1900, 0.6, -2.5),
            ServicePlan("pajak-restoran-hotel", "Pajak restoran dan hotel", 870, 0.5),
            ServicePlan("mutasi-pbb", "Mutasi dan pembetulan data PBB", 1300, 0.6, -3.0),
        ),
    ),
    UnitPlan(
        slug="bpbd",
        name="Badan Penanggulangan Bencana Daerah",
        kind="badan",
        staff=38,
        index=82.0,
        monthly=12,
        season="banjir",
        elements={"perilaku": 2.0, "sarana": -3.0},
        services=(
            ServicePlan("bpbd-tanggap-darurat", "Tanggap darurat dan evakuasi", 420, 1.2),
            ServicePlan("bpbd-bantuan-korban", "Bantuan bagi korban bencana", 690, 1.0, -3.0),
        ),
    ),
    UnitPlan(
        slug="satpol-pp",
        name="Satuan Polisi Pamong Praja",
        kind="lainnya",
        staff=140,
        index=73.5,
        monthly=15,
        trend=1.0,
        elements={"perilaku": -4.0},
        services=(
            ServicePlan("satpol-pengaduan", "Pengaduan ketertiban umum", 380, 1.2, -1.0),
            ServicePlan("satpol-pengamanan", "Pengamanan kegiatan warga", 170, 0.6, 2.0),
        ),
    ),
)
