"""The hospital and a handful of health centres of the sample city. All figures are invented."""

from __future__ import annotations

from portal.sample.city.plan import ServicePlan, UnitPlan

_CENTRE_SERVICES = (
    ("poli-umum", "Poli umum", 0.46, 2.0, -1.0),
    ("imunisasi", "Imunisasi", 0.14, 0.9, 3.0),
    ("kia-kb", "Kesehatan ibu dan anak, KB", 0.2, 1.0, 1.5),
    ("farmasi", "Farmasi", 0.2, 1.0, -0.5),
)
"""Part of the visits, part of the ratings, distance from the unit's index."""


def _centre(
    name: str,
    distrik: str,
    *,
    staff: int,
    index: float,
    monthly: float,
    visits: int,
    trend: float = 0.0,
    verified: float = 0.0,
    open_bonus: float = 0.0,
    sarana: float = 0.0,
    is_island: bool = False,
) -> UnitPlan:
    slug = name.lower().replace(" ", "-")
    return UnitPlan(
        slug=f"puskesmas-{slug}",
        name=f"Puskesmas {name} (contoh)",
        kind="puskesmas",
        staff=staff,
        index=index,
        monthly=monthly,
        services=tuple(
            ServicePlan(f"pkm-{slug}-{code}", words, round(visits * part), of_ratings, better_by)
            for code, words, part, of_ratings, better_by in _CENTRE_SERVICES
        ),
        distrik=distrik,
        parent="dinas-kesehatan",
        trend=trend,
        verified=verified,
        open_bonus=open_bonus,
        elements={"sarana": sarana, "biaya": 1.5},
        season="kesehatan",
        is_island=is_island,
    )


HEALTH = (
    UnitPlan(
        slug="rsud-sele-be-solu",
        name="RSUD Sele Be Solu",
        kind="rumah_sakit",
        staff=520,
        index=78.0,
        monthly=420,
        parent="dinas-kesehatan",
        trend=1.6,
        verified=0.66,
        open_bonus=-1.5,
        season="kesehatan",
        elements={"waktu": -3.5, "biaya": -5.0, "kompetensi": 3.0},
        services=(
            ServicePlan("rsud-rawat-jalan", "Rawat jalan", 41200, 2.2, -1.5),
            ServicePlan("rsud-igd", "Instalasi gawat darurat (IGD)", 15800, 1.2, -1.0),
            ServicePlan("rsud-rawat-inap", "Rawat inap", 9700, 1.2, 1.0),
            ServicePlan("rsud-farmasi", "Farmasi", 36500, 1.1, -2.0),
            ServicePlan("rsud-laboratorium", "Laboratorium", 18300, 0.9, 2.5),
        ),
    ),
    _centre(
        "Remu",
        "Sorong",
        staff=62,
        index=84.5,
        monthly=88,
        visits=31000,
        trend=1.8,
        verified=0.62,
        open_bonus=1.5,
    ),
    _centre(
        "Malawei",
        "Sorong Manoi",
        staff=58,
        index=81.0,
        monthly=82,
        visits=28500,
        verified=0.6,
        open_bonus=2.5,
        sarana=-2.0,
    ),
    _centre(
        "Klasaman",
        "Klaurung",
        staff=51,
        index=79.0,
        monthly=76,
        visits=24800,
        trend=-1.0,
        verified=0.6,
        sarana=-2.0,
    ),
    _centre("Malanu", "Sorong Utara", staff=44, index=86.0, monthly=40, visits=15600, trend=2.2),
    _centre("Tanjung Kasuari", "Maladum Mes", staff=35, index=82.0, monthly=26, visits=9800, sarana=2.0),
    _centre(
        "Dum",
        "Sorong Kepulauan",
        staff=23,
        index=83.5,
        monthly=12,
        visits=6200,
        sarana=-6.0,
        is_island=True,
    ),
)
