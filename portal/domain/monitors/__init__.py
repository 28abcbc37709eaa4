"""Monitors of a unit: integer counters by day in, alarms out. Why these, and how sure they are: ADR 18."""

from portal.domain.monitors.alarms import Alarm, Monitor
from portal.domain.monitors.counters import Counters, Series, counted, first_of, week_of
from portal.domain.monitors.fitting import Candidate, reasons
from portal.domain.monitors.redemptions import Batch, Batches
from portal.domain.monitors.watching import DAYS, Watched, alarms, usual_counts

__all__ = [
    "DAYS",
    "Alarm",
    "Batch",
    "Batches",
    "Candidate",
    "Counters",
    "Monitor",
    "Series",
    "Watched",
    "alarms",
    "counted",
    "first_of",
    "reasons",
    "usual_counts",
    "week_of",
]
