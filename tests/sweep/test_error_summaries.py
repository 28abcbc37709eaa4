"""House rule: a summary of what is wrong names the field in each line, so that ten lines are not the same."""

from __future__ import annotations

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "templates"


def test_each_summary_is_given_the_names_of_the_fields_of_its_page() -> None:
    pages = {path: path.read_text() for path in TEMPLATES.rglob("*.html") if "macros" not in path.parts}
    summaries = {path: re.findall(r"error_summary\(\w+(, .+?)?\) }}", text) for path, text in pages.items()}
    assert sum(map(len, summaries.values())) > 20
    assert [path.name for path, found in summaries.items() if not all(found)] == []
    for path, text in pages.items():
        written = re.search(r"{% set labels = {(.*?)} %}", text, re.DOTALL)
        if written:
            asked = set(re.findall(r"_row\(form\.(\w+), labels\.", text))
            assert asked <= set(re.findall(r'"(\w+)": _\(', written[1])), path
