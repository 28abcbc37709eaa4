"""House rules for every template: no inline script or style, no other host, all text translated, all fields named."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.sweep.sources import ROOT, files, name

TEMPLATES = files("templates/**/*.html")
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
CLASSES = re.compile(r"\{% block (?:main_class|sending) %\}[\w -]*\{% endblock %\}")
SAID_AS_IT_IS = {"CSV", "Indonesia", "English"}
LABELLED = {"input", "select", "textarea"}


class Reader(HTMLParser):
    """Collects what the rules ask of the HTML of a template, its Jinja cut out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words |= {word for word in data.split() if re.search(r"\w", word)}


def read(template: Path) -> Reader:
    """The HTML of a template; what Jinja puts in stands as `x` within attributes and is left out of the text."""
    html = CLASSES.sub("", template.read_text(encoding="utf-8"))
    quoted = re.sub(r'="[^"{}]*\{[^<>]*?\}"', lambda found: JINJA.sub("x", found.group()), html)
    return Reader(JINJA.sub(" ", quoted))


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_no_inline_script_or_style(template: Path) -> None:
    tags = read(template).tags
    assert [tag for tag, _ in tags if tag == "style"] == []
    assert [attributes for tag, attributes in tags if tag == "script" and not attributes.get("src")] == []
    inline = [key for _, attributes in tags for key in attributes if key == "style" or key.startswith("on")]
    assert inline == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_every_text_goes_through_gettext(template: Path) -> None:
    assert read(template).words - SAID_AS_IT_IS == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_every_field_has_its_label(template: Path) -> None:
    tags = read(template).tags
    labels = {attributes.get("for") for tag, attributes in tags if tag == "label"}
    unnamed = [
        attributes.get("name")
        for tag, attributes in tags
        if tag in LABELLED
        and attributes.get("type") != "hidden"
        and attributes.get("id") not in labels
        and "aria-label" not in attributes
    ]
    assert unnamed == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_every_button_says_what_it_is(template: Path) -> None:
    assert [attributes for tag, attributes in read(template).tags if tag == "button" and "type" not in attributes] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_assets_are_those_that_the_build_makes(template: Path) -> None:
    asked = set(re.findall(r"asset\(['\"]([\w.]+)['\"]\)", template.read_text(encoding="utf-8")))
    made = {f"{sheet.stem}.css" for sheet in files("static/src/*.scss")}
    made |= {script.name for script in files("static/src/js/*.js")} | {
        "mark.svg",
        "plotly.js",
        "plotly.css",
        "proof.css",
    }
    assert asked <= made


def test_nothing_that_a_browser_loads_names_another_host() -> None:
    own = [*TEMPLATES, *files("static/src/**/*.*", "static/*.mjs", "package.json", ".npmrc")]
    texts = {name(file): file.read_text(encoding="utf-8") for file in own}
    namespace = "http://www.w3.org/2000/svg"
    assert [file for file, text in texts.items() if "://" in text.replace(namespace, "")] == []


def test_the_lock_file_has_a_hash_for_every_package() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {path: package for path, package in lock["packages"].items() if path}
    assert packages
    assert [path for path, package in packages.items() if "integrity" not in package or "resolved" in package] == []
