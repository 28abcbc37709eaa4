"""Addresses of the built browser files: a manifest maps each logical name to a file named after its content."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, url_for

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "static" / "dist"
FONTS = DIST.with_name("fonts")
"""Noto Sans for pictures that the server draws; built like DIST, but not served."""
_SHOWN = ("config.py", "portal/**/*.py", "portal/**/*.typ", "portal/translations/**/*.po", "templates/**/*.html")


def configure_assets(app: Flask) -> str:
    """Give templates `asset(name)`; returns the id of the built files."""
    manifest = _manifest()

    def asset(name: str) -> str:
        return url_for("static", filename=manifest.get(name, name))

    app.add_template_global(asset)
    return str(manifest.get("build", "unbuilt"))


def build_id(built: str, *also: object) -> str:
    """What a page looks like beside its data: the built files, the code, templates and words, and `also`.

    Part of every ETag: after a new version is installed no browser may be told that its old page is still good.
    """
    return hashlib.sha256(repr((built, also, _code())).encode()).hexdigest()[:16]


@cache
def _code() -> str:
    digest = hashlib.sha256()
    for pattern in _SHOWN:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _manifest() -> dict[str, Any]:
    file = DIST / "manifest.json"
    manifest: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return manifest
