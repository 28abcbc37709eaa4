"""Words for the catalogue: kinds, why a change is refused, and what a plan will do."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.catalogue.models import Unit
from portal.catalogue.services import Move, Plan
from portal.domain.errors import Refused

KIND_WORDS: dict[str, LazyString] = {
    "sekretariat": _l("Sekretariat"),
    "inspektorat": _l("Inspektorat"),
    "badan": _l("Badan"),
    "dinas": _l("Dinas"),
    "distrik": _l("Distrik"),
    "kelurahan": _l("Kelurahan"),
    "rumah_sakit": _l("Rumah sakit"),
    "puskesmas": _l("Puskesmas"),
    "lainnya": _l("Lainnya"),
}

FIELD_WORDS: dict[str, LazyString] = {
    "name": _l("Nama"),
    "kind": _l("Jenis"),
    "distrik": _l("Distrik"),
    "parent": _l("Unit induk"),
    "staff": _l("Jumlah pegawai"),
    "users": _l("Pengguna pada periode lalu"),
}

_REASONS: dict[str, LazyString] = {
    "bad_slug": _l("Nama alamat hanya boleh huruf kecil, angka dan tanda hubung, paling banyak 80 huruf."),
    "slug_reserved": _l("Nama alamat «%(slug)s» dipakai portal sendiri. Pilih yang lain."),
    "slug_taken": _l("Nama alamat ini sudah dipakai, atau pernah dipakai; ia tidak pernah dipakai dua kali."),
    "past_year": _l("Tahun yang sudah lewat tidak dapat diubah: angkanya sudah terbit. Paling awal tahun %(year)s."),
    "too_far": _l("Paling jauh untuk tahun %(year)s."),
    "structure_next_year": _l(
        "Jenis, distrik dan induk menentukan siapa dibandingkan dengan siapa, dan tetap sepanjang tahun. "
        "Pilih mulai tahun %(year)s."
    ),
    "staff_this_year": _l(
        "Jumlah pegawai menentukan pertanyaan yang diajukan, dan tetap sepanjang tahun. Pilih mulai tahun %(year)s."
    ),
    "planned_later": _l("Sudah ada perubahan yang direncanakan untuk tahun sesudahnya. Batalkan itu dulu."),
    "unknown_kind": _l("Jenis unit ini tidak dikenal."),
    "unknown_parent": _l("Unit induk «%(parent)s» tidak ada atau sudah ditutup pada tahun itu."),
    "cycle": _l("Itu membuat lingkaran: «%(parent)s» berada di bawah unit ini."),
    "nothing_changed": _l("Tidak ada yang berubah."),
    "closed": _l("Ini sudah ditutup, atau penutupannya sudah direncanakan."),
    "open_duties": _l("Masih ada yang harus diselesaikan dulu: %(duties)s"),
    "children": _l("Masih ada unit di bawahnya: %(units)s. Pindahkan induknya dulu."),
    "own_successor": _l("Sebuah unit atau layanan tidak dapat menggantikan dirinya sendiri."),
    "successor_closed": _l("Penggantinya sudah ditutup pada tahun itu."),
    "service_without_target": _l("Setiap layanan perlu unit tujuan."),
    "nothing_planned": _l("Tidak ada perubahan yang direncanakan."),
    "not_closing": _l("Tidak ada penutupan yang masih dapat dibatalkan."),
}


def refusal(refused: Refused) -> str:
    """Why it was refused, for a person."""
    return str(_REASONS[refused.code]) % refused.values


def effects(plan: Plan) -> list[str]:
    """What a plan will do, a sentence each."""
    last, first = plan.last_year, plan.last_year + 1
    said = [
        _("Sampai 31 Desember %(last)s semuanya tetap: warga menilai seperti biasa.", last=last),
        _("Semua angka sampai tahun %(last)s tetap seperti diterbitkan, di alamat yang sama.", last=last),
    ]
    said.extend(_ending(unit, successor, plan) for unit, successor in plan.ends)
    said.extend(_move(move, first) for move in plan.moves)
    said.extend(_codes(plan, first))
    if plan.ends:
        said.append(_("Akun petugas unit itu tetap; pindahkan sebelum tahun berganti."))
    return said


def _move(move: Move, first: int) -> str:
    if move.into is None:
        return _("Layanan %(service)s berakhir tanpa pengganti.", service=move.service.name)
    return _(
        "Layanan %(service)s diteruskan oleh %(unit)s mulai %(first)s, di alamat %(slug)s.",
        service=move.service.name,
        unit=move.into.name,
        first=first,
        slug=move.slug,
    )


def _codes(plan: Plan, first: int) -> list[str]:
    """What becomes of printed codes and of links, as far as there is a successor or none."""
    said = []
    if any(move.into is not None for move in plan.moves):
        said.append(_("Kode QR dan tautan lama tetap berlaku: mulai %(first)s mengantar ke pengganti.", first=first))
    if any(move.into is None for move in plan.moves):
        said.append(
            _("Kode QR dan tautan layanan tanpa pengganti tidak menerima penilaian lagi mulai %(first)s.", first=first)
        )
    return said


def _ending(unit: Unit, successor: Unit | None, plan: Plan) -> str:
    last, moves = plan.last_year, [move for move in plan.moves if move.service.unit_id == unit.id]
    heirs = {move.into.name for move in moves if move.into is not None}
    if successor is not None and len(heirs) > 1:
        return _(
            "%(unit)s ditutup pada akhir %(last)s; layanannya dibagi kepada %(heirs)s. "
            "Halaman unit itu mengantar ke %(successor)s.",
            unit=unit.name,
            last=last,
            heirs=", ".join(sorted(heirs)),
            successor=successor.name,
        )
    if successor is None:
        return _("%(unit)s ditutup pada akhir %(last)s, tanpa pengganti.", unit=unit.name, last=last)
    return _(
        "%(unit)s ditutup pada akhir %(last)s; penggantinya %(successor)s.",
        unit=unit.name,
        last=last,
        successor=successor.name,
    )
