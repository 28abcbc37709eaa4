"""Who a blueprint is for. The audience decides headers, caching, compression and sign-in; features.py names it."""

from __future__ import annotations

from enum import StrEnum

from flask import current_app, request


class Audience(StrEnum):
    """Whom a blueprint serves."""

    PUBLIC = "public"
    """Pages anyone reads; no cookie, kept by caches until the next publication."""
    EMBED = "embed"
    """Public pages that may stand in a frame of another site; as the others otherwise. By audience and not by view, so
    that a 304, which no view makes, does not take the permission back."""
    CITIZEN = "citizen"
    """The form and the receipt; no cookie but for a kept rating (ADR 15), never kept by caches."""
    API = "api"
    """JSON that machines send; cookies as for citizens, never kept."""
    OPEN_DATA = "open_data"
    """JSON that anyone reads, kept like the public pages."""
    STAFF = "staff"
    """Signed-in people; never kept by caches."""
    FEED = "feed"
    """What an application fetches in a person's name by a secret address: no session, no cookie; never kept, nor
    compressed."""

    OPERATOR = "operator"
    """Health and readiness."""


def audience_of_request() -> Audience:
    """The audience of the blueprint that serves this request; unknown addresses count as a citizen's."""
    audiences: dict[str, Audience] = current_app.extensions["portal"].audiences
    return audiences.get(request.blueprint or "", Audience.CITIZEN)


def cross_site() -> bool:
    """Whether a browser says that another site made this request (Origin, Sec-Fetch-Site)."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("Origin")
    return origin is not None and origin.rstrip("/") != own_origin()


def own_origin() -> str:
    """Scheme and host under which this portal is reached."""
    base: str | None = current_app.extensions["portal"].settings.base_url
    return (base or request.host_url).rstrip("/")
