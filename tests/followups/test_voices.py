"""What citizens say of a promise that is called done: one form one voice, no account, no cookie, nothing personal."""

from __future__ import annotations

import datetime
import threading
import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect

from portal.core.clock import today
from portal.core.database import transaction
from portal.core.extensions import db, limiter
from portal.domain.errors import InvalidInput, Refused
from portal.domain.promises import Stand, Standing, Status
from portal.followups.forms import tokens
from portal.followups.jobs import forget_lines
from portal.followups.models import PromiseVoice, VoiceSource
from portal.followups.queries import Voices, promise_by_number, promise_counts, voices_of
from portal.followups.services import Source, add_voice, finish, forget_sources, reopen
from tests.followups.making import a_done_promise, a_promise, voices
from tests.responses.posting import token


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    pass


def heard(number: int) -> Voices:
    db.session.rollback()
    db.session.expire_all()
    return voices_of([promise_by_number(number)])[number]


def form_of(client: FlaskClient, number: int) -> str:
    return token(client, f"/promises/{number}/voice")


LINE = "203.0.113.9"


def send(
    client: FlaskClient, number: int, stand: str | None, sent: str | None = None, line: str = LINE, **headers: str
) -> int:
    data = {"token": sent or form_of(client, number), "stand": stand}
    answer = client.post(
        f"/promises/{number}/voice",
        data={k: v for k, v in data.items() if v is not None},
        headers=headers,
        environ_base={"REMOTE_ADDR": line},
    )
    return answer.status_code


def standing_of(number: int) -> Standing:
    return heard(number).standing


def test_a_voice_counts_and_the_public_page_says_so(client: FlaskClient) -> None:
    number = a_done_promise()
    assert "Belum ada suara warga." in client.get(f"/promises/{number}").text
    for house, stand in enumerate(("confirm", "confirm", "dispute")):
        assert send(client, number, stand, line=f"203.0.113.{house}") == 303
    assert heard(number) == Voices(2, 1)
    page = client.get(f"/promises/{number}").text
    assert "3 suara warga: 2 mengatakan sudah ditepati, 1 mengatakan belum." in page
    assert "Ditepati menurut warga" in page
    assert "3 suara warga" in client.get(f"/promises/{number}/voice/thanks").text


def test_the_form_needs_no_cookie_and_sets_none(client: FlaskClient) -> None:
    number = a_done_promise()
    answer = client.get(f"/promises/{number}/voice")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<script" not in answer.text


def test_the_same_form_sent_twice_is_one_voice(client: FlaskClient) -> None:
    number = a_done_promise()
    sent = form_of(client, number)
    assert [send(client, number, "confirm", sent) for _time in range(3)] == [303, 303, 303]
    assert heard(number) == Voices(1, 0)
    assert send(client, number, "dispute", sent) == 422
    assert heard(number) == Voices(1, 0)


def test_fifty_at_once_with_one_key_are_one_voice(app: Flask, client: FlaskClient) -> None:
    number = a_done_promise()
    sent = form_of(client, number)
    codes: list[int] = []

    def run() -> None:
        codes.append(send(app.test_client(), number, "confirm", sent))

    threads = [threading.Thread(target=run) for _number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [303] * 50
    assert heard(number) == Voices(1, 0)


def test_nothing_is_kept_that_tells_who_or_when() -> None:
    columns = {column["name"] for column in inspect(db.engine).get_columns("promise_voice")}
    assert columns == {"key", "promise_id", "round", "stand", "weighs"}
    number, key = a_done_promise(), str(uuid.uuid4())
    with transaction():
        add_voice(promise=promise_by_number(number), round_=1, stand=Stand.CONFIRM, key=key)
    kept = db.session.query(PromiseVoice).one()
    assert uuid.UUID(key).bytes not in kept.key


@pytest.mark.parametrize("stand", [None, "", "maybe", "confirm\0", "x" * 10_000])
def test_a_form_without_a_clear_word_is_shown_again(client: FlaskClient, stand: str | None) -> None:
    number = a_done_promise()
    assert send(client, number, stand) == 422
    assert heard(number).total == 0


def test_a_form_of_another_promise_or_none_of_ours_does_not_count(client: FlaskClient) -> None:
    number, other = a_done_promise(), a_done_promise("puskesmas-remu")
    for sent in (form_of(client, other), "x", "\0", "a" * 5000):
        assert send(client, number, "confirm", sent) == 422
    assert (heard(number).total, heard(other).total) == (0, 0)


def test_a_stale_form_comes_back_with_a_fresh_token(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    number = a_done_promise()
    sent = form_of(client, number)
    monkeypatch.setattr(tokens, "MAX_AGE", datetime.timedelta(seconds=-1))
    answer = client.post(f"/promises/{number}/voice", data={"token": sent, "stand": "dispute"})
    assert (answer.status_code, heard(number).total) == (422, 0)
    assert sent not in answer.text
    assert 'value="dispute" checked' in answer.text


def test_another_site_cannot_send_it(client: FlaskClient) -> None:
    number = a_done_promise()
    assert send(client, number, "confirm", Origin="https://lain.example") == 403
    assert send(client, number, "confirm", **{"Sec-Fetch-Site": "cross-site"}) == 403
    assert heard(number).total == 0


def test_only_what_is_done_is_voted_on_and_a_new_round_begins_anew(client: FlaskClient) -> None:
    planned, number = a_promise(), a_done_promise()
    answer = client.get(f"/promises/{planned}/voice")
    assert (answer.status_code, answer.location) == (303, f"/promises/{planned}")
    old = form_of(client, number)
    voices(number, disputed=4)
    with transaction():
        reopen(promise=promise_by_number(number), note="Dibenahi", day=today())
    assert send(client, number, "confirm", old) == 409
    with transaction():
        finish(promise=promise_by_number(number), note="Selesai lagi", day=today())
    assert send(client, number, "confirm", old) == 409
    assert heard(number) == Voices(0, 0)
    assert send(client, number, "confirm") == 303
    assert heard(number) == Voices(1, 0)


def test_a_key_says_one_thing_only() -> None:
    number, key = a_done_promise(), str(uuid.uuid4())
    with transaction():
        assert add_voice(promise=promise_by_number(number), round_=1, stand=Stand.CONFIRM, key=key)
    with transaction():
        assert not add_voice(promise=promise_by_number(number), round_=1, stand=Stand.CONFIRM, key=key.upper())
    with pytest.raises(InvalidInput, match="key_reused"), transaction():
        add_voice(promise=promise_by_number(number), round_=1, stand=Stand.DISPUTE, key=key)
    with pytest.raises(Refused, match="not_done"), transaction():
        add_voice(promise=promise_by_number(number), round_=2, stand=Stand.CONFIRM, key="lain")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_village_is_heard_and_a_script_is_told_to_wait(client: FlaskClient) -> None:
    number, other = a_done_promise(), a_done_promise("puskesmas-remu")
    codes = [send(client, number, "confirm") for _time in range(121)]
    assert (codes[:120], codes[120]) == ([303] * 120, 429)
    assert send(client, other, "confirm") == 303
    limiter.reset()


def test_a_script_behind_one_address_is_shown_in_the_sum_and_decides_nothing(client: FlaskClient) -> None:
    number = a_done_promise()
    assert [send(client, number, "confirm") for _time in range(5)] == [303] * 5
    assert (heard(number).total, heard(number).weighing, standing_of(number)) == (5, (1, 0), Standing.WAITING)
    page = client.get(f"/promises/{number}").text
    assert "5 suara warga: 5 mengatakan sudah ditepati" in page
    assert "Yang ikut menentukan: 1; selebihnya datang dari sambungan internet" in page
    assert promise_counts(today())[Status.DONE] == 1
    line = client.get("/promises.csv").text.splitlines()
    assert dict(zip(line[0].split(",")[-4:], line[1].split(",")[-4:], strict=True)) == {
        "confirmed": "5",
        "disputed": "0",
        "confirmed_weighing": "1",
        "disputed_weighing": "0",
    }
    assert [send(client, number, "confirm", line=f"198.51.100.{house}") for house in (1, 2)] == [303, 303]
    assert standing_of(number) == Standing.CONFIRMED
    assert promise_counts(today())[Status.CONFIRMED] == 1


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_whole_block_of_ipv6_addresses_is_one_line(client: FlaskClient) -> None:
    number = a_done_promise()
    for house in range(4):
        assert send(client, number, "dispute", line=f"2001:db8:0:{house:x}::{house + 1:x}") == 303
    assert heard(number).weighing == (0, 1)
    assert send(client, number, "dispute", line="2001:db8:1::1") == 303
    assert heard(number).weighing == (0, 2)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_line_weighs_again_in_each_round_for_each_promise_and_day_and_is_forgotten() -> None:
    number, other, day = a_done_promise(), a_done_promise("puskesmas-remu"), today()
    tomorrow = day + datetime.timedelta(days=1)
    for promise, when in ((number, day), (number, day), (number, tomorrow), (other, day)):
        say(promise, Source("203.0.113.9", when))
    assert (heard(number).weighing, heard(other).weighing) == ((2, 0), (1, 0))
    kept = db.session.query(VoiceSource).all()
    assert len(kept) == 3
    assert not any(b"203.0.113.9" in one.key for one in kept)
    with transaction():
        forget_sources(today=tomorrow)
    assert [one.day for one in db.session.query(VoiceSource)] == [tomorrow]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_worker_forgets_the_lines_of_yesterday() -> None:
    number = a_done_promise()
    for days in (1, 0):
        say(number, Source("203.0.113.9", today() - datetime.timedelta(days=days)))
    forget_lines()
    db.session.expire_all()
    assert [one.day for one in db.session.query(VoiceSource)] == [today()]


def say(number: int, source: Source) -> None:
    with transaction():
        promise = promise_by_number(number)
        add_voice(promise=promise, round_=1, stand=Stand.CONFIRM, key=str(uuid.uuid4()), source=source)
