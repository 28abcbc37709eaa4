"""Pictures from strangers' cameras, made anew: what comes out is a JPEG of ours, and holds nothing but what is seen.

No place, no camera, no name, no second file hidden behind the first: only the points of the picture are taken over.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from portal.domain.errors import FieldError, InvalidInput

MAX_BYTES = 8 * 1024 * 1024
MAX_SIDE = 1600
MAX_PIXELS = 40_000_000
"""Of what comes in: a small file can unfold into gigabytes."""
MEDIA_TYPE = "image/jpeg"
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITIES = (82, 70, 55)
_ENOUGH = 480 * 1024
"""Bytes that a picture should not exceed; the first quality that keeps to it is taken."""
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, struct.error)
"""All that Pillow raises for files that are cut short, damaged or made to harm."""


@dataclass(frozen=True)
class Picture:
    """A JPEG made by us, and its size in points."""

    data: bytes
    width: int
    height: int


def remade(data: bytes) -> Picture:
    """The picture in these bytes (JPEG, PNG or WebP, by their content) as a JPEG of at most 1600 points a side.

    Raises InvalidInput for `file`: `missing`, `file_too_large`, `not_a_picture`, `too_many_pixels`, `broken_picture`.
    """
    if not data:
        raise _fault("missing")
    if len(data) > MAX_BYTES:
        raise _fault("file_too_large")
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise _fault("too_many_pixels")
            return _encoded(_plain(opened))
    except UnidentifiedImageError as error:
        raise _fault("not_a_picture") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _fault("too_many_pixels") from error
    except _BROKEN as error:
        raise _fault("broken_picture") from error


def _plain(opened: Image.Image) -> Image.Image:
    """Turned the right way up, scaled down, on white, and without anything but its points."""
    opened.draft("RGB", (MAX_SIDE, MAX_SIDE))
    turned = ImageOps.exif_transpose(opened)
    turned.thumbnail((MAX_SIDE, MAX_SIDE))
    plain = Image.new("RGB", turned.size, "white")
    if turned.has_transparency_data:
        seen = turned.convert("RGBA")
        plain.paste(seen, mask=seen)
    else:
        plain.paste(turned.convert("RGB"))
    return plain


def _encoded(plain: Image.Image) -> Picture:
    data = b""
    for quality in _QUALITIES:
        written = io.BytesIO()
        plain.save(written, "JPEG", quality=quality, optimize=True, progressive=True)
        data = written.getvalue()
        if len(data) <= _ENOUGH:
            break
    return Picture(data, plain.width, plain.height)


def _fault(code: str) -> InvalidInput:
    return InvalidInput([FieldError("file", code)])
