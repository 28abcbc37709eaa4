"""What the screens of administration have in common: a deed with its record, and a link shown once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from flask import render_template, request, url_for

from portal.accounts.access import note
from portal.accounts.letters import LINK, can_mail
from portal.accounts.models import Staff
from portal.core.access import own_origin
from portal.core.clock import now
from portal.core.database import transaction
from portal.core.outbox import ask_for_letter
from portal.domain.approvals import Kind
from portal.domain.errors import Forbidden


@contextmanager
def deed() -> Iterator[None]:
    """A transaction; who tries in it what no administrator may (the own account, the own request) is put on record."""
    try:
        with transaction():
            yield
    except Forbidden as refusal:
        with transaction():
            note("access.denied", request.path, after={"method": request.method, "reason": refusal.code})
        raise


def note_request(kind: Kind, staff: Staff, asked: Mapping[str, object] | None = None) -> None:
    """Put on record what a second administrator is asked to approve."""
    note("account_request.make", staff.email, after={"kind": kind.value, **(asked or {})})


def note_new_address(before: str, after: str) -> None:
    """Put on record under the new address, where there is one, which account that was."""
    if before != after:
        note("staff.change_email", after, before={"email": before}, after={"email": after})


def pass_link_on(staff: Staff) -> None:
    """Let a link be mailed to its owner, inside the transaction; without a mail server put on record who sees it."""
    if can_mail():
        ask_for_letter(kind=LINK, recipient=staff.email, lang=staff.lang, at=now(), values={"by_administrator": True})
    else:
        note("staff.see_link", staff.email)


def link_page(staff: Staff, token: str) -> str:
    """The page that says where the link went, or shows it this once: who saw it could use it before its owner does."""
    address = None if can_mail() else own_origin() + url_for("set_up.password", token=token)
    return render_template("accounts/admin_link.html", account=staff, address=address)
