"""An honest hour behind one address: phones that open forms, read, answer and send, each at its own pace."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.core import limit_storage
from portal.responses import keeping, views
from tests.builders import ANSWERS
from tests.responses.posting import token

SHORT = ("", "", "", "", "Bagus", "Terima kasih", "Pelayanan cepat dan ramah", "Antre lama")
WORDS = (
    "petugas",
    "loket",
    "antre",
    "berkas",
    "ramah",
    "lama",
    "jelas",
    "parkir",
    "bayar",
    "kursi",
    "informasi",
    "jam",
)
STRAIGHT_LINERS = 0.4


class Clock:
    """The time of the village; forms, limits and cookies go by it."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.at = datetime.now(UTC).timestamp()
        self.began = self.at
        patch.setattr(time, "time", lambda: self.at)
        for door in (views, keeping, limit_storage):
            patch.setattr(door, "now", lambda: datetime.fromtimestamp(self.at, UTC))


@dataclass
class Phone:
    """A device with its cookies (or none that it keeps) and the forms that it has open."""

    client: FlaskClient
    has_script: bool
    opened: dict[str, str] = field(default_factory=dict)

    def open(self, service: str) -> None:
        """Fetch a form and begin to read."""
        self.opened[service] = token(self.client, f"/rate/{service}")

    def send(self, service: str, draw: random.Random) -> int:
        """Send what was filled in; the status."""
        straight = draw.random() < STRAIGHT_LINERS
        answers = dict.fromkeys(ANSWERS, 4) if straight else {code: draw.choice((2, 3, 3, 4)) for code in ANSWERS}
        comment = " ".join(draw.choices(WORDS, k=14)) if draw.random() < 0.1 else draw.choice(SHORT)
        script = {"proof": ""} if self.has_script else {}
        content = {"token": self.opened.pop(service), "comment": comment, **answers, **script}
        return self.client.post(f"/rate/{service}", data=content).status_code


def live_an_hour(app: Flask, clock: Clock, services: list[str], *, devices: int, each: int, seed: int) -> Counter[int]:
    """Let every device rate some services within the hour; how often each status came."""
    draw = random.Random(seed)
    events: list[tuple[float, int, Phone, str, bool]] = []
    for number in range(devices):
        phone = Phone(app.test_client(use_cookies=number % 20 != 0), has_script=number % 10 != 0)
        for service in draw.sample(services, each):
            sent = draw.uniform(200, 3599)
            takes = max(9.0, min(200.0, draw.lognormvariate(4.1, 0.6)))
            events += [
                (sent - takes, len(events), phone, service, False),
                (sent, len(events) + 1, phone, service, True),
            ]
    statuses: Counter[int] = Counter()
    for seconds, _number, phone, service, is_sent in sorted(events, key=lambda event: event[:2]):
        clock.at = clock.began + seconds
        if is_sent:
            statuses[phone.send(service, draw)] += 1
        else:
            phone.open(service)
    return statuses
