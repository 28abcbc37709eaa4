"""House rule: what each kind of file may do. import-linter holds the order among our own modules; this is the rest."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

from tests.sweep.sources import FEATURES, MIGRATIONS, ROOT, attributes, files, imports, modules, name, tree

IMPURE = ("io", "os", "pathlib", "random", "secrets", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "time")
CLOCKS = {"datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time"}
NOT_FOR = {
    "models": ("flask.", "portal.core.clock"),
    "queries": ("flask.request", "flask.session", "portal.core.clock", "portal.core.database.transaction"),
    "services": ("flask.request", "flask.session", "portal.core.clock", "portal.core.database.transaction"),
    "forms": ("sqlalchemy", "portal.core.extensions.db", "portal.core.clock", "portal.core.database"),
    "views": ("sqlalchemy", "portal.core.extensions.db"),
    "staff_views": ("sqlalchemy", "portal.core.extensions.db"),
    "api": ("sqlalchemy", "portal.core.extensions.db"),
    "cli": ("sqlalchemy", "portal.core.extensions.db"),
    "jobs": ("sqlalchemy", "portal.core.extensions.db"),
}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b")


@pytest.mark.parametrize("layer", NOT_FOR)
def test_a_layer_keeps_to_its_work(layer: str) -> None:
    broken = [
        f"{name(file)} imports {imported}"
        for feature in FEATURES
        for file in _layer(feature, layer)
        for imported in imports(file)
        if imported.startswith(NOT_FOR[layer])
    ]
    assert broken == []


def test_the_domain_imports_only_the_standard_library() -> None:
    known = sys.stdlib_module_names | {"portal"}
    strange = [
        f"{name(file)} imports {imported}"
        for file in modules("portal/domain")
        for imported in imports(file)
        if (top := imported.split(".")[0]) not in known or top in IMPURE
    ]
    assert strange == []


def test_only_the_clock_module_reads_the_clock() -> None:
    clock = ROOT / "portal" / "core" / "clock.py"
    readers = [name(file) for file in modules("portal") if file != clock and CLOCKS & set(attributes(file))]
    assert readers == []


def test_only_config_reads_the_environment() -> None:
    readers = [
        name(file)
        for file in modules("portal", "wsgi.py")
        if {"os.environ", "os.getenv"} & {*attributes(file), *imports(file)}
    ]
    assert readers == []


def test_only_the_transaction_commits() -> None:
    doors = {ROOT / "portal" / "core" / "database.py", MIGRATIONS / "env.py"}
    committers = [name(file) for file in modules("portal") if file not in doors and _calls(file, "commit")]
    assert committers == []


def test_each_module_says_why_it_exists() -> None:
    silent = [name(file) for file in modules() if (code := tree(file)).body and not ast.get_docstring(code)]
    assert [file for file in silent if not file.startswith(name(MIGRATIONS / "versions"))] == []


def test_nothing_is_left_for_later() -> None:
    texts = files(
        "portal/**/*.py", "templates/**/*.html", "static/src/**/*.*", "static/*.mjs", "Makefile", "docs/**/*.md"
    )
    assert [name(file) for file in texts if UNFINISHED.search(file.read_text(encoding="utf-8"))] == []


def _layer(feature: str, layer: str) -> list[Path]:
    folder = ROOT / "portal" / feature
    return [*folder.glob(f"{layer}.py"), *folder.glob(f"{layer}/**/*.py")]


def _calls(file: Path, method: str) -> bool:
    calls = (node.func for node in ast.walk(tree(file)) if isinstance(node, ast.Call))
    return any(isinstance(call, ast.Attribute) and call.attr == method for call in calls)
