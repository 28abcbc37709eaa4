"""A twin of the portal that never held a rating: it knows the catalogue, the block lists' sums and the public counts.

If every public address answers the same there as in the portal itself, then nothing that is published, in any format,
rests on anything but whole blocks and public counts. New addresses are found by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from flask import Flask
from sqlalchemy import Table, insert, select
from werkzeug.routing import Rule

from portal.core.access import Audience
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.periods import Period, PeriodKind
from tests.backends import SqliteBackend
from tests.disclosure.block_lists import BlockLists

PUBLIC = (Audience.PUBLIC, Audience.EMBED, Audience.OPEN_DATA)
OF_ONE = ("elements", "trend")
OF_MANY = ("matrix", "scores", "changes", "comparison", "participation", "funnel-dinas")
DOCUMENTS = ("skm", "poster", "followup")
PERIODS = [
    Period(kind, year, number)
    for year in (2024, 2025)
    for kind in PeriodKind
    for number in range(1, 12 // kind.value + 1)
]
_RECOMPUTED = {"rollup", "public_count", "public_reason"}
_PRIVATE = {"response", "held_cluster"}
_KNOWN = {"survey_version", "alembic_version"}
"""What migrations bring along."""
Counts = Mapping[tuple[int, str], tuple[int, int, int, int]]
"""By unit and month: published, waiting, held, excluded."""
Reasons = Mapping[tuple[int, str, str], Mapping[str, int]]
"""By unit, month and state (held, excluded, counted): how many for each reason."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Places:
    """What addresses may name."""

    units: Sequence[str]
    services: Sequence[str]
    promises: Sequence[int]

    def some_addresses(self, app: Flask, n: int, rng: Random) -> list[str]:
        """n public addresses of all kinds, at random; each rule of the address map about as often as any other."""
        rules = [rule for rule in app.url_map.iter_rules() if _is_public(app, rule)]
        return [self._address(app, rules[number % len(rules)], rng) for number in range(n)]

    def _address(self, app: Flask, rule: Rule, rng: Random) -> str:
        values = {
            "unit": rng.choice(self.units),
            "service": rng.choice(self.services),
            "chart": rng.choice(OF_ONE if {"unit", "service"} & rule.arguments else OF_ONE + OF_MANY),
            "period": rng.choice(PERIODS).text,
            "name": rng.choice(DOCUMENTS),
            "number": rng.choice(self.promises),
            "promise": rng.choice(self.promises),
            "file": 1,
        }
        unknown = rule.arguments - values.keys()
        assert not unknown, f"say what may stand for {unknown} in {rule.rule}"
        path = app.url_map.bind("localhost").build(rule.endpoint, {name: values[name] for name in rule.arguments})
        if rule.rule.startswith("/promises") or rule.rule.endswith(".pdf"):
            return f"{path}?{rng.choice(['', 'lang=en'])}"
        asked = rng.choice(["", *[f"period={rng.choice(PERIODS)}"] * 5])
        filters = ["&kind=dinas", "&distrik=Distrik 1"] if rule.rule.startswith("/accountability") else []
        return f"{path}?{asked}{rng.choice(['', '&lang=en', *filters])}"


def _is_public(app: Flask, rule: Rule) -> bool:
    audience = app.extensions["portal"].audiences.get(rule.endpoint.split(".")[0])
    return "GET" in (rule.methods or ()) and audience in PUBLIC


class Twin:
    """The twin application, filled anew for each publication that is looked at."""

    def __init__(self, folder: Path) -> None:
        self._backend = SqliteBackend(folder)

    @property
    def app(self) -> Flask:
        """The application."""
        return self._backend.app

    def close(self) -> None:
        """Let go of its connections."""
        self._backend.close()

    def fill(self, rows: Mapping[str, Sequence[Row]], lists: BlockLists, counts: Counts, reasons: Reasons) -> None:
        """Put in what `public_rows` gave, and the sums and counts as they were recomputed."""
        self._backend.reset()
        with self.app.app_context(), transaction():
            for table in db.metadata.sorted_tables:
                _fill(table, rows.get(table.name, ()))
            _fill(db.metadata.tables["rollup"], _rollup_rows(lists))
            _fill(db.metadata.tables["public_count"], _count_rows(counts))
            _fill(db.metadata.tables["public_reason"], _reason_rows(reasons))

    def differences(self, app: Flask, addresses: Iterable[str]) -> list[str]:
        """Addresses that answer otherwise there than in the portal."""
        found = []
        for address in addresses:
            here, there = _answer(app, address), _answer(self.app, address)
            if here != there:
                found.append(f"{address}: {here[0]}, in the twin {there[0]}: {_first_difference(here[1], there[1])}")
        return found


def public_rows() -> dict[str, list[Row]]:
    """All rows of tables that hold nothing about one rating, but for those that the twin recomputes."""
    private = set(_PRIVATE)
    for table in db.metadata.sorted_tables:
        if any(key.column.table.name in private for key in table.foreign_keys):
            private.add(table.name)
    kept = [t for t in db.metadata.sorted_tables if t.name not in private | _RECOMPUTED | _KNOWN]
    return {table.name: [dict(row) for row in db.session.execute(select(table)).mappings()] for table in kept}


def _answer(app: Flask, address: str) -> tuple[int, bytes]:
    """Status and body; an error's body holds the request's own number. In a context of its own, for its language."""
    with app.app_context():
        answer = app.test_client().get(address)
        return answer.status_code, answer.data if answer.status_code == 200 else b""


def _first_difference(here: bytes, there: bytes) -> str:
    """The words around the first byte that differs, so that a complaint can be followed up."""
    place = next((n for n, (one, other) in enumerate(zip(here, there, strict=False)) if one != other), len(here))
    said, instead = here[max(0, place - 300) : place + 120], there[place : place + 120]
    return f"…{said.decode(errors='replace')} | {instead.decode(errors='replace')}"


def _fill(table: Table, rows: Sequence[Row]) -> None:
    if rows:
        db.session.execute(insert(table), list(rows))


def _rollup_rows(lists: BlockLists) -> list[Row]:
    return [
        {
            **vars(cell),
            "element": element,
            "position": position,
            **dict(zip(("blank", "n1", "n2", "n3", "n4"), counts, strict=True)),
        }
        for cell, sums in lists.sums.items()
        for position, (element, counts) in enumerate(sums.tallies.items())
    ]


def _count_rows(counts: Counts) -> list[Row]:
    return [
        {
            "unit_id": unit_id,
            "month": month,
            "drawn": 0,
            "set_aside": 0,
            "published": published,
            "waiting": waiting,
            "held": held,
            "excluded": excluded,
        }
        for (unit_id, month), (published, waiting, held, excluded) in counts.items()
    ]


def _reason_rows(reasons: Reasons) -> list[Row]:
    return [
        {"unit_id": unit_id, "month": month, "state": state, "reason": reason, "n": n}
        for (unit_id, month, state), counts in reasons.items()
        for reason, n in counts.items()
        if n
    ]
