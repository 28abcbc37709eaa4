"""A process of its own that sends one code from many threads at once: `python redeeming_process.py CODE THREADS`."""

from __future__ import annotations

import sys
import threading
import uuid

from flask import Flask

from config import from_environment
from portal import create_app
from tests.builders import ANSWERS


def main(code: str, number: int) -> None:
    """Say `ready`, wait for a line, and print status and code of each answer."""
    app = create_app(from_environment())
    print("ready", flush=True)
    sys.stdin.readline()
    print(*redeemed_at_once(app, code, number))


def redeemed_at_once(app: Flask, code: str, number: int) -> list[str]:
    """The answers to as many ratings with one code, each from its own thread."""
    start, answers = threading.Barrier(number), list[str]()
    threads = [threading.Thread(target=_send, args=(app, code, start, answers)) for _number in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def _send(app: Flask, code: str, start: threading.Barrier, answers: list[str]) -> None:
    client = app.test_client()
    body = {"service": "ktp-el", "answers": dict(ANSWERS), "visit_code": code}
    start.wait()
    answer = client.post("/api/v1/ratings", json=body, headers={"Idempotency-Key": str(uuid.uuid4())})
    errors = answer.get_json().get("errors")
    answers.append(f"{answer.status_code}:{errors[0]['code'] if errors else ''}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
