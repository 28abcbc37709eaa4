"""Mail: by SMTP where a server is named, else as files in the instance, for whoever runs the portal to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from flask import Flask, current_app
from flask_mailman import EmailMessage, Mail

from config import Settings

LOCAL = "http://127.0.0.1:8000"
_TIMEOUT = 20


@dataclass(frozen=True)
class Letter:
    """Plain words and their subject."""

    subject: str
    text: str


def configure_mail(app: Flask, settings: Settings) -> None:
    """Set mail up. Raises ValueError for an address of a server that cannot be meant."""
    folder = settings.instance / "mail"
    if settings.smtp_url is None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        app.config.update(MAIL_BACKEND="file", MAIL_FILE_PATH=str(folder))
    else:
        app.config.update(MAIL_BACKEND="smtp", MAIL_TIMEOUT=_TIMEOUT, **_smtp(settings.smtp_url))
    app.config["MAIL_DEFAULT_SENDER"] = _sender(settings)
    Mail(app)


def send(recipient: str, letter: Letter) -> None:
    """Hand a letter over; raises OSError (smtplib's errors are such) where that fails."""
    message = EmailMessage(letter.subject, letter.text, to=[recipient])
    message.extra_headers["Auto-Submitted"] = "auto-generated"
    message.send()


def own_address() -> str:
    """Scheme and host for links in mail, where there is no request to tell them."""
    base: str | None = current_app.extensions["portal"].settings.base_url
    return (base or LOCAL).rstrip("/")


def _smtp(url: str) -> dict[str, Any]:
    """`smtp://user:password@host:587?starttls=1`, `smtps://…` for TLS from the start."""
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("PORTAL_SMTP_URL is no address like smtp://user:password@host:587?starttls=1")
    tls = parts.scheme == "smtps"
    return {
        "MAIL_SERVER": parts.hostname,
        "MAIL_PORT": parts.port or (465 if tls else 25),
        "MAIL_USERNAME": unquote(parts.username) if parts.username else None,
        "MAIL_PASSWORD": unquote(parts.password) if parts.password else None,
        "MAIL_USE_SSL": tls,
        "MAIL_USE_TLS": parse_qs(parts.query).get("starttls") == ["1"],
    }


def _sender(settings: Settings) -> str:
    host = urlsplit(settings.base_url or "").hostname or "localhost"
    return f"{settings.city.portal_name} <portal@{host}>"
