"""Results where they are shared: tags and picture of a link, the badge, the embed; honest there too, never markup."""

from __future__ import annotations

import dataclasses
import html
import re
import struct
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.catalogue.models import SampleCity
from portal.catalogue.queries import unit_by_slug
from portal.charts.svg.badge_chart import HEIGHT, WIDTH
from portal.core.clock import this_month
from portal.core.database import transaction
from portal.core.extensions import db
from portal.core.headers import CONTENT_SECURITY_POLICY, FRAMED_POLICY
from portal.dashboards.previews import unit_picture
from portal.dashboards.queries import unit_result
from tests.builders import a_rating, a_service, published

PREVIEWS = ("/units/dukcapil/preview.png", "/services/ktp-el/preview.png", "/accountability/preview.png")
SHARED = (*PREVIEWS, "/units/dukcapil/badge.svg", "/units/dukcapil/embed")
PAGES = {
    "/": "/accountability/preview.png",
    "/units": "/accountability/preview.png",
    "/units/dukcapil": "/units/dukcapil/preview.png",
    "/services/ktp-el": "/services/ktp-el/preview.png",
    "/accountability": "/accountability/preview.png",
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service(users=500)


def size(png: bytes) -> tuple[int, int]:
    """Width and height as the header of the file says them."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def tags(client: FlaskClient, address: str, base_url: str = "https://suara.example") -> dict[str, str]:
    """What stands in the meta tags and the canonical link."""
    head = client.get(address, base_url=base_url).text.split("</head>")[0]
    found = dict(re.findall(r'<meta (?:property|name)="([^"]+)"\s+content="([^"]*)"', head))
    return found | dict(re.findall(r'<link rel="(canonical)" href="([^"]*)"', head))


# --- addresses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", SHARED)
def test_a_bad_period_is_named_and_an_unknown_unit_not_found(client: FlaskClient, address: str) -> None:
    answer = client.get(f"{address}?period=2026-13")
    assert answer.status_code == 400
    assert "Periode tidak dikenal" in answer.text
    unknown = address.replace("dukcapil", "tidak-ada").replace("ktp-el", "tidak-ada")
    assert unknown == address or client.get(unknown).status_code == 404


@pytest.mark.parametrize("address", SHARED)
def test_what_is_shared_is_kept_until_the_next_publication(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    assert "max-age" in first.headers["Cache-Control"]
    assert "Set-Cookie" not in first.headers
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    published(10)
    later = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert later.status_code == 200
    assert later.data != first.data


# --- tags --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_shared_page_has_title_sentence_and_picture(client: FlaskClient, address: str, lang: str) -> None:
    published(30)
    found = tags(client, f"{address}?lang={lang}")
    suffix = "?lang=en" if lang == "en" else ""
    assert found["og:url"] == found["canonical"] == f"https://suara.example{address}{suffix}"
    assert found["og:locale"] == ("en_GB" if lang == "en" else "id_ID")
    assert found["og:title"]
    assert found["og:description"] == found["description"]
    assert (found["og:type"], found["twitter:card"]) == ("website", "summary_large_image")
    picture = client.get(found["og:image"].replace("&amp;", "&"))
    assert found["og:image"].startswith(f"https://suara.example{PAGES[address]}?period=2026-Q3")
    assert size(picture.data) == (int(found["og:image:width"]), int(found["og:image:height"]))
    assert found["og:image:alt"]


def test_the_one_address_of_a_page_keeps_its_period_and_leaves_filters_out(client: FlaskClient) -> None:
    found = tags(client, "/accountability?kind=dinas&period=2026-Q2&utm_source=x")
    assert found["canonical"] == "https://suara.example/accountability?period=2026-Q2"
    assert "period=2026-Q2" in found["og:image"]
    assert tags(client, "/services?q=ktp")["canonical"] == "https://suara.example/services"


def test_form_and_receipt_have_words_but_neither_picture_nor_address(client: FlaskClient) -> None:
    for address in ("/rate/ktp-el", f"/r/{a_rating().receipt}"):
        found = tags(client, address)
        assert found["og:title"]
        assert found["og:description"]
        assert not {"og:image", "og:url", "canonical"} & set(found)
        assert ("robots" in found) == address.startswith("/r/")
        assert "suara.example" not in client.get(address, base_url="https://suara.example").text


def test_an_error_is_not_offered_for_sharing(client: FlaskClient) -> None:
    for address in ("/units/tidak-ada", "/units/dukcapil?period=x", "/tidak-ada"):
        assert not [name for name in tags(client, address) if name.startswith("og:")]


# --- badge and embed ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, ["–", "Dinas Dukcapil", "belum ada penilaian", "Triwulan III 2026 · Suara Sorong"]),
        (9, ["–", "Dinas Dukcapil", "belum cukup penilaian", "Triwulan III 2026 · Suara Sorong"]),
        (10, ["77,8", "Dinas Dukcapil", "10 penilaian, belum terverifikasi", "Triwulan III 2026 · Suara Sorong"]),
        (30, ["77,8", "B", "Dinas Dukcapil", "30 penilaian, belum terverifikasi", "Triwulan III 2026 · Suara Sorong"]),
    ],
)
def test_a_badge_carries_number_grade_interval_count_and_period(client: FlaskClient, n: int, said: list[str]) -> None:
    published(n)
    answer = client.get("/units/dukcapil/badge.svg?period=2026-Q3")
    assert answer.content_type == "image/svg+xml; charset=utf-8"
    assert len(answer.data) < 3_000
    badge = ET.fromstring(answer.text)
    texts = [element.text or "" for element in badge.iter(f"{SVG}text")]
    intervals = [text for text in texts if re.fullmatch(r"\d+,\d–\d+,\d", text)]
    assert [text for text in texts if text not in intervals] == said
    assert len(intervals) == (n >= 10)
    assert (badge.findtext(f"{SVG}title") or "").startswith("Dinas Dukcapil: ")
    assert {element.tag.removeprefix(SVG) for element in badge.iter()} <= {"svg", "title", "rect", "path", "text"}
    assert not [key for element in badge.iter() for key in element.keys() if key in {"style", "href", "class"}]  # noqa: SIM118


def test_the_sample_city_is_called_one_wherever_it_is_shared(client: FlaskClient, app: Flask) -> None:
    with transaction():
        db.session.add(SampleCity(seed=1))
    unit = unit_by_slug("dukcapil")
    with app.test_request_context():
        picture = unit_picture(unit, unit_result(unit, None, this_month()))
    assert (picture.corner, picture.is_sample) == ("data contoh", True)
    assert "data contoh" in client.get("/units/dukcapil/badge.svg").text
    assert "Data contoh" in client.get("/units/dukcapil/embed").text


def test_the_embed_has_sentence_band_and_a_way_to_the_whole_page(client: FlaskClient) -> None:
    published(30)
    answer = client.get("/units/dukcapil/embed?period=2026-Q3", base_url="https://suara.example")
    assert answer.headers["Content-Security-Policy"] == FRAMED_POLICY
    assert "77,8 dari 100, dari 30 penilaian yang belum terverifikasi." in answer.text
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="chart"' in answer.text
    link = 'href="https://suara.example/units/dukcapil?period=2026-Q3" target="_blank" rel="noopener"'
    assert link in answer.text
    assert not re.search(r"<(header|footer|nav|script|form)", answer.text)
    assert client.get("/units/tidak-ada/embed").headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_the_codes_for_other_sites_hold_whole_addresses(client: FlaskClient) -> None:
    page = client.get("/units/dukcapil", base_url="https://suara.example").text
    codes = [html.unescape(code) for code in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)]
    assert len(codes) == 2
    assert '<img src="https://suara.example/units/dukcapil/badge.svg"' in codes[0]
    assert f'width="{WIDTH}" height="{HEIGHT}"' in codes[0]
    assert codes[1].startswith('<iframe src="https://suara.example/units/dukcapil/embed"')


def test_the_configured_address_goes_before_that_of_the_request(app: Flask, client: FlaskClient) -> None:
    portal = app.extensions["portal"]
    asked = portal.settings
    portal.settings = dataclasses.replace(asked, base_url="https://suara.sorongkota.example/")
    try:
        found = tags(client, "/units/dukcapil", base_url="https://evil.example")
    finally:
        portal.settings = asked
    assert found["canonical"] == "https://suara.sorongkota.example/units/dukcapil"
    assert found["og:image"].startswith("https://suara.sorongkota.example/units/dukcapil/preview.png")
