"""What turns the direction of words is taken out at every door for texts; texts without words are refused."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from portal.catalogue.models import Touchpoint, Unit
from portal.core.extensions import db
from portal.followups.models import Course
from portal.publication.models import Notice
from portal.responses.models import Comment
from tests.builders import a_service
from tests.cast import csrf_of, signed_in
from tests.followups.desk import TODAY, Desk, fields
from tests.responses.posting import send
from tests.reviews.cycle import ARGUED, a_city_with_a_cycle, post, stored

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
TURNED, TURNS = "\u202eLoket\u2066 satu\u2069", set("\u202e\u2066\u2069")
BLANK = "\u200b\u202e\u3164"


def test_a_promise_is_kept_without_turns(app: Flask) -> None:
    desk = Desk(app)
    promise = desk.one(desk.make(cause=TURNED, action=TURNED, owner=TURNED))
    assert {promise.cause, promise.action, promise.owner} == {"Loket satu"}
    assert desk.step(promise.id, "finish", TURNED).status_code == 303
    assert not TURNS & set(desk.public(f"/promises/{promise.id}").text)


@pytest.mark.parametrize("name", ["cause", "action"])
def test_a_promise_of_invisible_letters_is_refused(app: Flask, name: str) -> None:
    desk = Desk(app)
    answer = desk.send("new", **fields(**{name: BLANK}))
    assert answer.status_code == 422
    assert "tidak memuat satu huruf" in answer.text
    assert desk.all() == []


def test_a_review_is_written_without_turns(app: Flask) -> None:
    a_city_with_a_cycle(app)
    manager, reviewer = signed_in(app, "manager", "dukcapil"), signed_in(app, "reviewer")
    names = [f"{one.element}-{field}" for one in stored(app).answers for field in ("cause", "done", "planned")]
    address, desk = "/workplace/dukcapil/reviews/1", "/admin/reviews/1/units/dukcapil"
    said = dict.fromkeys(["overview", *names], TURNED)
    empty = dict.fromkeys(["overview", *names], BLANK)
    refused = post(manager, f"{address}/assessment", step="send", version=stored(app).revision, **empty)
    assert (refused[0], stored(app).state) == (422, "self_assessment")
    post(manager, f"{address}/assessment", step="send", version=stored(app).revision, **said)
    assert post(reviewer, f"{desk}/message", text=BLANK)[0] == 422
    post(reviewer, f"{desk}/message", text=TURNED)
    post(reviewer, f"{desk}/close")
    assert post(manager, f"{address}/reply", text=BLANK)[0] == 422
    post(manager, f"{address}/reply", text=TURNED)
    bad = {**ARGUED, "on_results": f"{BLANK} " * 12}
    assert post(reviewer, f"{desk}/argue", version=stored(app).revision, **bad)[0] == 422
    argued = {**ARGUED, "summary": TURNED + ARGUED["summary"]}
    page = post(reviewer, f"{desk}/argue", version=stored(app).revision, **argued)[1]
    assert stored(app).state == "sign_off"
    assert page.count("Loket satu") == len(names) + 4
    assert not TURNS & set(page)


def test_the_comment_of_a_rating_is_kept_without_turns(app: Flask) -> None:
    with app.app_context():
        a_service()
    assert send(app.test_client(), comment=TURNED).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Comment.text)).all() == ["Loket satu"]


@pytest.mark.parametrize(
    ("address", "data", "column"),
    [
        (
            "/admin/units/new",
            {
                "slug": "arsip",
                "name": TURNED,
                "kind": "dinas",
                "parent": "",
                "from_year": str(TODAY.year),
                "step": "do",
            },
            select(Unit.name).where(Unit.slug == "arsip"),
        ),
        ("/admin/touchpoints/new", {"service": "ktp-el", "place": TURNED}, select(Touchpoint.place)),
        (
            "/admin/notices/new",
            {"unit": "dukcapil", "period": "2026-07", "kind": "note", "text": TURNED, "step": "do"},
            select(Notice.text),
        ),
        (
            "/admin/training/new",
            {
                **dict.fromkeys(("name", "provider", "university", "certificate", "competences"), TURNED),
                "elements": "waktu",
                "cost": "0",
                "funding": "apbd",
                "seats": "9",
            },
            select(Course.name),
        ),
    ],
)
def test_names_at_the_desk_are_kept_without_turns_and_need_words(
    app: Flask, address: str, data: dict[str, str], column: object
) -> None:
    with app.app_context():
        a_service()
    client = signed_in(app, "reviewer" if "training" in address else "administrator")

    def kept(**other: str) -> list[str]:
        client.post(address, data={**data, **other, "csrf_token": csrf_of(client, "/account")})
        with app.app_context():
            return [*db.session.scalars(column)]  # type: ignore[call-overload]

    assert kept(**{name: BLANK for name, value in data.items() if value == TURNED}) == []
    assert kept() == ["Loket satu"]
