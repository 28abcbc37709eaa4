"""Numbers and days in the reader's own language, whoever read the page first."""

from __future__ import annotations

import pytest
from flask import Flask

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def test_a_constant_is_written_anew_for_each_reader(app: Flask) -> None:
    page = app.jinja_env.from_string("{{ 3.841 | decimal4 }} {{ '2026-Q3' | period_name }}")

    def read(lang: str) -> str:
        with app.test_request_context(f"/?lang={lang}"):
            return page.render()

    assert read("en") == "3.8410 Quarter III of 2026"
    assert read("id") == "3,8410 Triwulan III 2026"
