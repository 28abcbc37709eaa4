"""House rule: no argument of an address makes an open page fail, whatever it is called and holds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from flask import Flask
from werkzeug.routing import Rule

from portal.core.access import Audience
from tests.sweep.city import City

READ = (Audience.PUBLIC, Audience.CITIZEN, Audience.OPEN_DATA, Audience.OPERATOR)
NAMES = ("q", "page", "after", "period", "kind", "distrik", "lang", "next", "token")
TEXTS = ("%00", "a%00b", "%ff", "%ed%a0%80", "%25_%5C", "9" * 30, "%D9%A1", "x" * 3000, "skm%00@1")
OF_URL_FOR = (
    "endpoint=x&_method=DELETE&_external=1&_anchor=a&_scheme=ftp&self=1&values=2&unit=lain&service=lain"
    "&q=a+b%26c&q=%C3%A9&kind=%3Cb%3E"
)


def open_rules(city: City) -> list[Rule]:
    signing_in = [rule for rule in city.rules(Audience.STAFF) if rule.rule in {"/login", "/staff/set-up/<token>"}]
    return [*city.rules(*READ), *signing_in]


def with_odd_parts(city: City, rule: Rule) -> Iterator[str]:
    """The rule's address with each of its parts replaced by something odd."""
    address = city.address(rule)
    for part in rule.arguments:
        value = quote(city.parts.get(part, "tidak-ada"))
        for text in TEXTS:
            yield address.replace(f"/{value}", f"/{text}", 1)


def test_no_text_in_an_address_is_a_fault_of_ours(city: City) -> None:
    client = city.app.test_client()
    every = "&".join(f"{name}={{0}}" for name in NAMES)
    addresses = [odd for rule in open_rules(city) for odd in with_odd_parts(city, rule)]
    for rule in open_rules(city):
        address = city.address(rule)
        addresses += [f"{address}?{name}={text}" for name in NAMES for text in TEXTS[:3]]
        addresses += [f"{address}?{every.format(text)}" for text in TEXTS[3:]]
    answers = {address: client.get(address).status_code for address in addresses}
    assert {address[:200]: code for address, code in answers.items() if code >= 500} == {}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_link_to_the_other_language_is_this_page_with_its_arguments(city: City) -> None:
    wrong = {}
    for rule in open_rules(city):
        address = city.address(rule)
        asked = f"{address}?{OF_URL_FOR}"
        answer = city.app.test_client().get(asked)
        assert answer.status_code < 500, asked
        if answer.status_code != 200 or answer.mimetype != "text/html" or rule.endpoint == "responses.rate":
            continue
        link = urlsplit(_link(answer.text, "en"))
        if (link.path, parse_qsl(link.query)) != (address, [*parse_qsl(OF_URL_FOR), ("lang", "en")]):
            wrong[asked] = link
    assert wrong == {}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_link_keeps_the_folder_that_the_portal_lies_in(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/units?kind=dinas&lang=en", environ_overrides={"SCRIPT_NAME": "/suara"}).text
    assert _link(page, "id") == "/suara/units?kind=dinas"
    page = client.get("/units?lang=en&lang=id&kind=dinas", environ_overrides={"SCRIPT_NAME": "/suara"}).text
    assert _link(page, "id") == "/suara/units?kind=dinas"


def _link(page: str, lang: str) -> str:
    found = re.search(rf'<a lang="{lang}" hreflang="{lang}" href="([^"]*)"', page)
    assert found is not None
    return html.unescape(found[1])
