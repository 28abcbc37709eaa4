"""Pictures at the desk: published with their words and without their place, six a round, removed with a reason."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.followups.desk import Desk
from tests.followups.making import a_promise
from tests.followups.photos import a_photo

on_sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(app)


def test_evidence_is_shown_to_everybody_without_its_place(desk: Desk) -> None:
    number = desk.make()
    desk.step(number, "finish", "Loket kedua dibuka")
    answer = desk.send(f"{number}/files", file=a_photo(), caption="Loket <kedua>")
    assert answer.status_code == 303
    file = desk.files(number)[0]
    address = f"/promises/{number}/files/{file.id}.jpg"
    page = desk.public(f"/promises/{number}").text
    assert f'src="{address}" alt="Loket &lt;kedua&gt;" width="640" height="480"' in page
    shown = desk.public(address)
    assert (shown.status_code, shown.mimetype, shown.headers["X-Content-Type-Options"]) == (
        200,
        "image/jpeg",
        "nosniff",
    )
    assert b"Exif" not in shown.data
    assert b"Kamera Rahasia" not in shown.data
    assert "Set-Cookie" not in shown.headers
    other = desk.inside(lambda: a_promise("puskesmas-remu"))
    assert desk.public(f"/promises/{other}/files/{file.id}.jpg").status_code == 404


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan gambar JPEG, PNG atau WebP"),
        (b"<!doctype html><script>alert(1)</script>", "bukan gambar JPEG, PNG atau WebP"),
        (b"<script>alert(1)</script>" + a_photo(), "bukan gambar JPEG, PNG atau WebP"),
        (a_photo()[:2000], "rusak atau terpotong"),
        (b"", "wajib ada"),
        ("loket.jpg", "wajib ada"),
        (b"\xff\xd8" + b"\0" * (8 * 1024 * 1024), "paling banyak 8 MB"),
    ],
    ids=["svg", "html", "polyglot", "cut", "empty", "text", "large"],
)
@on_sqlite
def test_what_is_no_picture_is_refused_in_words(desk: Desk, data: bytes | str, words: str) -> None:
    number = desk.make()
    answer = desk.send(f"{number}/files", file=data, caption="Loket kedua")
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Loket kedua"' in answer.text
    assert desk.files(number) == []


@on_sqlite
def test_much_is_taken_here_alone_and_not_without_bound(desk: Desk) -> None:
    number = desk.make()
    assert desk.send(f"{number}/files", file=b"\0" * (10 * 1024 * 1024), caption="x").status_code == 413
    assert desk.send(f"{number}/steps/start", file=b"\0" * (1024 * 1024)).status_code == 413


@on_sqlite
def test_a_picture_needs_its_words_and_six_a_round_are_enough(desk: Desk) -> None:
    number = desk.make()

    def add(caption: str = "Loket") -> int:
        return desk.send(f"{number}/files", file=a_photo(40, 30), caption=caption).status_code

    assert [add(""), add(" "), add("a" * 201), add("a\0")] == [422] * 4
    assert [add() for _time in range(7)] == [303] * 6 + [422]
    desk.step(number, "finish", "Selesai")
    assert add() == 422
    desk.step(number, "reopen", "Belum")
    assert add() == 303
    assert [file.round for file in desk.files(number)] == [1] * 6 + [2]


def test_a_removed_picture_leaves_its_words_and_no_bytes(desk: Desk) -> None:
    number = desk.make()
    desk.send(f"{number}/files", file=a_photo(), caption="Loket kedua")
    file = desk.files(number)[0].id
    shown, removal = f"/promises/{number}/files/{file}.jpg", f"{number}/files/{file}/remove"
    assert desk.public(shown).status_code == 200
    refused = desk.send(removal, **{"remove-reason": ""})
    assert refused.status_code == 422
    assert f'href="#remove-reason-{file}"' in refused.text
    assert desk.send(removal, **{"remove-reason": "Wajah warga tampak"}).status_code == 303
    assert desk.public(shown).status_code == 404
    assert "Wajah warga tampak" in desk.public(f"/promises/{number}").text
    assert desk.send(removal, **{"remove-reason": "lagi"}).status_code == 404
    assert [deed.action for deed in desk.deeds()][1:] == ["promise.add_file", "promise.remove_file"]
