"""The ten distrik and the 41 kelurahan, with the services that each of them gives. All figures are invented."""

from __future__ import annotations

from dataclasses import dataclass

from portal.sample.city.plan import ServicePlan, UnitPlan

ISLANDS = "Sorong Kepulauan"
FLOODED = ("Sorong Manoi", "Klaurung")


@dataclass(frozen=True)
class _Office:
    """One office of an area: staff, index last month, ratings a month, points a year, share with a code."""

    name: str
    staff: int
    index: float
    monthly: float
    trend: float = 0.0
    verified: float = 0.0


_DISTRIK = (
    _Office("Sorong", 21, 81.0, 22, 1.0),
    _Office("Sorong Timur", 19, 79.5, 19),
    _Office("Sorong Barat", 18, 77.0, 17, 2.5),
    _Office("Sorong Kepulauan", 12, 83.0, 13),
    _Office("Sorong Utara", 20, 84.5, 21, 1.5),
    _Office("Sorong Manoi", 22, 76.5, 23, -1.0),
    _Office("Sorong Kota", 17, 82.0, 18),
    _Office("Klaurung", 16, 78.5, 16, 1.0),
    _Office("Malaimsimsa", 18, 80.5, 19),
    _Office("Maladum Mes", 14, 75.0, 15, 3.0),
)

_KELURAHAN: dict[str, tuple[_Office, ...]] = {
    "Sorong": (
        _Office("Remu Utara", 12, 82.5, 36, 1.5, 0.35),
        _Office("Klademak", 10, 79.0, 20),
        _Office("Kofkerbu", 8, 76.5, 15, -1.0),
        _Office("Remu", 11, 84.0, 31, 2.0),
    ),
    "Sorong Timur": (
        _Office("Klawalu", 9, 80.0, 19),
        _Office("Klamana", 9, 85.5, 20, 1.0),
        _Office("Klawuyuk", 8, 78.0, 17),
        _Office("Kladufu", 7, 74.0, 8, 1.0),
    ),
    "Sorong Barat": (
        _Office("Rufei", 9, 62.0, 24, 1.0),
        _Office("Klawasi", 9, 77.5, 18, 1.0),
        _Office("Puncak Cendrawasih", 7, 86.5, 17, 1.0),
        _Office("Pal Putih", 6, 81.0, 7),
    ),
    "Sorong Kepulauan": (
        _Office("Dum Barat", 4, 84.0, 15, 0.5),
        _Office("Dum Timur", 4, 80.0, 8),
        _Office("Soop", 3, 79.0, 0),
        _Office("Raam", 3, 82.0, 1.6),
    ),
    "Sorong Utara": (
        _Office("Malanu", 12, 89.5, 38, 2.5, 0.4),
        _Office("Malasilen", 9, 83.0, 19),
        _Office("Matalamagi", 10, 81.5, 21, 1.0),
        _Office("Sawagumu", 9, 85.0, 18),
    ),
    "Sorong Manoi": (
        _Office("Klaligi", 11, 75.0, 33, -1.5, 0.35),
        _Office("Malawei", 10, 78.5, 20),
        _Office("Malabutor", 9, 72.5, 19, -2.5),
        _Office("Remu Selatan", 12, 80.5, 34, 1.0, 0.3),
        _Office("Klasabi", 8, 77.0, 16),
    ),
    "Sorong Kota": (
        _Office("Kampung Baru", 10, 82.0, 30, 0.5),
        _Office("Klabala", 8, 79.5, 17),
        _Office("Klasuur", 7, 83.5, 8),
        _Office("Klakublik", 8, 76.0, 16, 1.5),
    ),
    "Klaurung": (
        _Office("Klasuat", 6, 80.0, 7),
        _Office("Klablim", 8, 73.5, 17, 1.0),
        _Office("Klasaman", 10, 78.0, 31, 1.0),
        _Office("Giwu", 5, 81.0, 2.2),
    ),
    "Malaimsimsa": (
        _Office("Klagete", 8, 84.5, 18, 1.0),
        _Office("Malaingkedi", 9, 82.5, 20),
        _Office("Malamso", 6, 79.0, 6),
        _Office("Klabulu", 8, 87.0, 17, 2.0),
    ),
    "Maladum Mes": (
        _Office("Suprau", 6, 77.0, 7),
        _Office("Tampa Garam", 8, 83.0, 17),
        _Office("Saoka", 6, 81.5, 2.4),
        _Office("Tanjung Kasuari", 7, 90.5, 15, 1.0),
    ),
}

_DISTRIK_SERVICES = (
    ("rekomendasi-keramaian", "Rekomendasi izin keramaian", 420, 0.9, -0.5),
    ("ahli-waris", "Surat keterangan ahli waris", 510, 0.9, -1.0),
    ("legalisasi", "Legalisasi surat", 1600, 1.4, 1.0),
)

_KELURAHAN_SERVICES = (
    ("domisili", "Surat domisili", 75, 1.3, 1.0),
    ("sktm", "Surat keterangan tidak mampu (SKTM)", 55, 1.0, -1.0),
    ("pengantar", "Surat pengantar", 110, 1.5, 0.5),
)
"""Users a year for each rating a month, part of the ratings, distance from the unit's index."""

_USAHA = ("usaha", "Surat keterangan usaha", 35, 0.6, -1.0)
"""Given where many people come."""


def slug_of(name: str) -> str:
    """A name of the map as part of an address."""
    return name.lower().replace(" ", "-")


def _distrik(office: _Office) -> UnitPlan:
    slug = f"distrik-{slug_of(office.name)}"
    return UnitPlan(
        slug=slug,
        name=f"Distrik {office.name}",
        kind="distrik",
        staff=office.staff,
        index=office.index,
        monthly=office.monthly,
        services=tuple(
            ServicePlan(f"{slug}-{code}", name, users, part, better_by)
            for code, name, users, part, better_by in _DISTRIK_SERVICES
        ),
        distrik=office.name,
        trend=office.trend,
        season="banjir" if office.name in FLOODED else "",
        months_rated=9 if office.name == "Maladum Mes" else None,
        is_island=office.name == ISLANDS,
    )


def _kelurahan(distrik: str, office: _Office) -> UnitPlan:
    slug = slug_of(office.name)
    given = (*_KELURAHAN_SERVICES, _USAHA) if office.monthly >= 30 else _KELURAHAN_SERVICES
    return UnitPlan(
        slug=f"kelurahan-{slug}",
        name=f"Kelurahan {office.name}",
        kind="kelurahan",
        staff=office.staff,
        index=office.index,
        monthly=office.monthly,
        services=tuple(
            ServicePlan(f"skt-{slug}-{code}", name, round(users * max(office.monthly, 2)), part, better_by)
            for code, name, users, part, better_by in given
        ),
        distrik=distrik,
        parent=f"distrik-{slug_of(distrik)}",
        trend=office.trend,
        verified=office.verified,
        open_bonus=2.0 if office.verified else 0.0,
        season="banjir" if distrik in FLOODED else "",
        is_island=distrik == ISLANDS,
    )


AREAS: tuple[UnitPlan, ...] = (
    *map(_distrik, _DISTRIK),
    *(_kelurahan(distrik, office) for distrik, offices in _KELURAHAN.items() for office in offices),
)
