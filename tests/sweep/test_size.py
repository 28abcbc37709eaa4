"""House rule: small pieces. Functions, views, files and templates that outgrow their size are split."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.sweep.sources import MIGRATIONS, files, functions, length, modules, name

FUNCTION, VIEW, FILE, TEMPLATE = 40, 15, 300, 150
ROUTES = {"get", "post", "put", "delete", "route"}
VAGUE = {"utils", "helpers", "common", "misc"}


def test_functions_have_at_most_40_lines() -> None:
    long = [
        f"{name(file)}:{function.lineno} {function.name}: {length(function)}"
        for file in modules()
        if MIGRATIONS not in file.parents
        for function in functions(file)
        if length(function) > FUNCTION
    ]
    assert long == []


def test_views_have_at_most_15_lines() -> None:
    views = [(file, view) for file in modules("portal") for view in functions(file) if _is_view(view)]
    assert views
    assert [f"{name(file)}:{view.lineno} {view.name}" for file, view in views if length(view) > VIEW] == []


def test_files_have_at_most_300_lines() -> None:
    code = [*modules(), *files("static/src/**/*.*", "static/*.mjs")]
    assert _longer(code, FILE) == []


def test_templates_have_at_most_150_lines() -> None:
    assert _longer(files("templates/**/*.html"), TEMPLATE) == []


def test_no_file_has_a_vague_name() -> None:
    assert [name(file) for file in [*modules(), *files("static/src/**/*")] if file.stem.strip("_") in VAGUE] == []


def _longer(paths: list[Path], limit: int) -> list[str]:
    sizes = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in paths if file.is_file()}
    return [f"{name(file)}: {size}" for file, size in sizes.items() if size > limit and MIGRATIONS not in file.parents]


def _is_view(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    calls = [decorator.func for decorator in function.decorator_list if isinstance(decorator, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr in ROUTES for call in calls)
