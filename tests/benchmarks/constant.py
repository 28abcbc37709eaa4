"""The measure for kept pages: Flask, bare, returning constant bytes. Granian runs `tests.benchmarks.constant:app`."""

from __future__ import annotations

from flask import Flask, Response

BODY = bytes(8000)

app = Flask(__name__)


@app.get("/")
@app.get("/readyz")
def constant() -> Response:
    """As many bytes as a compressed public page has, roughly."""
    return Response(BODY, mimetype="text/html")
