"""Addresses of the built browser files: a manifest maps each logical name to a file named after its content."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flask import Flask, url_for

DIST = Path(__file__).resolve().parents[2] / "static" / "dist"
FONTS = DIST.with_name("fonts")
"""Noto Sans for pictures that the server draws; built like DIST, but not served."""


def configure_assets(app: Flask) -> str:
    """Give templates `asset(name)`; returns the build id, which is part of every page's ETag."""
    manifest = _manifest()

    def asset(name: str) -> str:
        return url_for("static", filename=manifest.get(name, name))

    app.add_template_global(asset)
    return str(manifest.get("build", "unbuilt"))


def _manifest() -> dict[str, Any]:
    file = DIST / "manifest.json"
    manifest: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return manifest
