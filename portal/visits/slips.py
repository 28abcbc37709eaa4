"""Codes of a batch on their way to people: links, QR codes, slips to cut, a sheet of text. Kept nowhere."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import segno
from flask_babel import gettext as _

from portal.catalogue.models import Service
from portal.core.i18n import current_language, day_name
from portal.core.urls import absolute_url
from portal.domain.codes import normalise
from portal.domain.visits import last_good_day
from portal.press import printable, printed

_TEMPLATE = Path(__file__).with_name("slips.typ")
_BREAK = "\u200b"
"""Where a long address may go on in the next line."""


@dataclass(frozen=True)
class Sheet:
    """The codes of one batch, as printed in groups, with what stands beside each."""

    unit: str
    service: str
    address: str
    """Of the service's form."""
    valid_until: datetime.date
    codes: Sequence[str]

    @property
    def plain(self) -> str:
        """A file of plain text: what it is, then a code a line."""
        head = (f"{self.unit}: {self.service}", self.address, self.valid_words)
        return "\n".join([*head, "", *self.codes, ""])

    @property
    def valid_words(self) -> str:
        return _("Berlaku sampai %(day)s", day=day_name(self.valid_until))


def sheet_of(service: Service, codes: Sequence[str], day: datetime.date) -> Sheet:
    """The sheet of codes that were minted on that day."""
    address = absolute_url("responses.rate", service=service.slug)
    return Sheet(service.unit.name, service.name, address, last_good_day(day), codes)


def link_of(address: str, code: str) -> str:
    """The form with the code filled in: behind #, where it reaches no server's log."""
    return f"{address}#{normalise(code)}"


def qr_svgs(sheet: Sheet) -> list[str]:
    """Of each code its QR code as SVG, with a quiet zone, filling whatever it is put into.

    The mask that suits the first one serves all: to look for the best each time takes five times as long.
    """
    links = [link_of(sheet.address, code) for code in sheet.codes]
    mask = segno.make(links[0], error="m", micro=False).mask
    return [_svg(segno.make(link, error="m", micro=False, mask=mask)) for link in links]


def slips_pdf(sheet: Sheet, qrs: Sequence[str]) -> bytes:
    """The slips as PDF, `qrs` one SVG for each code; raises press.Busy."""
    host = sheet.address.partition("://")[2].replace("/", f"/{_BREAK}")
    slips = [
        {"code": code, "qr": qr, "alt": _("Kode QR dari %(code)s", code=code)}
        for code, qr in zip(sheet.codes, qrs, strict=True)
    ]
    words = {
        "title": _("Kode kunjungan: %(service)s", service=sheet.service),
        "author": sheet.unit,
        "kicker": _("Nilai layanan ini"),
        "service": sheet.service,
        "valid": sheet.valid_words,
        "address": host,
        "list-title": _("Kode kunjungan: %(service)s", service=sheet.service),
        "list-lead": f"{sheet.unit}. {sheet.valid_words}. {host}",
    }
    said = {name: _BREAK.join(map(printable, text.split(_BREAK))) for name, text in words.items()}
    return printed(_TEMPLATE, {**said, "lang": current_language(), "slips": slips})


def _svg(code: segno.QRCode) -> str:
    out = io.BytesIO()
    code.save(out, kind="svg", xmldecl=False, omitsize=True, nl=False)
    return out.getvalue().decode()
