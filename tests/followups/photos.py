"""Photographs as phones take them: with place, camera and a thumbnail."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

GPS_IFD = 0x8825


def encoded(picture: Image.Image, kind: str, **more: Any) -> bytes:
    """The bytes of a picture in that format."""
    written = io.BytesIO()
    picture.save(written, kind, **more)
    return written.getvalue()


def a_photo(width: int = 640, height: int = 480) -> bytes:
    """A JPEG that says where and with what it was taken, and what somebody wrote into it."""
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    exif = picture.getexif()
    exif[0x010F] = "Kamera Rahasia"
    exif[0x013B] = "Nama rahasia"
    exif.get_ifd(GPS_IFD).update({1: "S", 2: (0.0, 52.0, 12.5), 3: "E", 4: (131.0, 15.0, 3.0)})
    xmp = b'<x:xmpmeta xmlns:x="http://ns.adobe.com/xap/1.0/">rahasia</x:xmpmeta>'
    return encoded(picture, "JPEG", exif=exif, comment="rahasia", xmp=xmp)
