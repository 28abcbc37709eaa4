"""What an address may hold: slugs and receipts of known letters, so that nothing odd reaches the database."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import BaseConverter, ValidationError

from portal.domain.texts import MAX_SLUG, SLUG


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
    """Make the converters `slug` and `receipt` known."""
    app.url_map.converters["slug"] = SlugConverter
    app.url_map.converters["receipt"] = ReceiptConverter
