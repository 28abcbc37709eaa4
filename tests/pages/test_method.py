"""The page about the method: its steps are those of the published numbers, and it reads well where there are none."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from portal.domain.questionnaire import Channel, pack
from portal.domain.skm import SKM
from tests.builders import a_service, a_unit, close, published, ratings
from tests.domain.builders import sekadau_rows
from tests.pages.reading import method, step, words

MIXED = ["343443332", "444444444", "232333232", "333433333", "344443433", "222423321", "443443443"]
FAIR, GOOD = "333333333", "444444444"


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service(users=500)


def rows_of_file(client: FlaskClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).text)))


def comma(number: str) -> str:
    return number.replace(".", ",")


# --- where there is little or nothing ----------------------------------------------------------------------------


def test_before_anything_is_published_the_example_is_made_up_and_says_so(client: FlaskClient) -> None:
    text = words(client)
    assert "Belum ada penilaian yang diterbitkan." in text
    assert text.count("Contoh buatan.") == 4
    assert step(method(client)["index"], "Nilai, sekali dibulatkan") == "79,87"
    assert step(method(client)["sample"], "Dibulatkan") == "217"


@pytest.mark.parametrize(
    ("n", "real", "graded"), [(9, False, False), (10, True, False), (29, True, False), (30, True, True)]
)
def test_a_unit_with_few_ratings_has_no_number_of_its_own(
    client: FlaskClient, n: int, real: bool, graded: bool
) -> None:
    published(n)
    text = words(client, "?unit=dukcapil&period=2026-Q3")
    assert ("Contoh buatan." not in text) == real
    assert ("Belum cukup penilaian: nilai ditampilkan mulai sepuluh penilaian." in text) == (not real)
    assert (f"nilai 77,78 dari {n} penilaian, jadi belum ada mutu." in text) == (real and not graded)
    assert ("Contoh: nilai 77,78, selang" in text) == graded
    assert "None" not in text


def test_what_does_not_exist_is_refused(client: FlaskClient) -> None:
    assert client.get("/method?unit=tidak-ada").status_code == 404
    assert client.get("/method?unit=").status_code == 404
    assert client.get("/method?period=kemarin").status_code == 400
    assert client.get("/method?kind=dinas").status_code == 400


def test_the_page_is_for_everyone_and_kept(client: FlaskClient) -> None:
    published(30)
    for lang in ("id", "en"):
        answer = client.get(f"/method?lang={lang}")
        assert "public" in answer.headers["Cache-Control"]
        assert answer.headers["ETag"]
        assert "Set-Cookie" not in answer.headers


def test_other_pages_lead_to_it(client: FlaskClient) -> None:
    assert client.get("/").text.count('href="/method"') == 1
    assert client.get("/units/dukcapil").text.count('href="/method"') == 2


# --- which example -----------------------------------------------------------------------------------------------


def test_the_example_is_the_unit_with_the_most_ratings_of_the_last_closed_quarter(client: FlaskClient) -> None:
    a_service("akta", unit="capil-b")
    a_service("izin", unit="ptsp")
    published(30, month="2026-05")
    ratings(31, service="akta", month="2026-05")
    ratings(31, service="izin", month="2026-05")
    close("2026-06")
    published(50, month="2026-07")  # of a quarter that is not closed
    text = words(client)
    assert "Contoh di halaman ini: Dinas Dukcapil" in text  # all units bear that name here
    assert 'value="capil-b" selected' in client.get("/method").text
    assert 'value="2026-Q2" selected' in client.get("/method").text
    assert 'value="dukcapil" selected' in client.get("/method?period=2026-Q3").text


def test_with_no_quarter_closed_it_is_the_last_one(client: FlaskClient) -> None:
    published(30)
    assert 'value="2026-Q3" selected' in client.get("/method").text


# --- the numbers -------------------------------------------------------------------------------------------------


SEKADAU_ELEMENTS = {  # by another program: the histogram, r, 25 r; and n, S1, S2, P, M, D
    "Syarat": "1 8 39 1 0 2,8163 70,41 / 49 29,6667 19,2222 0,6013 0,3922 0,0250",
    "Prosedur": "2 9 33 5 0 2,8367 70,92 / 49 30,0000 20,6667 0,6078 0,4205 0,0323",
    "Waktu": "1 6 31 11 0 3,0612 76,53 / 49 33,6667 25,4444 0,6797 0,5142 0,0326",
    "Biaya": "0 2 15 32 0 3,6122 90,31 / 49 42,6667 38,8889 0,8562 0,7778 0,0302",
    "Produk": "0 2 33 14 0 3,2449 81,12 / 49 36,6667 28,8889 0,7386 0,5817 0,0272",
    "Kompetensi": "0 2 29 18 0 3,3265 83,16 / 49 38,0000 31,1111 0,7647 0,6253 0,0287",
    "Perilaku": "0 1 33 15 0 3,2857 82,14 / 49 37,3333 29,7778 0,7516 0,5991 0,0264",
    "Pengaduan": "0 6 25 18 0 3,2449 81,12 / 49 36,6667 29,7778 0,7386 0,5991 0,0331",
    "Sarana": "1 14 22 12 0 2,9184 72,96 / 49 31,3333 23,3333 0,6340 0,4728 0,0380",
}
SEKADAU_INDEX = ["49", "28,3469", "9", "78,7415", "78,74"]
SEKADAU_ELEMENT = [
    "49",
    "29,6667",
    "19,2222",
    "0,6054",
    "0,6013",
    "0,3922",
    "384,06",
    "0,6044",
    "0,0487",
    "66,68–73,98",
]
SEKADAU_INTERVAL = ["0,7081", "0,0304", "279,76", "0,7166", "0,7136", "0,0525", "74,58–82,46"]


def test_a_published_case_shows_every_step(client: FlaskClient) -> None:
    """Sekadau 2019, computed by another program in floats."""
    published(49, packed=[pack(row, SKM.codes) for row in sekadau_rows()])
    sections = method(client, "?period=2026-Q3")
    numbers = [row[-1] for row in sections["index"]][-5:]
    assert numbers == SEKADAU_INDEX
    for name, expected in SEKADAU_ELEMENTS.items():
        histogram, moments = (part.split() for part in expected.split(" / "))
        assert [name, *histogram] in sections["index"]
        assert [name, *moments] in sections["interval"]
    assert [row[-1] for row in sections["interval"][1:11]] == SEKADAU_ELEMENT
    assert [row[-1] for row in sections["interval"][-7:]] == SEKADAU_INTERVAL
    assert "nilai 78,74, selang 74,58 sampai 82,46. Mutu: B, mungkin C." in words(client, "?period=2026-Q3")


def test_the_last_steps_are_the_numbers_of_the_unit_page(client: FlaskClient) -> None:
    published(49, packed=[*MIXED[:-1], "043443443"] * 7)
    sections = method(client, "?period=2026-Q3")
    elements = rows_of_file(client, "/units/dukcapil/elements.csv?period=2026-Q3")
    assert len(elements) == 9
    shown = sorted((cells[-2], cells[-1], str(49 - int(cells[5]))) for cells in sections["index"][1:10])
    assert shown == sorted((comma(row["mean"]), comma(row["index"]), row["n"]) for row in elements)
    score = client.get("/api/v1/units/dukcapil/scorecard?period=2026-Q3").get_json()["channels"]["open"]
    low, high = (comma(f"{limit:.2f}") for limit in score["interval"])
    assert step(sections["index"], "Nilai, sekali dibulatkan") == comma(f"{score['index']:.2f}")
    assert sections["interval"][-1][-1] == f"{low}–{high}"
    weakest = comma(f"{elements[0]['interval_low']}–{elements[0]['interval_high']}")
    assert step(sections["interval"], "Batas pada skala 25 sampai 100") == weakest
    assert f"{low}–{high}" in client.get("/units/dukcapil?period=2026-Q3").text


def test_a_change_shows_both_periods_and_what_the_mix_did(client: FlaskClient) -> None:
    a_service("kk", name="Kartu Keluarga")
    for month, fair, good in (("2026-02", 80, 20), ("2026-05", 20, 80)):
        ratings(fair, month=month, packed=FAIR)
        ratings(good, service="kk", month=month, packed=GOOD)
        close(month)
    section = method(client, "?period=2026-Q2")["change"]
    change = next(row for row in rows_of_file(client, "/accountability/changes.csv?period=2026-Q2"))
    assert step(section, "Selisih") == comma(change["difference"]) == "15,00"
    assert step(section, "Selang selisih") == comma(f"{change['difference_low']} … {change['difference_high']}")
    assert step(section, "Selisih pada campuran tetap") == comma(change["at_fixed_mix"]) == "0,00"
    assert step(section, "Penilaian yang tercakup, sebelum dan sesudah") == "100 / 100"
    assert ["Kartu Keluarga", "20", "80", "100,00", "100,00", "0,00", "0,5000"] in section
    assert "campuran layanan yang dinilai juga berubah" in words(client, "?period=2026-Q2")


def test_without_two_periods_there_is_no_difference(client: FlaskClient) -> None:
    published(40)
    assert "change" not in method(client)
    assert "Belum dapat dibandingkan dengan triwulan sebelumnya" in words(client)


def test_a_kind_of_ten_shows_its_limits_and_the_word(client: FlaskClient) -> None:
    for number in range(10):
        a_service(f"surat-{number}", unit=f"dinas-{number}")
        ratings(35, service=f"surat-{number}", packed=MIXED * 5 if number else GOOD)
    close("2026-07")
    section = method(client, "?unit=dinas-0&period=2026-Q3")["comparison"]
    file = rows_of_file(client, "/accountability/comparison.csv?period=2026-Q3")
    row = next(row for row in file if row["unit"] == "dinas-0")
    assert step(section, "Unit yang dibandingkan") == "10"
    assert step(section, "Batas luar, yang menentukan katanya") == comma(f"{row['outer_low']}–{row['outer_high']}")
    assert step(section, "Batas dalam, untuk gambar saja") == comma(f"{row['inner_low']}–{row['inner_high']}")
    assert step(section, "Peringkat yang mungkin") == f"{row['rank_first']}–{row['rank_last']}"
    assert "lebih tinggi daripada dinas lain." in words(client, "?unit=dinas-0&period=2026-Q3")


def test_the_headline_channel_shows_the_quarters_that_decided(client: FlaskClient) -> None:
    for month, n in (("2025-01", 30), ("2025-04", 31), ("2025-07", 32), ("2025-12", 30)):
        ratings(n, month=month, channel=Channel.VERIFIED)
    close("2025-12")
    published(40, month="2026-02", channel=Channel.VERIFIED)
    assert [row[1:] for row in method(client, "?period=2026-Q1")["channels"][1:]] == [
        ["30", "ya"],
        ["31", "ya"],
        ["32", "ya"],
        ["30", "ya"],
    ]
    assert "pada tahun 2026: terverifikasi ." in words(client, "?period=2026-Q1")
    assert "pada tahun 2025: belum terverifikasi ." in words(client, "?unit=dukcapil&period=2025-Q1")


def test_remainders_stand_in_the_quarter(client: FlaskClient) -> None:
    for month, n in (("2026-04", 12), ("2026-05", 6), ("2026-06", 7)):
        ratings(n, month=month)
    close("2026-06")
    blocks = method(client, "?period=2026-Q2")["blocks"][1:]
    assert [row[1] for row in blocks] == ["12", "0", "0", "13", "25"]
    assert blocks[3][0] == "Triwulan II 2026 (sisa)"


def test_the_sample_is_that_of_the_service_most_answered(client: FlaskClient) -> None:
    a_service("kk", name="Kartu Keluarga", users=1000)
    published(30, service="kk")
    section = method(client)["sample"]
    assert step(section, "Pengguna layanan") == "1.000"
    assert step(section, "Dibulatkan") == "278"
    assert "Kartu Keluarga: 30 dari 278 jawaban yang dibutuhkan" in words(client)


def test_few_staff_leave_two_elements_out(client: FlaskClient) -> None:
    a_unit("kelurahan-a", name="Kelurahan A", kind="kelurahan", staff=4)
    a_service("domisili", unit="kelurahan-a")
    ratings(30, service="domisili", packed="344430033")
    close("2026-07")
    sections = method(client, "?unit=kelurahan-a")
    assert step(sections["index"], "Banyaknya unsur") == "7"
    assert "ditanyakan 7 dari 9 unsur." in words(client, "?unit=kelurahan-a")


def test_in_english_numbers_and_formulas_have_points(client: FlaskClient) -> None:
    published(30)
    assert "77,78" in words(client)
    assert "0,8 · " in words(client)
    g.pop("lang")  # the context that the tests hold open keeps the language of the first request
    assert "77.78" in words(client, "?lang=en")
    assert "0.8 · " in words(client, "?lang=en")
