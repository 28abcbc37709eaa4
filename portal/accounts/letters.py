"""Letters about the own account: links that set a password, and news that its owner must hear of."""

from __future__ import annotations

import datetime

from flask import current_app, url_for
from flask_babel import gettext as _

from portal.accounts.models import Staff
from portal.accounts.queries import last_link_at, staff_by_email
from portal.accounts.services import give_set_up_link
from portal.core.mail import Letter
from portal.core.outbox import WaitingLetter, Writer, ask_for_letter

LINK = "account.link"
NEWS = "account.news"
PAUSE = datetime.timedelta(minutes=5)
"""Between two links for one account, so that nobody's mailbox can be filled from the sign-in page."""


def can_mail() -> bool:
    """Whether a mail server is named: without one every letter waits for ever."""
    return current_app.extensions["portal"].settings.smtp_url is not None


def tell(staff: Staff, news: str, *, at: datetime.datetime, device: str = "") -> None:
    """Let the owner of an account hear what happened to it; `news` is a key of the words below."""
    ask_for_letter(kind=NEWS, recipient=staff.email, lang=staff.lang, at=at, values={"news": news, "device": device})


def link_letter(waiting: WaitingLetter, at: datetime.datetime) -> Letter | None:
    """A link that sets a password. None for an address without an account, or where a link was just sent."""
    staff = staff_by_email(waiting.recipient)
    if staff is None or not staff.active:
        return None
    last, asked_at_the_desk = last_link_at(staff), bool(waiting.values.get("by_administrator"))
    if last is not None and at - last < PAUSE and waiting.tries == 0 and not asked_at_the_desk:
        return None
    token = give_set_up_link(staff=staff, at=at)
    portal = current_app.extensions["portal"].city.portal_name
    subject = _("%(portal)s: pilih kata sandi", portal=portal)
    text = _(
        "Tautan ini berlaku dua puluh menit dan satu kali. Dengannya Anda memilih kata sandi untuk %(email)s:\n\n"
        "%(link)s\n\n"
        "Sesudah itu Anda masuk seperti biasa; langkah kedua tetap ditanyakan. "
        "Bila bukan Anda yang meminta, abaikan surat ini: tanpa tautan itu tidak ada yang berubah.\n",
        email=staff.email,
        link=url_for("set_up.password", token=token, _external=True),
    )
    return Letter(subject, text)


def news_letter(waiting: WaitingLetter, _at: datetime.datetime) -> Letter | None:
    """What happened to the account, and what to do if it was not its owner."""
    words = _news(str(waiting.values.get("device", ""))).get(str(waiting.values["news"]))
    if words is None:
        return None
    portal = current_app.extensions["portal"].city.portal_name
    after = _(
        "Bila itu bukan Anda dan bukan permintaan Anda, hubungi administrator portal sekarang, "
        "dan akhiri semua sesi di halaman akun Anda:\n\n%(link)s\n",
        link=url_for("own_account.home", _external=True),
    )
    return Letter(f"{portal}: {words}", f"{words}\n\n{waiting.recipient}\n\n{after}")


def _news(device: str) -> dict[str, str]:
    return {
        "new_device": _("Akun Anda masuk di perangkat baru: %(device)s.", device=device),
        "password_changed": _("Kata sandi akun Anda diganti."),
        "factor_added": _("Langkah kedua dipasang pada akun Anda."),
        "factor_removed": _("Langkah kedua dihapus dari akun Anda."),
        "rights_changed": _("Peran atau unit akun Anda diubah."),
        "feed_given": _("Alamat kalender dibuat untuk akun Anda: siapa yang memegangnya melihat tenggat Anda."),
        "closed": _("Akun Anda ditutup."),
    }


LETTERS: dict[str, Writer] = {LINK: link_letter, NEWS: news_letter}
