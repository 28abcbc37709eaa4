"""Writes of the sample city: its catalogue, its ratings, its staff."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from portal.accounts.models import Staff
from portal.accounts.passwords import hashed_password
from portal.accounts.queries import staff_by_email
from portal.accounts.services import create_staff, set_password
from portal.catalogue.forms import catalogue_lines
from portal.catalogue.models import SampleCity
from portal.catalogue.services import Imported, import_catalogue
from portal.core.csv_files import BadLine, read_csv
from portal.core.database import serialise
from portal.core.extensions import db
from portal.domain.errors import Refused
from portal.domain.notices import NoticeKind
from portal.domain.periods import quarter_of
from portal.domain.permissions import Role
from portal.publication.services import add_notice
from portal.responses.services import BulkRating, store_bulk
from portal.sample.city import UNITS, catalogue_csv
from portal.sample.queries import Holds, holds, services_by_slug
from portal.sample.ratings import SampleRating

DOMAIN = "contoh.sorong.example"
CAST = (
    ("manajer.dukcapil", Role.MANAGER, "dukcapil"),
    ("kepala.dukcapil", Role.UNIT_HEAD, "dukcapil"),
    ("manajer.puskesmas-remu", Role.MANAGER, "puskesmas-remu"),
    ("kepala.puskesmas-remu", Role.UNIT_HEAD, "puskesmas-remu"),
    ("penilai", Role.REVIEWER, None),
    ("penilai.dua", Role.REVIEWER, None),
    ("moderator", Role.MODERATOR, None),
    ("integritas.satu", Role.INTEGRITY, "bkpsdm"),
    ("integritas.dua", Role.INTEGRITY, "dinas-kominfo"),
    ("auditor", Role.AUDITOR, None),
    ("admin", Role.ADMINISTRATOR, None),
    ("admin.dua", Role.ADMINISTRATOR, None),
)
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""None that is read for another one."""


@dataclass(frozen=True)
class Account:
    """A sample account with its password, as it is written to the file of accounts and nowhere else."""

    email: str
    role: str
    unit: str
    password: str


def store_catalogue(*, year: int, seed: int) -> Imported:
    """Units and services, staff counted from `year`, and the mark that all of this is invented.

    Raises Refused `not_empty` if somebody else filled the portal since it was looked at.
    """
    serialise("sample")
    if holds() is not Holds.NOTHING:
        raise Refused("not_empty")
    table = read_csv(catalogue_csv(UNITS))
    if isinstance(table, BadLine):
        raise TypeError(str(table))
    lines, bad = catalogue_lines(table)
    if bad:
        raise ValueError("; ".join(map(str, bad)))
    db.session.add(SampleCity(seed=seed))
    return import_catalogue(lines=lines, year=year)


def store_ratings(*, ratings: Iterable[SampleRating], survey_id: int) -> None:
    """Ratings in bulk, of services that are in the catalogue."""
    services = services_by_slug()
    store_bulk(_bulk(rating, *services[rating.service], survey_id) for rating in ratings)


def store_notices(*, running: str, day: datetime.date) -> None:
    """What happened in the city, beside the numbers it explains: a flood last July, a counter that moved."""
    year = int(running[:4]) - (running[5:] <= "07")
    add_notice(
        unit=None,
        period=f"{year}-07",
        kind=NoticeKind.NOTE,
        text="Banjir pertengahan Juli: beberapa loket di Distrik Sorong Manoi dan Klaurung tutup tiga hari.",
        english="Flood in mid-July: some counters in Sorong Manoi and Klaurung were closed for three days.",
        day=day,
    )
    add_notice(
        unit="dinas-perhubungan",
        period=quarter_of(running).previous.text,
        kind=NoticeKind.NOTE,
        text="Loket uji berkala kendaraan pindah gedung; antrean bertambah panjang.",
        english="The counter for vehicle tests moved to another building; queues grew longer.",
        day=day,
    )


def _bulk(rating: SampleRating, unit_id: int, service_id: int, survey_id: int) -> BulkRating:
    return BulkRating(
        unit_id=unit_id,
        service_id=service_id,
        survey_id=survey_id,
        channel=rating.channel,
        source=rating.source,
        month=rating.month,
        ratings=rating.ratings,
        comment=rating.comment,
        respondent=rating.respondent,
        day=rating.day,
        signals=rating.signals,
    )


def sample_staff(name: str, *, at: datetime.datetime) -> Staff:
    """One of the cast, with an account since `at` unless there is one already; without a password yet."""
    role, unit = next((role, unit) for known, role, unit in CAST if known == name)
    email = f"{name}@{DOMAIN}"
    return staff_by_email(email) or create_staff(email=email, role=role, unit=unit, at=at)


def store_accounts(*, at: datetime.datetime) -> list[Account]:
    """One account for each of the cast, each with a new password; an account that is there keeps all else."""
    return [_account(name, role, unit, at) for name, role, unit in CAST]


def _account(name: str, role: Role, unit: str | None, at: datetime.datetime) -> Account:
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    staff = sample_staff(name, at=at)
    set_password(staff=staff, password_hash=hashed_password(password), at=at)
    return Account(staff.email, role.value, unit or "-", password)
