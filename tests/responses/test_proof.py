"""The proof of work: asked for over a soft limit, good for one rating of one service, and for ten minutes."""

from __future__ import annotations

import base64
import json
import re
import uuid
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.core import proofs
from portal.core.clock import now
from portal.core.proofs import new_challenge
from portal.domain.limits import DEVICE_STEP
from tests.builders import ANSWERS, a_code, a_service
from tests.responses.posting import FORM, count, noticed, token, token_in
from tests.responses.solving import crowd, post, solved

KEY = "0b7ad21c-40a5-4a0f-8d23-3c7b1c7e0001"


@pytest.fixture(autouse=True)
def city(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "ROUNDS", 10)
    with app.app_context():
        a_service()
        a_service("kk", name="Kartu Keluarga")


def challenge_for(client: FlaskClient, key: str = KEY, **change: Any) -> dict[str, Any]:
    answer = post(client, key, **change)
    assert answer.status_code == 428
    assert answer.get_json()["code"] == "proof_required"
    asked: dict[str, Any] = answer.get_json()["challenge"]
    return asked


def refusal(client: FlaskClient, key: str = KEY, **change: Any) -> str:
    answer = post(client, key, **change)
    assert answer.status_code == 422
    (error,) = answer.get_json()["errors"]
    assert error["field"] == "proof"
    assert error["message"]
    code: str = error["code"]
    return code


def test_a_solved_challenge_lets_the_rating_in_unmarked(app: Flask, client: FlaskClient) -> None:
    crowd(app)
    asked = challenge_for(client)
    assert count(app) == 0
    assert asked["parameters"]["algorithm"] == "PBKDF2/SHA-256"
    assert post(client, KEY, proof=solved(asked)).status_code == 201
    assert noticed(app) == [""]


def test_a_solution_serves_once(app: Flask, client: FlaskClient) -> None:
    crowd(app)
    proof = solved(challenge_for(client))
    first = post(client, KEY, proof=proof)
    again = post(client, KEY, proof=proof)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.get_json()["receipt"] == again.get_json()["receipt"]
    assert refusal(client, str(uuid.uuid4()), proof=proof) == "proof_used"
    assert count(app) == 1


def test_a_mistake_does_not_use_the_solution_up(app: Flask, client: FlaskClient) -> None:
    crowd(app)
    proof = solved(challenge_for(client))
    assert post(client, KEY, proof=proof, answers={"waktu": 9}).status_code == 422
    assert post(client, KEY, proof=proof).status_code == 201


def test_the_solution_of_another_rating_or_service_is_foreign(app: Flask, client: FlaskClient) -> None:
    crowd(app)
    proof = solved(challenge_for(client))
    assert refusal(client, str(uuid.uuid4()), proof=proof) == "proof_foreign"
    assert refusal(client, KEY, proof=proof, service="kk") == "proof_foreign"
    assert count(app) == 0


def test_a_solution_is_good_for_ten_minutes(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "PROOF_SECONDS", -1)
    with app.test_request_context():
        asked = dict(new_challenge(service="ktp-el", key=KEY, at=now()))
    assert refusal(client, proof=solved(asked)) == "proof_expired"


def altered(proof: str, change: Any) -> str:
    content = json.loads(base64.b64decode(proof))
    change(content)
    return base64.b64encode(json.dumps(content).encode()).decode()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "change",
    [
        lambda c: c["solution"].update(derivedKey="00" * 32),
        lambda c: c["solution"].update(derivedKey=None),
        lambda c: c["challenge"]["parameters"].update(cost=1),
        lambda c: c["challenge"]["parameters"].update(keyPrefix=""),
        lambda c: c["challenge"]["parameters"].update(data={"rating": "x"}),
        lambda c: c["challenge"]["parameters"].update(expiresAt=9_999_999_999),
        lambda c: c["challenge"]["parameters"].update(expiresAt="soon"),
        lambda c: c["challenge"].update(signature=""),
        lambda c: c["challenge"].update(parameters=[]),
        lambda c: c.update(challenge=None),
        lambda c: c.clear(),
    ],
)
def test_an_altered_solution_is_told_apart(app: Flask, client: FlaskClient, change: Any) -> None:
    with app.test_request_context():
        proof = solved(dict(new_challenge(service="ktp-el", key=KEY, at=now())))
    assert refusal(client, proof=altered(proof, change)) == "proof_altered"
    assert post(client, KEY, proof=proof).status_code == 201


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("text", ["x", "e30=", "bnVsbA==", "\x00", "W1tb" * 900, "é"])
def test_what_is_no_solution_is_no_fault_of_ours(client: FlaskClient, text: str) -> None:
    assert refusal(client, proof=text) == "proof_altered"


def test_a_visit_code_is_asked_nothing(app: Flask, client: FlaskClient) -> None:
    crowd(app)
    with app.app_context():
        code = a_code(day=now().date())
    assert post(client, visit_code=code).status_code == 201
    assert noticed(app) == [""]


def test_a_known_device_is_asked_nothing_until_its_own_step(app: Flask, client: FlaskClient) -> None:
    services = [f"s{number}" for number in range(DEVICE_STEP + 1)]
    with app.app_context():
        for slug in services:
            a_service(slug)
    assert post(client, service=services[0]).status_code == 201
    crowd(app)
    assert {post(client, service=slug).status_code for slug in services[1:-1]} == {201}
    assert post(client, service=services[-1]).status_code == 428
    assert post(app.test_client()).status_code == 428
    assert noticed(app) == [""] * DEVICE_STEP


def test_the_page_with_a_script_shows_the_step_with_everything_kept(app: Flask, client: FlaskClient) -> None:
    crowd(app)
    sent = {"token": token(client), **ANSWERS, "comment": "Antre lama", "proof": ""}
    answer = client.post(FORM, data=sent)
    assert answer.status_code == 428
    assert "Set-Cookie" not in answer.headers
    assert answer.text.count(" checked") == 9
    assert "Antre lama" in answer.text
    assert token_in(answer) == sent["token"]
    asked = json.loads(unescape(re.findall(r"data-challenge='([^']+)'", answer.text)[0]))
    kept = client.post(FORM, data={**sent, "proof": solved(asked)})
    assert kept.status_code == 303
    assert noticed(app) == [""]


def test_the_page_shows_a_new_challenge_for_a_proof_that_is_none(app: Flask, client: FlaskClient) -> None:
    answer = client.post(FORM, data={"token": token(client), **ANSWERS, "proof": "x"})
    assert answer.status_code == 422
    assert "data-challenge" in answer.text
    assert "rusak atau diubah" in answer.text


def test_without_a_script_the_rating_is_taken_and_marked(app: Flask, client: FlaskClient) -> None:
    crowd(app)
    assert client.post(FORM, data={"token": token(client), **ANSWERS}).status_code == 303
    assert noticed(app) == ["no_proof"]
    assert client.post("/rate/kk", data={"token": token(client, "/rate/kk"), **ANSWERS}).status_code == 303
    assert noticed(app) == ["no_proof", "no_proof"]


def test_no_widget_is_loaded_before_it_is_asked_for(client: FlaskClient) -> None:
    page = client.get(FORM).text
    assert "proof" not in page
