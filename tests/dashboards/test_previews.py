"""The pictures of shared links: their size in every state, and that they say what the page says, as text."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.catalogue.queries import service_by_slug, unit_by_slug
from portal.charts import pictures
from portal.core.assets import FONTS
from portal.core.clock import this_month
from portal.dashboards import sentences
from portal.dashboards.previews import city_picture, service_picture, unit_picture
from portal.dashboards.queries import Filter, city_result, service_result, unit_result
from portal.domain.questionnaire import Channel
from tests.builders import a_service, a_unit, published

PREVIEWS = ("/units/dukcapil/preview.png", "/services/ktp-el/preview.png", "/accountability/preview.png")
HOSTILE = (
    '#panic("x") #sys.inputs #read("/etc/passwd") $a$ *b* \\ <script>alert(1)</script> "\' & {{ 7 * 7 }} @x `y` '
    + "W" * 90
)
MOST_BYTES = 300_000
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service(users=500)


@pytest.fixture
def full_house() -> Iterator[None]:
    """As many pictures waiting as may wait."""
    for _seat in range(pictures.MOST_WAITING):
        assert pictures._seats.acquire(blocking=False)
    yield
    for _seat in range(pictures.MOST_WAITING):
        pictures._seats.release()


def size(png: bytes) -> tuple[int, int]:
    """Width and height as the header of the file says them."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("address", PREVIEWS)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_picture_is_1200_by_630_and_light_in_every_state(
    app: Flask, client: FlaskClient, address: str, lang: str
) -> None:
    seen = set()
    for n in (0, 9, 10, 30):
        published(n)
        answer = client.get(address, query_string={"lang": lang})
        assert (answer.status_code, answer.content_type) == (200, "image/png")
        assert size(answer.data) == (pictures.WIDTH, pictures.HEIGHT)
        assert len(answer.data) < MOST_BYTES
        seen.add(answer.data)
    assert len(seen) == 4
    with app.app_context():  # of its own: the language is kept in it
        assert client.get(address, query_string={"lang": "id" if lang == "en" else "en"}).data not in seen


def test_the_letters_of_the_pictures_are_built_and_not_served(client: FlaskClient) -> None:
    names = [file.name for file in FONTS.iterdir()]
    assert len(names) == 2
    assert {client.get(f"/static/{path}").status_code for name in names for path in (name, f"fonts/{name}")} == {404}


@pytest.mark.parametrize(
    ("n", "number", "grade", "count", "channel"),
    [
        (0, "belum ada penilaian", None, "", ""),
        (9, "belum cukup penilaian", None, "", ""),
        (10, "77,8", None, "10 penilaian", "belum terverifikasi"),
        (30, "77,8", "B", "30 penilaian", "belum terverifikasi"),
    ],
)
def test_a_picture_says_what_the_page_says(
    app: Flask, n: int, number: str, grade: str | None, count: str, channel: str
) -> None:
    published(n)
    unit, service, month = unit_by_slug("dukcapil"), service_by_slug("ktp-el"), this_month()
    with app.test_request_context():
        result = unit_result(unit, "2026-Q3", month)
        of_unit = unit_picture(unit, result)
        of_service = service_picture(service, service_result(service, "2026-Q3", month))
        of_city = city_picture(Filter(), city_result(Filter(), "2026-Q3", month))
        assert of_unit.sentence == of_service.sentence == sentences.verdict(result.score, result.channel)
    assert [of_unit.title, of_service.title] == ["Dinas Dukcapil", "KTP-el, Dinas Dukcapil"]
    assert of_city.title == ("Layanan Kota Sorong dinilai baik." if grade else "Hasil: Layanan Kota Sorong")
    for picture in (of_unit, of_service, of_city):
        assert (picture.point.value_text, picture.point.grade) == (number, grade)
        assert (picture.count, picture.channel, picture.is_verified) == (count, channel, False)
        assert picture.interval.startswith("Selang 95 %: ") == (n >= 10)
        assert picture.period.startswith("Triwulan III 2026 · penerbitan ke-")
        assert (picture.corner, picture.is_sample) == ("Kota Sorong", False)


def test_a_picture_names_the_verified_channel(app: Flask) -> None:
    for month in ("2025-03", "2025-06", "2025-09", "2025-12", "2026-07"):
        published(30, channel=Channel.VERIFIED, month=month)
    unit = unit_by_slug("dukcapil")
    with app.test_request_context():
        picture = unit_picture(unit, unit_result(unit, "2026-07", this_month()))
    assert (picture.channel, picture.is_verified) == ("terverifikasi", True)


def test_an_index_withheld_for_one_element_is_not_called_too_few_ratings(app: Flask) -> None:
    published(12, packed=["344443330"] * 3 + ["344443334"] * 9)
    unit = unit_by_slug("dukcapil")
    with app.test_request_context():
        picture = unit_picture(unit, unit_result(unit, "2026-07", this_month()))
    assert (picture.point.index, picture.point.value_text) == (None, "nilai belum ditampilkan")
    assert (picture.count, picture.interval) == ("12 penilaian", "")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_hostile_names_are_text_in_picture_badge_and_embed(client: FlaskClient, lang: str) -> None:
    a_unit("jahat", name=HOSTILE)
    a_service("jahat-1", unit="jahat", name=HOSTILE)
    published(30, service="jahat-1")
    for address in ("/units/jahat/preview.png", "/services/jahat-1/preview.png"):
        answer = client.get(address, query_string={"lang": lang})
        assert answer.status_code == 200
        assert size(answer.data) == (pictures.WIDTH, pictures.HEIGHT)
    badge = ET.fromstring(client.get(f"/units/jahat/badge.svg?lang={lang}").text)
    assert (badge.findtext(f"{SVG}title") or "").startswith(HOSTILE)
    assert badge.find(f".//{SVG}script") is None
    for page in ("/units/jahat", "/units/jahat/embed", "/services/jahat-1"):
        assert "<script>" not in client.get(page).text


def test_a_picture_already_drawn_is_given_while_others_wait_and_a_new_one_later(
    client: FlaskClient, request: pytest.FixtureRequest
) -> None:
    published(30)
    drawn = client.get(PREVIEWS[0]).data
    request.getfixturevalue("full_house")
    assert client.get(PREVIEWS[0]).data == drawn
    refused = client.get(f"{PREVIEWS[0]}?period=2026-05&lang=en")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
    assert refused.headers["Cache-Control"] == "no-store"
