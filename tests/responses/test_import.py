"""`flask responses import`: paper and older ratings, all of a file or none of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from portal.core.extensions import db
from portal.ledger.models import LedgerEntry
from portal.responses.models import Comment, Mark, RespondentAttributes, Response
from tests.builders import a_service

CODES = "persyaratan,prosedur,waktu,biaya,produk,kompetensi,perilaku,pengaduan,sarana"


def import_(cli: FlaskCliRunner, folder: Path, text: str | bytes, *more: str) -> tuple[int, str]:
    file = folder / "penilaian.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    arguments = ["responses", "import", str(file), "--service", "ktp-el", "--on", "2026-03-04", *more]
    result = cli.invoke(args=arguments)
    return result.exit_code, result.output


def stored(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()


def test_good_lines_become_open_ratings_of_that_month(app: Flask, cli: FlaskCliRunner, tmp_path: Path) -> None:
    text = f"respondent,{CODES},comment,sex\n1,4,4,4,4,4,4,4,4,4,Cepat sekali,P\n2,1,2,3,4,,,,4,3,,\n"
    code, output = import_(cli, tmp_path, text)
    assert code == 0, output
    with app.app_context():
        rows = db.session.scalars(select(Response).order_by(Response.ratings.desc())).all()
        assert [r.ratings for r in rows] == ["444444444", "123400043"]
        assert {(r.channel, r.source, r.month) for r in rows} == {("open", "import", "2026-03")}
        assert db.session.scalars(select(Comment.text)).all() == ["Cepat sekali"]
        assert db.session.scalars(select(RespondentAttributes.sex)).all() == ["P"]
        assert db.session.scalars(select(Mark.day)).all() == [None, None]
        assert db.session.scalars(select(LedgerEntry.kind)).all() == ["import"]


def test_columns_may_stand_in_any_order(app: Flask, cli: FlaskCliRunner, tmp_path: Path) -> None:
    swapped = CODES.replace("pengaduan,sarana", "sarana,pengaduan")
    assert import_(cli, tmp_path, f"{swapped}\n4,4,4,4,4,4,4,1,2\n".replace(",", ";"))[0] == 0
    with app.app_context():
        assert db.session.scalars(select(Response.ratings)).all() == ["444444421"]


def test_the_same_file_is_taken_twice_only_on_demand(app: Flask, cli: FlaskCliRunner, tmp_path: Path) -> None:
    text = f"{CODES}\n4,4,4,4,4,4,4,4,4\n"
    assert import_(cli, tmp_path, text)[0] == 0
    code, output = import_(cli, tmp_path, text)
    assert code == 1
    assert "--again" in output
    assert stored(app, Response) == 1
    assert import_(cli, tmp_path, text, "--again")[0] == 0
    assert import_(cli, tmp_path, text, "--again")[0] == 0
    assert stored(app, Response) == 3


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("4,4,4,4,4,4,4,4,5", "baris 3, kolom sarana"),
        ("4,4,0,4,4,4,4,4,4", "baris 3, kolom waktu"),
        ("4,4,4.0,4,4,4,4,4,4", "baris 3, kolom waktu"),
        ("4,4,empat,4,4,4,4,4,4", "baris 3, kolom waktu"),
        ("4,4,4,4,,,,,", "baris 3, kolom answers"),
        ("4,4,4,4,4,4,4,4", "baris 3, kolom (semua)"),
    ],
)
def test_one_bad_line_refuses_the_file(app: Flask, cli: FlaskCliRunner, tmp_path: Path, line: str, said: str) -> None:
    code, output = import_(cli, tmp_path, f"{CODES}\n4,4,4,4,4,4,4,4,4\n{line}\n")
    assert code == 1
    assert said in output
    assert stored(app, Response) == 0
    assert stored(app, LedgerEntry) == 0


@pytest.mark.parametrize("column", ["name", "nik", "date"])
def test_a_column_that_could_name_a_person_is_refused(
    app: Flask, cli: FlaskCliRunner, tmp_path: Path, column: str
) -> None:
    code, output = import_(cli, tmp_path, f"{CODES},{column}\n4,4,4,4,4,4,4,4,4,x\n")
    assert code == 1
    assert f"kolom {column}: kolom tidak dikenal" in output
    assert stored(app, Response) == 0


def test_bad_attributes_and_comments_are_named(app: Flask, cli: FlaskCliRunner, tmp_path: Path) -> None:
    text = f"{CODES},comment,age_band\n4,4,4,4,4,4,4,4,4,{'a' * 5001},17\n"
    code, output = import_(cli, tmp_path, text)
    assert code == 1
    assert "kolom comment" in output
    assert "kolom age_band" in output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--service", "tidak-ada", "--on", "2026-03-04"], "tidak ada"),
        (["--service", "ktp-el", "--on", "2199-03-04"], "belum tiba"),
        (["--service", "ktp-el", "--on", "2200-01-01"], "di luar tahun 2000 sampai 2199"),
        (["--service", "ktp-el", "--on", "1999-12-31"], "di luar tahun 2000 sampai 2199"),
        (["--service", "ktp-el", "--on", "1926-06-20"], "di luar tahun 2000 sampai 2199"),
        (["--service", "ktp-el", "--on", "kemarin"], "kemarin"),
    ],
)
def test_a_bad_service_or_day_is_refused(
    app: Flask, cli: FlaskCliRunner, tmp_path: Path, arguments: list[str], said: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"{CODES}\n4,4,4,4,4,4,4,4,4\n")
    result = cli.invoke(args=["responses", "import", str(file), *arguments])
    assert result.exit_code != 0
    assert said in result.output
    assert stored(app, Response) == 0


def test_few_staff_leave_the_two_elements_about_them_blank(app: Flask, cli: FlaskCliRunner, tmp_path: Path) -> None:
    with app.app_context():
        a_service("domisili", unit="kelurahan", staff=4)
    file = tmp_path / "a.csv"
    file.write_text(f"{CODES}\n4,4,4,4,4,4,4,4,4\n")
    result = cli.invoke(args=["responses", "import", str(file), "--service", "domisili", "--on", "2026-03-04"])
    assert result.exit_code == 0, result.output
    with app.app_context():
        assert db.session.scalars(select(Response.ratings)).all() == ["444440044"]
