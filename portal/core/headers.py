"""Headers of every answer: a strict content policy, no caching where a person is concerned, compression where safe."""

from __future__ import annotations

from flask import Flask, Response, request
from flask_compress import Compress

from portal.core.access import Audience, audience_of_request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
FRAMED_POLICY = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
"""That of the embed alone: any site may show it in a frame. It has no form, and nobody is signed in there."""
_KEPT = {Audience.PUBLIC, Audience.EMBED, Audience.OPEN_DATA}
_COMPRESSED = {Audience.PUBLIC, Audience.EMBED, Audience.OPEN_DATA, Audience.CITIZEN, Audience.API}
"""Not staff pages: compressing a page that holds a secret beside reflected input gives the secret away (BREACH)."""

compress = Compress()


def configure_headers(app: Flask) -> None:
    """Set the headers of section 9 of the design on each answer."""
    app.config.setdefault("COMPRESS_REGISTER", False)
    app.config.setdefault("COMPRESS_ALGORITHM", ["br", "gzip"])
    app.config.setdefault("COMPRESS_BR_LEVEL", 5)
    app.config.setdefault(
        "COMPRESS_MIMETYPES", ["text/html", "text/csv", "text/plain", "application/json", "image/svg+xml"]
    )
    compress.init_app(app)
    app.after_request(_set_headers)


def _set_headers(response: Response) -> Response:
    headers, audience = response.headers, audience_of_request()
    framed = audience is Audience.EMBED and response.status_code < 400
    headers.setdefault("Content-Security-Policy", FRAMED_POLICY if framed else CONTENT_SECURITY_POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if request.endpoint != "static" and (audience not in _KEPT or response.status_code >= 400):
        headers.setdefault("Cache-Control", "no-store")
    if audience in _COMPRESSED and request.endpoint != "static":
        return compress.after_request(response)
    return response
