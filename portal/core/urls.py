"""Addresses: what they may hold, so that nothing odd reaches the database, and how they read outside the portal."""

from __future__ import annotations

from typing import Any

from flask import Flask, request, url_for
from werkzeug.routing import BaseConverter, IntegerConverter, ValidationError

from portal.core.access import Audience, audience_of_request, own_origin
from portal.domain.texts import MAX_SLUG, SLUG

_LARGEST = 2**31 - 1


class RowNumberConverter(IntegerConverter):
    """The number of a row."""

    def to_python(self, value: str) -> int:
        """ValidationError, which makes it a 404, for a number that no database can hold."""
        if len(value) > len(str(_LARGEST)) or int(value) > _LARGEST:
            raise ValidationError("no row has so large a number")
        return int(value)


class SlugConverter(BaseConverter):
    """A slug of the catalogue."""

    regex = SLUG
    part_isolating = True

    def to_python(self, value: str) -> str:
        """ValidationError, which makes it a 404, for what is too long to be a slug."""
        if len(value) > MAX_SLUG:
            raise ValidationError(f"a slug has at most {MAX_SLUG} characters")
        return value


class ReceiptConverter(BaseConverter):
    """A receipt as people type it."""

    regex = "[0-9]{1,9}-[0-9A-Za-z]{20,32}"
    part_isolating = True


def configure_urls(app: Flask) -> None:
    """Make the converters `slug` and `receipt` known, bound `int`, and whole addresses to templates."""
    app.url_map.converters["int"] = RowNumberConverter
    app.url_map.converters["slug"] = SlugConverter
    app.url_map.converters["receipt"] = ReceiptConverter
    for template_global in (absolute, absolute_url, page_address):
        app.add_template_global(template_global)


def absolute(path: str) -> str:
    """A path of this portal as others call it: with scheme and host."""
    return own_origin() + path


def absolute_url(endpoint: str, **values: Any) -> str:
    """`url_for` with scheme and host."""
    return absolute(url_for(endpoint, **values))


def page_address() -> str | None:
    """The one address of a public page, without search and filters; None for what is not for everyone.

    Not for the citizens' pages: the form's bytes are kept, whatever host they were first asked for.
    """
    if request.endpoint is None or audience_of_request() is not Audience.PUBLIC:
        return None
    return absolute_url(request.endpoint, **(request.view_args or {}), period=request.args.get("period"))
