"""Counting what comes in, across processes: how often, and whether something was there before."""

from __future__ import annotations

from flask import Flask, current_app
from limits.storage import Storage

from config import Settings
from portal.core.extensions import limiter
from portal.core.limit_storage import GUARDED


def guard(app: Flask, settings: Settings) -> Storage | None:
    """Let the limits of the routes hold; returns where they are counted, None where limits are off."""
    app.config.update(
        RATELIMIT_ENABLED=settings.limits,
        RATELIMIT_STORAGE_URI=GUARDED,
        RATELIMIT_STORAGE_OPTIONS={"shared": settings.limits_url, "secret": app.config["SECRET_KEY"]},
        RATELIMIT_HEADERS_ENABLED=False,
    )
    limiter.init_app(app)
    return limiter.storage if settings.limits else None


def is_guarded() -> bool:
    """Whether limits hold; they are off for benchmarks and fault tests alone."""
    return current_app.extensions["portal"].counts is not None


def count(*what: str, seconds: int, amount: int = 1) -> int:
    """How often `what` was counted in its window of `seconds`, this time included. Stored as a keyed hash."""
    return int(_counts().incr(_key(what), seconds, amount))


def counted(*what: str) -> int:
    """How often `what` was counted in the window that runs."""
    return int(_counts().get(_key(what)))


def _counts() -> Storage:
    counts: Storage = current_app.extensions["portal"].counts
    return counts


def _key(what: tuple[str, ...]) -> str:
    return "\0".join(what)
