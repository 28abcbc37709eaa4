"""Letters: sent once the deed stands, not lost while the server is away, and without a secret while they wait."""

from __future__ import annotations

import dataclasses
import datetime
import re
import socketserver
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from config import Settings
from portal import create_app
from portal.accounts.letters import LINK
from portal.accounts.models import Staff
from portal.core.clock import now
from portal.core.database import transaction
from portal.core.extensions import db
from portal.core.mail import _smtp
from portal.core.outbox import WaitingLetter, ask_for_letter
from portal.core.post import send_letters
from tests.cast import an_account, csrf_of, try_sign_in

NEW = "sampan-teluk-wondama-9"


class Sink(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as a client needs; keeps what it is given."""

    def handle(self) -> None:
        self.say("220 sink")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.say("354 go on")
                self.server.letters.append(self.body())  # type: ignore[attr-defined]
                self.say("250 kept")
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 sink")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def body(self) -> str:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.decode())
        return "".join(lines)


@pytest.fixture
def sink() -> Iterator[socketserver.ThreadingTCPServer]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink) as server:
        server.letters = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def empty_mailbox(app: Flask) -> None:
    for file in Path(app.config["MAIL_FILE_PATH"]).glob("*"):
        file.unlink()


@pytest.fixture(autouse=True)
def a_named_server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The portal believes in a mail server; its letters go to files all the same."""
    portal = app.extensions["portal"]
    monkeypatch.setattr(portal, "settings", dataclasses.replace(portal.settings, smtp_url="smtp://surat.example"))


def mailbox(app: Flask) -> list[str]:
    """What was sent, as text."""
    files = sorted(Path(app.config["MAIL_FILE_PATH"]).glob("*"))
    return [file.read_text(encoding="utf-8").replace("=\n", "").replace("=3D", "=") for file in files]


def forget(client: FlaskClient, email: str) -> str:
    data = {"email": email, "csrf_token": csrf_of(client, "/login/forgot")}
    page = client.post("/login/forgot", data=data, follow_redirects=True).text
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)  # it holds the second in which it was made


def post_round(app: Flask) -> None:
    with app.app_context():
        send_letters()


def waiting() -> int:
    return len(db.session.scalars(select(WaitingLetter)).all())


def test_who_forgot_the_password_gets_a_link_and_no_more(app: Flask, client: FlaskClient) -> None:
    email = an_account(app, "auditor")
    assert "tautan baru segera dikirim" in forget(client, email)
    with app.app_context():
        row = db.session.scalars(select(WaitingLetter)).one()
        assert (row.kind, row.values) == (LINK, {})
    post_round(app)
    letter = mailbox(app)[0]
    link = re.search(r"/staff/set-up/[\w-]+", letter)
    assert link is not None
    assert "langkah kedua tetap" in letter.lower()
    data = {"csrf_token": csrf_of(client, link[0]), "password": NEW}
    assert client.post(link[0], data=data).status_code == 303
    assert try_sign_in(app.test_client(), email, NEW).headers["Location"] == "/login/enrol"
    post_round(app)
    assert any("Kata sandi akun Anda diganti" in letter for letter in mailbox(app))


def test_an_unknown_address_gets_the_same_answer_and_no_letter(app: Flask, client: FlaskClient) -> None:
    email = an_account(app, "auditor")
    assert forget(client, email) == forget(client, "siapa@contoh.example")
    with app.app_context():
        assert waiting() == 2
    post_round(app)
    assert len(mailbox(app)) == 1
    with app.app_context():
        assert waiting() == 0


def test_a_mailbox_is_not_filled_from_the_sign_in_page(app: Flask, client: FlaskClient) -> None:
    email = an_account(app, "auditor")
    for _time in range(4):
        forget(client, email)
    post_round(app)
    assert len(mailbox(app)) == 1


def test_a_letter_that_cannot_be_written_holds_up_no_other(app: Flask) -> None:
    email = an_account(app, "auditor")
    with app.app_context(), transaction():
        ask_for_letter(kind="of.a.feature.that.went", recipient=email, lang="id", at=now())
        ask_for_letter(kind=LINK, recipient=email, lang="id", at=now())
    post_round(app)
    assert len(mailbox(app)) == 1
    with app.app_context():
        assert [row.kind for row in db.session.scalars(select(WaitingLetter))] == ["of.a.feature.that.went"]


def test_what_waits_already_is_not_asked_for_twice(app: Flask, client: FlaskClient) -> None:
    email = an_account(app, "auditor")
    for _time in range(3):
        forget(client, email)
    with app.app_context():
        assert waiting() == 1


def test_nothing_is_sent_of_a_deed_that_failed(app: Flask) -> None:
    def deed_that_fails() -> None:
        with transaction():
            ask_for_letter(kind=LINK, recipient="a@contoh.example", lang="id", at=now())
            raise LookupError

    with app.app_context(), pytest.raises(LookupError):
        deed_that_fails()
    with app.app_context():
        assert waiting() == 0


def test_letters_are_in_the_reader_s_language(app: Flask) -> None:
    email = an_account(app, "auditor")
    with app.app_context(), transaction():
        ask_for_letter(kind=LINK, recipient=email, lang="en", at=now())
    post_round(app)
    assert "twenty minutes" in mailbox(app)[0]


def test_files_are_for_the_owner_alone(app: Flask) -> None:
    assert Path(app.config["MAIL_FILE_PATH"]).stat().st_mode & 0o077 == 0


@pytest.fixture
def by_smtp(app: Flask, tmp_path: Path) -> Iterator[Callable[[int], Flask]]:
    """The same portal with a mail server on a port of this machine."""
    made: list[Flask] = []

    def make(port: int) -> Flask:
        database, base = app.config["SQLALCHEMY_DATABASE_URI"], "https://suara.contoh.example"
        smtp = f"smtp://127.0.0.1:{port}"
        made.append(
            create_app(Settings(instance=tmp_path, database_url=database, smtp_url=smtp, base_url=base, testing=True))
        )
        return made[-1]

    yield make
    for one in made:
        with one.app_context():
            db.engine.dispose()


def test_a_real_server_gets_the_letter(
    app: Flask, sink: socketserver.ThreadingTCPServer, by_smtp: Callable[[int], Flask]
) -> None:
    with_server = by_smtp(sink.server_address[1])
    email = an_account(app, "auditor")
    with app.app_context(), transaction():
        ask_for_letter(kind=LINK, recipient=email, lang="id", at=now())
    post_round(with_server)
    letter = sink.letters[0].replace("=\r\n", "")  # type: ignore[attr-defined]
    assert "https://suara.contoh.example/staff/set-up/" in letter
    assert "From: Suara Sorong <portal@suara.contoh.example>" in letter
    assert f"To: {email}" in letter


def test_a_letter_waits_while_the_server_is_away_and_is_given_up_after_days(
    app: Flask, by_smtp: Callable[[int], Flask]
) -> None:
    away = by_smtp(9)
    email = an_account(app, "auditor")
    with app.app_context(), transaction():
        ask_for_letter(kind=LINK, recipient=email, lang="id", at=now())
    post_round(away)
    with app.app_context():
        row = db.session.scalars(select(WaitingLetter)).one()
        assert row.tries == 1
        assert _utc(row.next_try_at) > now()
    post_round(app)
    assert mailbox(app) == [], "not before its time"
    with app.app_context(), transaction():
        row = db.session.scalars(select(WaitingLetter)).one()
        row.next_try_at = now()
    post_round(app)
    assert len(mailbox(app)) == 1
    with app.app_context(), transaction():
        ask_for_letter(kind=LINK, recipient="b@contoh.example", lang="id", at=now() - datetime.timedelta(days=4))
        db.session.add(Staff(email="b@contoh.example", handle=b"b" * 32, created_at=now(), version=1))
    post_round(away)
    with app.app_context():
        assert waiting() == 0


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://"])
def test_an_address_that_cannot_be_meant_stops_the_start(url: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="PORTAL_SMTP_URL"):
        create_app(Settings(instance=tmp_path, smtp_url=url, testing=True))


def test_an_address_is_taken_apart() -> None:
    assert _smtp("smtps://a%40b:p%2Fw@mail.example") == {
        "MAIL_SERVER": "mail.example",
        "MAIL_PORT": 465,
        "MAIL_USERNAME": "a@b",
        "MAIL_PASSWORD": "p/w",
        "MAIL_USE_SSL": True,
        "MAIL_USE_TLS": False,
    }
    assert _smtp("smtp://mail.example:587?starttls=1")["MAIL_USE_TLS"] is True


def _utc(time: datetime.datetime) -> datetime.datetime:
    return time if time.tzinfo else time.replace(tzinfo=datetime.UTC)
