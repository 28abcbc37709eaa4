"""What the page about the method says: its text, and the rows of its tables by section."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from flask.testing import FlaskClient


class Tables(HTMLParser):
    """Rows of cells by the anchor of their section."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: dict[str, list[list[str]]] = {}
        self._section = ""
        self._in_cell = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h2":
            self._section = dict(attrs).get("id") or ""
        if tag == "tr":
            self.rows.setdefault(self._section, []).append([])
        if tag in {"td", "th"}:
            self._in_cell = True
            self.rows[self._section][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            row = self.rows[self._section][-1]
            row[-1] = " ".join(f"{row[-1]}{data}".split())


def method(client: FlaskClient, query: str = "") -> dict[str, list[list[str]]]:
    """The rows of each section."""
    return Tables(_page(client, query)).rows


def words(client: FlaskClient, query: str = "") -> str:
    """The text without its tags, blanks run together."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", _page(client, query)))


def step(rows: list[list[str]], name: str) -> str:
    """The number of the first step of that name."""
    return next(row[-1] for row in rows if row[0] == name)


def _page(client: FlaskClient, query: str) -> str:
    answer = client.get(f"/method{query}")
    assert answer.status_code == 200, answer.text[:300]
    return answer.text
