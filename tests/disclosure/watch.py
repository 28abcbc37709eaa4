"""Watches a city from outside: keeps the block lists and the public counts of each publication, and checks figures."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from flask import Flask
from sqlalchemy import select

from portal.catalogue.models import Service, Unit
from portal.core.extensions import db
from portal.domain.entries import BlockKind
from portal.domain.integrity import State
from portal.domain.periods import Period, month_of, parse_period, previous_month
from portal.domain.questionnaire import Channel
from portal.followups.models import Promise
from portal.ledger.models import LedgerEntry
from portal.publication.models import PublicCount, PublicReason
from tests.backends import Backend
from tests.disclosure.attacks import isolates
from tests.disclosure.block_lists import BlockLists
from tests.disclosure.city import City, Volume
from tests.disclosure.fates import Fates
from tests.disclosure.twin import PERIODS, Counts, Places, Reasons, Twin, public_rows

CLOSING_DAY = 7
_FOUR = ("published", "waiting", "held", "excluded")


@dataclass
class Watch:
    """What was seen, and every complaint about it. `looks` are the publications at which all formats are read."""

    app: Flask
    city: City
    twin: Twin
    looks: Sequence[datetime.date]
    addresses: int
    """How many public addresses are compared with the twin at each look."""
    asked_units: int
    """Of how many units each look reads the scorecards of all periods."""
    lists: BlockLists = field(default_factory=BlockLists)
    complaints: list[str] = field(default_factory=list)
    n_of: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """The n that was last published, by unit, channel and period."""
    excluded_n_of: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """The same of excluded ratings."""
    compared: Counter[str] = field(default_factory=Counter)
    _last_entry: int = 0

    def __post_init__(self) -> None:
        self.rng = Random(self.city.volume.seed)
        units = db.session.scalars(select(Unit.slug).order_by(Unit.id)).all()
        services = db.session.scalars(select(Service.slug).order_by(Service.id)).all()
        promises = db.session.scalars(select(Promise.id).order_by(Promise.id)).all()
        self.places = Places(units, services, promises)
        self.unit_ids = {slug: number for number, slug in enumerate(units, start=1)}

    def after_release(self, day: datetime.date, number: int) -> None:
        """Read the new blocks and the counts; at a look, everything."""
        self.lists.read_on(number)
        self.complaints += self.counts_in_tens(day)
        self.complaints += self.entries_in_tens(day)
        if day in self.looks:
            self.look(day)

    def look(self, day: datetime.date) -> None:
        """Read what is published in every format, and compare it with whole blocks."""
        counts, reasons = self._expected(day)
        units = self.rng.sample(list(self.places.units), self.asked_units)
        for unit in units:
            for period in PERIODS:
                self.complaints += self.scorecard(unit, period, counts)
                self.complaints += self.account(unit, period, counts, reasons)
                self.compared["scorecards"] += 1
        self.complaints += self._tables(units)
        self.twin.fill(public_rows(), self.lists, counts, reasons)
        addresses = self.places.some_addresses(self.app, self.addresses, self.rng)
        self.complaints += self.twin.differences(self.app, addresses)
        self.compared["addresses"] += len(addresses)

    # --- numbers, one by one -------------------------------------------------------------------------------------

    def scorecard(self, unit: str, period: Period, counts: Counts) -> Iterator[str]:
        """What the scorecard of a unit shows otherwise than whole blocks and the counts say."""
        card = self.app.test_client().get(f"/api/v1/units/{unit}/scorecard?period={period}").get_json()
        unit_id = self.unit_ids[unit]
        for channel in Channel:
            n, histograms = self.lists.total(unit_id=unit_id, channel=channel, periods=period.block_periods)
            score = card["channels"][channel]
            self.n_of[unit, channel, period.text] = score["n"]
            yield from _unlike(f"{unit} {channel} {period} n", score["n"], n)
            yield from (_few(f"{unit} {channel} {period} n", score["n"]) if isolates(score["n"]) else ())
            for code, element in score["elements"].items():
                expected = list(histograms.get(code, (0, 0, 0, 0)))
                yield from _unlike(f"{unit} {channel} {period} {code} n", element["n"], sum(expected) if n else 0)
                if element["histogram"] is not None:
                    yield from _unlike(f"{unit} {channel} {period} {code}", element["histogram"], expected)
                if element["hidden"] and score["index"] is not None:
                    yield f"{unit} {channel} {period}: an index beside the hidden {code}"
        received = tuple(card["received"][name] for name in _FOUR)
        yield from _unlike(f"{unit} {period} received", received, _over(counts, unit_id, period))

    def _tables(self, units: Sequence[str]) -> Iterator[str]:
        """The tables of units and of the whole city, number by number."""
        for unit in units:
            for row in self._csv(f"/units/{unit}/trend.csv"):
                yield from self._row(row, self.unit_ids[unit])
        for row in self._csv("/accountability/trend.csv"):
            yield from self._row(row, None)
        for period in self.rng.sample(PERIODS, min(len(PERIODS), 2 * self.asked_units)):
            for row in self._csv(f"/accountability/scores.csv?period={period}"):
                yield from self._row(row, self.unit_ids[row["unit"]])

    def _row(self, row: dict[str, str], unit_id: int | None) -> Iterator[str]:
        periods = parse_period(row["period"]).block_periods
        n, _histograms = self.lists.total(unit_id=unit_id, channel=row["channel"], periods=periods)
        self.compared["rows"] += 1
        yield from _unlike(f"row {row}", int(row["n"]), n)

    def _csv(self, address: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.app.test_client().get(address).text)))

    # --- what excluded ratings say ---------------------------------------------------------------------------------

    def account(self, unit: str, period: Period, counts: Counts, reasons: Reasons) -> Iterator[str]:
        """What the public account of a unit shows otherwise than whole blocks, the counts and the decisions say."""
        shown = self.app.test_client().get(f"/api/v1/units/{unit}/account?period={period}").get_json()
        unit_id = self.unit_ids[unit]
        received = tuple(shown["received"][name] for name in _FOUR)
        yield from _unlike(f"{unit} {period} account", received, _over(counts, unit_id, period))
        for state, name in (("held", "held"), ("excluded", "excluded"), ("counted", "counted_after_holding")):
            expected: Counter[str] = Counter()
            for month in period.months:
                expected.update(reasons.get((unit_id, month, state), {}))
            yield from _unlike(f"{unit} {period} {name}", shown[name], dict(+expected))
        for name, place in (("held", 2), ("excluded", 3)):
            yield from _unlike(f"{unit} {period} sum of {name}", sum(shown[name].values()), received[place])
        for channel in Channel:
            n, _histograms = self.lists.total(
                unit_id=unit_id, channel=channel, periods=period.block_periods, kind=BlockKind.EXCLUDED
            )
            score = shown["excluded_ratings"][channel]
            self.excluded_n_of[unit, channel, period.text] = score["n"]
            yield from _unlike(f"{unit} {channel} {period} excluded n", score["n"], n)
            yield from (_few(f"{unit} {channel} {period} excluded n", n) if isolates(n) else ())

    # --- counts --------------------------------------------------------------------------------------------------

    def expected_counts(self, day: datetime.date) -> Counts:
        """What became of each rating that the log has listed, by unit and month, as the public may see it."""
        return self._expected(day)[0]

    def expected_reasons(self, day: datetime.date) -> Reasons:
        """As `expected_counts`, of held and excluded ratings, and of those counted after holding, by the reason."""
        return self._expected(day)[1]

    def _expected(self, day: datetime.date) -> tuple[Counts, Reasons]:
        fates = Fates.read(self.lists)
        counts: dict[tuple[int, str], tuple[int, int, int, int]] = {}
        reasons: dict[tuple[int, str, str], Mapping[str, int]] = {}
        for (unit_id, month), exact in fates.by_month().items():
            shown = exact.shown(running=self._is_running(month, day))
            counts[unit_id, month] = shown.four
            reasons |= {(unit_id, month, state): of for state, of in shown.reasons.items()}
        return counts, reasons

    def _is_running(self, month: str, day: datetime.date) -> bool:
        """Until it is over and closed, on the seventh of the next."""
        last = previous_month(month_of(day))
        return month > (last if day.day >= CLOSING_DAY else previous_month(last))

    def counts_in_tens(self, day: datetime.date) -> Iterator[str]:
        """In running months, held and excluded ratings show no change below ten, night after night."""
        rows = db.session.execute(
            select(PublicCount.unit_id, PublicCount.month, PublicCount.held, PublicCount.excluded)
        )
        for unit_id, month, held, excluded in rows:
            self.compared["counts"] += 1
            if self._is_running(month, day) and (held % 10 or excluded % 10):
                yield f"unit {unit_id} {month} on {day}: held {held}, excluded {excluded}"
        by_reason = select(PublicReason.month, PublicReason.state, PublicReason.reason, PublicReason.n)
        for month, state, reason, n in db.session.execute(by_reason.where(PublicReason.n % 10 != 0)):
            if state == State.COUNTED or self._is_running(month, day):
                yield f"{month} on {day}: {state} for {reason}: {n}"

    def entries_in_tens(self, day: datetime.date) -> Iterator[str]:
        """The log says of holding and deciding what the account says, and nothing finer."""
        query = select(LedgerEntry.id, LedgerEntry.payload).where(LedgerEntry.id > self._last_entry)
        for number, payload in db.session.execute(query.order_by(LedgerEntry.id)):
            self._last_entry, entry = number, json.loads(payload)
            if entry["entry"] not in {"hold", "decision"}:
                continue
            self.compared["entries"] += 1
            if entry["n"] % 10 and (entry.get("state") == "counted" or self._is_running(entry["month"], day)):
                yield f"entry on {day}: {payload}"


def _over(counts: Counts, unit_id: int, period: Period) -> tuple[int, ...]:
    months = [counts[unit_id, month] for month in period.months if (unit_id, month) in counts]
    return tuple(sum(values) for values in zip(*months, strict=True)) or (0, 0, 0, 0)


def _unlike(what: str, shown: object, expected: object) -> Iterator[str]:
    if shown != expected:
        yield f"{what}: {shown}, in whole blocks {expected}"


def _few(what: str, n: int) -> Iterator[str]:
    yield f"{what}: {n}"


@contextmanager
def two_years(
    backend: Backend,
    folder: Path,
    volume: Volume,
    *,
    looks: Sequence[datetime.date],
    addresses: int,
    asked_units: int,
) -> Iterator[Watch]:
    """Two years of a city on a backend, watched, with the application's context pushed and a twin in `folder`."""
    backend.reset()
    twin = Twin(folder)
    with backend.app.app_context():
        watch = Watch(backend.app, City(volume), twin, looks, addresses=addresses, asked_units=asked_units)
        watch.city.live(watch.after_release)
        yield watch
    twin.close()
