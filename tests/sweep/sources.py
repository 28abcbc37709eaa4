"""The files of the project as the sweep tests read them: paths, lines, syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MIGRATIONS = ROOT / "portal" / "migrations"
FEATURES = tuple(
    path.name
    for path in sorted((ROOT / "portal").iterdir())
    if path.is_dir()
    and path.name not in {"charts", "core", "domain", "migrations", "sample", "translations"}
    and not path.name.startswith("_")
)


def modules(*folders: str) -> list[Path]:
    """The Python files of these folders and files; of all our own code by default."""
    places = [ROOT / folder for folder in folders or ("portal", "tests", "config.py", "wsgi.py")]
    return sorted(file for place in places for file in ([place] if place.suffix else place.rglob("*.py")))


def files(*patterns: str) -> list[Path]:
    """The files that match these patterns from the root, such as `templates/**/*.html`."""
    return sorted(file for pattern in patterns for file in ROOT.glob(pattern))


def tree(file: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions of a file, methods and inner ones too."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports(file: Path) -> Iterator[str]:
    """What a file imports, as dotted names: `from flask import request` gives `flask.request`."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def attributes(file: Path) -> Iterator[str]:
    """All attributes that a file reaches for, as `object.attribute` where the object is a plain name."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            yield f"{owner}.{node.attr}"


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function from its `def` to its end, its docstring left out."""
    words = node.body[0] if ast.get_docstring(node) else None
    return _lines(node) - (_lines(words) if words else 0)


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def name(file: Path) -> str:
    """The path of a file as one reads it in a message."""
    return str(file.relative_to(ROOT))
