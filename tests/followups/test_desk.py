"""The desk of a unit's promises: everything a keeper does, what is refused in words, and who gets nowhere."""

from __future__ import annotations

import datetime
import json
import re

import pytest
from flask import Flask

from portal.followups.queries import history_of, promise_by_number
from tests.builders import a_service, close, ratings
from tests.followups.desk import TODAY, Desk, fields
from tests.followups.making import a_promise
from tests.followups.photos import a_photo

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)  # the services run on both
LATER = (TODAY + datetime.timedelta(days=60)).isoformat()


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(app)


def test_a_promise_is_made_and_stands_on_the_public_tracker(desk: Desk) -> None:
    assert "belum membuat janji" in desk.get().text
    number = desk.make()
    promise = desk.one(number)
    assert (promise.budget, promise.budget_source, promise.origin) == (25_000_000, "apbd", "own")
    assert "Membuka loket kedua" in desk.public("/promises").text
    assert "Janji diterbitkan." in desk.get(number).text
    assert [deed.action for deed in desk.deeds()] == ["promise.make"]
    assert json.loads(desk.deeds()[0].detail)["after"]["owner"] == "Bidang Pelayanan"
    assert "@" not in desk.public(f"/promises/{number}").text


BAD = [
    ("due_on", "2020-01-01", "Tenggat ini sudah lewat"),
    ("due_on", "2199-01-01", "Terlalu jauh"),
    ("due_on", "kemarin", "Isikan tanggal"),
    ("due_on", "", "Isian ini wajib ada"),
    ("starts_on", "2198-01-01", "Tenggat mendahului hari mulai"),
    ("budget", "-5", "tidak dapat kurang dari nol"),
    ("budget", "lima juta", "Isikan rupiah utuh"),
    ("budget", "٣٤", "Isikan rupiah utuh"),
    ("budget", "9999999999999999", "terlalu besar"),
    ("budget_source", "", "dari mana anggarannya"),
    ("budget_source", "saku", "Pilihan ini tidak dikenal"),
    ("owner", "", "Isian ini wajib ada"),
    ("owner", "   ", "Isian ini wajib ada"),
    ("owner", "Bidang\0", "karakter kendali"),
    ("element", "cuaca", "Pilihan ini tidak dikenal"),
    ("kind", "magic", "Pilihan ini tidak dikenal"),
    ("action", "a" * 10_000, "Terlalu panjang"),
    ("cause", "", "Isian ini wajib ada"),
]


def test_a_bad_promise_is_refused_in_words_and_nothing_typed_is_lost(desk: Desk) -> None:
    for field, value, words in BAD:
        answer = desk.send("new", **fields(**{"cause": "Loket <satu> saja", field: value}))
        assert answer.status_code == 422, (field, value)
        assert words in answer.text, (field, value)
        assert re.search(rf'href="#({field}|due_on)"', answer.text), (field, value)
        assert field == "cause" or "Loket &lt;satu&gt; saja" in answer.text, (field, value)
    assert desk.all() == []


def test_the_weakest_element_is_proposed_with_its_reason_and_kept_as_what_led_to_it(desk: Desk) -> None:
    desk.inside(a_service)
    desk.inside(lambda: ratings(40, packed="444434442"))
    desk.inside(lambda: close("2026-07"))
    page = desk.get("new").text
    assert '<option selected value="sarana">' in page
    assert "Pada Triwulan III 2026, menurut 40 penilaian di kanal utama." in page
    assert '<option selected value="biaya">' in desk.get("new?element=biaya").text
    assert desk.one(desk.make(element="sarana")).trigger_period == "2026-Q3"
    assert desk.one(desk.make(element="pengaduan")).trigger_period == ""


def test_a_date_is_moved_with_its_reason(desk: Desk) -> None:
    number = desk.make()
    assert 'value="25.000.000"' in desk.get(f"{number}/change").text
    assert desk.send(f"{number}/change", **fields(due_on=LATER, version="1")).status_code == 422
    assert desk.one(number).version == 1
    moved = fields(due_on=LATER, version="1", reason="Lelang diulang")
    assert desk.send(f"{number}/change", **moved).status_code == 303
    assert desk.one(number).due_on.isoformat() == LATER
    assert "Lelang diulang" in desk.public(f"/promises/{number}").text
    assert [deed.action for deed in desk.deeds()] == ["promise.make", "promise.change"]


def test_who_saves_second_sees_both_in_words_and_may_save_knowingly(desk: Desk) -> None:
    number = desk.make()
    assert desk.send(f"{number}/change", **fields(kind="facility", version="1")).status_code == 303
    answer = desk.send(f"{number}/change", **fields(kind="information", version="1"))
    assert answer.status_code == 409
    assert re.search(r"<td class=.said.>Sarana</td>\s*<td class=.said.>Informasi</td>", answer.text)
    assert 'name="version" value="2"' in answer.text
    assert desk.one(number).kind == "facility"
    assert desk.send(f"{number}/change", **fields(kind="information", version="2")).status_code == 303
    assert desk.one(number).kind == "information"
    assert desk.send(f"{number}/change", **fields(version="satu")).status_code == 422


def test_the_steps_are_taken_and_one_out_of_turn_is_said_so(desk: Desk) -> None:
    number = desk.make()
    assert desk.step(number, "start").status_code == 303
    wrong = desk.step(number, "finish", " ")
    assert wrong.status_code == 422
    assert 'href="#finish-note"' in wrong.text
    assert 'id="finish-note"' in wrong.text
    assert desk.step(number, "finish", "Loket kedua dibuka").status_code == 303
    assert desk.step(number, "start").status_code == 303
    assert "Langkah ini tidak mungkin lagi" in desk.get(number).text
    assert desk.step(number, "reopen", "Tutup lagi").status_code == 303
    assert desk.step(number, "withdraw", "Dialihkan").status_code == 303
    assert (desk.one(number).state, desk.one(number).round) == ("withdrawn", 1)
    assert {desk.step(number, step, "x").status_code for step in ("hapus", "change")} == {404}
    steps = ("make", "start", "finish", "reopen", "withdraw")
    assert [deed.action for deed in desk.deeds()] == [f"promise.{step}" for step in steps]
    page = desk.public(f"/promises/{number}").text
    assert all(said in page for said in ("Loket kedua dibuka", "Tutup lagi", "Dialihkan"))


def test_a_withdrawn_promise_is_not_edited(desk: Desk) -> None:
    number = desk.make()
    desk.step(number, "withdraw", "Dialihkan")
    assert desk.get(f"{number}/change").status_code == 303
    assert desk.send(f"{number}/change", **fields(owner="Lain", version="2")).status_code == 303
    assert desk.send(f"{number}/files", file=a_photo(), caption="Loket").status_code == 303
    assert (desk.one(number).owner, desk.files(number)) == ("Bidang Pelayanan", [])
    assert len(desk.inside(lambda: history_of(promise_by_number(number)))) == 2
    page = desk.get(number).text
    assert "Langkah berikutnya" not in page
    assert "Tambah gambar" not in page


def test_a_promise_of_another_unit_is_not_found_by_its_number(desk: Desk) -> None:
    other = desk.inside(lambda: a_promise("puskesmas-remu"))
    assert desk.get(other).status_code == 404
    assert desk.get(f"{other}/change").status_code == 404
    for path in ("change", "steps/start", "steps/withdraw", "files", "files/1/remove", "hand-over", "take", "decline"):
        assert desk.send(f"{other}/{path}", **fields()).status_code == 404, path
    assert desk.client.get(f"/workplace/puskesmas-remu/promises/{other}").status_code == 403
    assert desk.one(other).version == 1


def test_a_unit_hands_its_promise_on_and_the_other_takes_it(app: Flask, desk: Desk) -> None:
    number = desk.make()
    other = Desk(app, "puskesmas-remu", "unit_head")
    assert desk.send(f"{number}/hand-over", **{"hand-unit": "dukcapil"}).status_code == 422
    assert desk.send(f"{number}/hand-over", **{"hand-unit": "puskesmas-remu"}).status_code == 303
    assert "Diminta diteruskan unit Anda" in other.get().text
    assert other.send(f"{number}/take").status_code == 303
    assert "Diteruskan unit lain" in desk.public(f"/promises/{number}").text
    assert (desk.get(number).status_code, other.get(number).status_code) == (404, 200)
    assert other.send(f"{number}/take").status_code == 404
    assert [deed.action for deed in desk.deeds()][1:] == ["promise.offer", "promise.take"]


def test_a_unit_may_decline_what_is_handed_on(app: Flask, desk: Desk) -> None:
    number = desk.make()
    other = Desk(app, "puskesmas-remu")
    desk.send(f"{number}/hand-over", **{"hand-unit": "puskesmas-remu"})
    assert other.send(f"{number}/decline").status_code == 303
    assert (desk.one(number).unit.slug, desk.one(number).offered_to_id) == ("dukcapil", None)


def test_a_number_of_a_person_is_refused_in_words_wherever_everybody_would_read_it(desk: Desk) -> None:
    nip, words = "19800101 200501 1 001", "menyebut kantor, bukan orang"
    for field in ("owner", "action", "cause"):
        answer = desk.send("new", **fields(**{field: f"Yohanes, NIP {nip}"}))
        assert (field, answer.status_code, answer.text.count(words)) == (field, 422, 2)
        assert nip in answer.text
    number = desk.make()
    assert desk.step(number, "finish", f"Dikerjakan oleh {nip}").status_code == 422
    assert desk.send(f"{number}/change", **fields(version="1", reason=nip)).status_code == 422
    assert [promise.id for promise in desk.all()] == [number]
    assert nip not in desk.public(f"/promises/{number}").text
