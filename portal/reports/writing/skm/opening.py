"""Chapters I and II: why the survey is held, and how the answers came together."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.core.i18n import integer, month_name, period_name
from portal.reports.press import Block, Column, Fields, Heading, Paragraph, Table
from portal.reports.queries import UnitResult
from portal.reports.writing.words import NOTHING, channel_word, city


def introduction(result: UnitResult) -> list[Block]:
    """I Pendahuluan."""
    unit, period = result.unit.name, period_name(result.period.text)
    return [
        Heading(_("I. Pendahuluan")),
        Heading(_("1.1 Latar belakang"), 2),
        Paragraph(
            _(
                "Setiap unit pelayanan publik wajib mengadakan survei kepuasan masyarakat paling sedikit sekali "
                "setahun. Laporan ini merangkum penilaian warga atas pelayanan %(unit)s pada %(period)s.",
                unit=unit,
                period=period,
            )
        ),
        Heading(_("1.2 Dasar"), 2),
        Paragraph(
            _(
                "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 14 Tahun 2017 tentang "
                "Pedoman Penyusunan Survei Kepuasan Masyarakat Unit Penyelenggara Pelayanan Publik."
            )
        ),
        Heading(_("1.3 Maksud dan tujuan"), 2),
        Paragraph(
            _(
                "Laporan ini menunjukkan seberapa puas warga, seberapa pasti angkanya, unsur mana yang paling perlu "
                "diperbaiki, dan apa yang dijanjikan untuk itu. Yang dinilai adalah unit, tidak pernah orang."
            )
        ),
    ]


def collection(result: UnitResult) -> list[Block]:
    """II Pengumpulan data."""
    first, last = (month_name(result.period.months[place]) for place in (0, -1))
    received = result.card.received
    return [
        Heading(_("II. Pengumpulan data")),
        Heading(_("2.1 Pelaksana, metode, lokasi, dan waktu"), 2),
        Fields(
            [
                (
                    _("Pelaksana"),
                    _("Pemerintah %(city)s melalui portal %(portal)s", city=city().name, portal=city().portal_name),
                ),
                (_("Metode"), _method(result)),
                (_("Lokasi"), _("%(unit)s; daring, di tempat pelayanan, dan di kertas", unit=result.unit.name)),
                (_("Waktu"), first if first == last else _("%(first)s sampai %(last)s", first=first, last=last)),
            ]
        ),
        Paragraph(
            _(
                "Unit tidak dapat mengubah, menahan, atau menghapus penilaian. Dari %(total)s penilaian yang diterima, "
                "%(published)s diterbitkan, %(waiting)s menunggu, %(held)s ditahan, dan %(excluded)s tidak dihitung.",
                total=integer(received.total),
                published=integer(received.published),
                waiting=integer(received.waiting),
                held=integer(received.held),
                excluded=integer(received.excluded),
            )
        ),
        *(Paragraph(f"{_('Catatan')}: {notice.text}", soft=True) for notice in result.notices),
        Heading(_("2.2 Jumlah responden"), 2),
        Paragraph(
            _(
                "Jumlah jawaban yang dibutuhkan mengikuti tabel Krejcie dan Morgan (tingkat kepercayaan %(level)s, "
                "galat %(error)s), dari jumlah pengguna tiap layanan pada periode lalu.",
                level="95 %",
                error="5 %",
            )
        ),
        _services(result),
    ]


def _method(result: UnitResult) -> str:
    return _(
        "Kuesioner %(k)s unsur, diisi sendiri oleh pengguna layanan dengan pilihan 1 sampai 4. "
        "Kanal utama: %(channel)s.",
        k=integer(len(result.questions)),
        channel=channel_word(result.channel),
    )


def _services(result: UnitResult) -> Table:
    rows = [
        (one.name, integer(one.users), integer(one.answered), integer(one.needed), _reached(one.answered, one.needed))
        for one in result.services
    ]
    if result.elsewhere:
        rows.append((_("Layanan lain"), NOTHING, integer(result.elsewhere), NOTHING, NOTHING))
    return Table(
        _("Responden tiap layanan: yang menjawab dan yang dibutuhkan"),
        [
            Column(_("Layanan"), share=1),
            Column(_("Pengguna"), "number"),
            Column(_("Menjawab"), "number"),
            Column(_("Dibutuhkan"), "number"),
            Column(_("Cukup?")),
        ],
        rows,
    )


def _reached(answered: int, needed: int | None) -> str:
    if needed is None:
        return _("pengguna belum diketahui")
    return _("cukup") if answered >= needed else _("belum cukup")
