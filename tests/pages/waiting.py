"""Duties for tests of the workplace, the letter and the calendar: a feature that has just these."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from flask import Flask

from portal.core.clock import today
from portal.core.duties import Duties, Duty, Person

Given = Callable[[Person, datetime.date], list[Duty]]


def let_wait(app: Flask, monkeypatch: pytest.MonkeyPatch, given: Given) -> None:
    """Let these duties be all that waits."""
    monkeypatch.setattr(app.extensions["portal"], "duties", [Duties(of_person=given)])


def from_today(app: Flask, days: int) -> datetime.date:
    """The day so many days from today in the city."""
    with app.app_context():
        return today() + datetime.timedelta(days=days)
