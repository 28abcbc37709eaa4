"""When a staff session ends by itself, how far it has come, and how long a guesser waits."""

from __future__ import annotations

import datetime
from enum import StrEnum

IDLE = datetime.timedelta(minutes=30)
ABSOLUTE = datetime.timedelta(hours=12)
HALF_WAY = datetime.timedelta(minutes=10)
"""How long the second step may take after the password."""

LINK_LASTS = datetime.timedelta(minutes=20)
"""How long a one-time link works."""

FREE_TRIES = 5
LONGEST_WAIT = datetime.timedelta(minutes=15)
FORGOTTEN_AFTER = datetime.timedelta(hours=24)


class Stage(StrEnum):
    """How far somebody has come in signing in."""

    SECOND_STEP = "second_step"
    """The password was right; the second factor is still asked for."""
    ENROL = "enrol"
    """The password was right; a second factor must be set up before anything else."""
    FULL = "full"


def ends_at(stage: Stage, started_at: datetime.datetime, seen_at: datetime.datetime) -> datetime.datetime:
    """When a session of that stage ends unless it is used again."""
    if stage is Stage.SECOND_STEP:
        return started_at + HALF_WAY
    return min(started_at + ABSOLUTE, seen_at + IDLE)


def waits_until(tries: int, last_try: datetime.datetime) -> datetime.datetime:
    """When the next try is read after so many wrong ones in a row: five are free, then 2, 4, 8 … seconds."""
    if tries < FREE_TRIES:
        return last_try
    seconds = min(2.0 ** (tries - FREE_TRIES + 1), LONGEST_WAIT.total_seconds())
    return last_try + datetime.timedelta(seconds=seconds)
