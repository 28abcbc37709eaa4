"""`flask responses`: bring ratings in from a file."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import AppGroup

from portal.audit.services import COMMAND_LINE, record
from portal.catalogue.models import Service
from portal.catalogue.queries import service_by_slug
from portal.core.clock import now, today
from portal.core.csv_files import BadLine, read_csv
from portal.core.database import transaction
from portal.domain.errors import NotFound, Refused
from portal.domain.periods import FIRST_YEAR, LAST_YEAR, is_nameable
from portal.responses.forms.import_file import imported_ratings
from portal.responses.queries import asked_of
from portal.responses.services import ImportedRating, import_file
from portal.surveys.queries import PublishedSurvey, current_survey

responses = AppGroup("responses", help="Ratings.")


@responses.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--service", "slug", required=True, help="Slug of the service that was rated.")
@click.option("--on", "on", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Day of the ratings, YYYY-MM-DD.")
@click.option("--again", is_flag=True, help="Take a file that was imported before once more.")
def import_(file: Path, slug: str, on: datetime.datetime, again: bool) -> None:
    """Add the ratings of a CSV FILE to the open channel; all of them, or none and every bad line named."""
    day = _checked(on.date())
    try:
        with transaction():
            n = _import(file, service_by_slug(slug), day, again=again)
            record(
                actor=COMMAND_LINE, action="responses.import", subject=slug, at=now(), after={"n": n, "on": str(day)}
            )
    except NotFound as error:
        raise click.ClickException(f"layanan «{slug}» tidak ada") from error
    except Refused as error:
        raise click.ClickException("berkas ini sudah pernah diimpor; tambahkan --again bila memang dimaksud") from error
    click.echo(f"{n} penilaian diterima untuk {slug}, bulan {day:%Y-%m}.")


def _checked(day: datetime.date) -> datetime.date:
    if not is_nameable(day):
        raise click.ClickException(f"tanggal {day} di luar tahun {FIRST_YEAR} sampai {LAST_YEAR}; periksa tahunnya")
    if day > today():
        raise click.ClickException(f"tanggal {day} belum tiba")
    return day


def _import(file: Path, service: Service, day: datetime.date, *, again: bool) -> int:
    data = file.read_bytes()
    survey = current_survey()
    ratings = _read(data, service, survey, day)
    return import_file(service=service, survey=survey, ratings=ratings, data=data, day=day, again=again)


def _read(data: bytes, service: Service, survey: PublishedSurvey, day: datetime.date) -> list[ImportedRating]:
    table = read_csv(data)
    if isinstance(table, BadLine):
        _refuse([table])
    ratings, bad = imported_ratings(table, asked_of(service, survey, day.year), survey.questionnaire.codes)
    if bad or not ratings:
        _refuse(bad or [BadLine(1, "(semua)", "tidak ada penilaian di bawah baris judul")])
    return ratings


def _refuse(bad: list[BadLine]) -> NoReturn:
    for line in bad:
        click.echo(str(line), err=True)
    click.echo("Tidak ada yang disimpan.", err=True)
    raise SystemExit(1)
