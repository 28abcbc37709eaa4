"""`flask sample load`: fill an empty portal with the sample city, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click
from flask import current_app
from flask.cli import AppGroup

from portal.audit.services import COMMAND_LINE, record
from portal.catalogue.queries import all_units
from portal.core.clock import now, this_month, today
from portal.core.database import transaction
from portal.core.progress import bar
from portal.domain.errors import Refused
from portal.domain.periods import previous_month
from portal.publication.jobs import release
from portal.sample.accounts_file import FILE, publish_draft, write_draft
from portal.sample.codes import store_codes
from portal.sample.days import dated
from portal.sample.holding import hold_what_is_suspicious
from portal.sample.promises import keep_promises
from portal.sample.queries import Holds, holds
from portal.sample.ratings import sample_ratings
from portal.sample.reviews import store_reviews
from portal.sample.services import store_accounts, store_catalogue, store_notices, store_ratings
from portal.sample.training import plan_courses
from portal.surveys.queries import current_survey

sample = AppGroup("sample", help="The sample city.")


@sample.command("load")
@click.option("--responses", type=click.IntRange(0, 10_000_000), default=60_000, show_default=True)
@click.option("--months", type=click.IntRange(1, 120), default=24, show_default=True, help="Ended months.")
@click.option("--seed", type=int, default=9671, show_default=True, help="The same seed gives the same ratings.")
def load(responses: int, months: int, seed: int) -> None:
    """Load the invented units, ratings and accounts. Refuses beside real data; what was interrupted is finished."""
    state = holds()
    if state is Holds.REAL:
        raise click.ClickException("ada data nyata di portal ini; kota contoh tidak dimuat di sampingnya.")
    if state is Holds.SAMPLE and _accounts_are_written():
        click.echo("Kota contoh sudah dimuat.")
        return
    if state is Holds.NOTHING:
        try:
            _load_city(responses, months, seed)
        except Refused as refusal:
            raise click.ClickException("portal ini baru saja diisi oleh proses lain; coba lagi.") from refusal
    click.echo("Menerbitkan …")
    release(day=today(), close=previous_month(this_month()), progress=_units)
    with transaction():
        store_reviews(day=today())
    _make_accounts()
    click.echo("Kota contoh siap.")


def _load_city(responses: int, months: int, seed: int) -> None:
    """Catalogue, ratings and the mark of the sample in one transaction: a second run never finds half a city."""
    click.echo(f"Memuat {responses} penilaian contoh dari {months} bulan …")
    with transaction():
        survey = current_survey()
        store_catalogue(year=today().year, seed=seed)
        ratings = sample_ratings(
            questionnaire=survey.questionnaire, running=this_month(), months=months, responses=responses, seed=seed
        )
        came = dated(bar(ratings, label="Penilaian", total=responses), day=today())
        store_ratings(ratings=came, survey_id=survey.id)
        if current_app.extensions["portal"].settings.limits:
            hold_what_is_suspicious(survey=survey, day=today(), at=now())
        store_codes(day=today(), seed=seed)
        store_notices(running=this_month(), day=today())
        keep_promises(units=all_units(), day=today(), seed=seed)
        plan_courses(units=all_units(), day=today(), seed=seed)
        record(actor=COMMAND_LINE, action="sample.load", subject=str(seed), at=now(), after={"responses": responses})


def _make_accounts() -> None:
    """New passwords each time: the file is written last, so that it is there only once everything is."""
    with transaction():
        accounts = store_accounts(at=now())
        draft = write_draft(current_app.extensions["portal"].settings.instance, accounts)
    publish_draft(draft)


def _accounts_are_written() -> bool:
    return bool((current_app.extensions["portal"].settings.instance / FILE).exists())


def _units(unit_ids: Iterable[int]) -> Iterator[int]:
    return bar(list(unit_ids), label="Unit")
