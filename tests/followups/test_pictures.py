"""Pictures made anew: small, without place or camera; and what is no picture, or would do harm, refused by name."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from portal.domain.errors import InvalidInput
from portal.followups.pictures import MAX_BYTES, MAX_SIDE, remade
from tests.followups.photos import GPS_IFD, a_photo, encoded


def refusal(data: bytes) -> str:
    with pytest.raises(InvalidInput) as error:
        remade(data)
    assert [fault.field for fault in error.value.errors] == ["file"]
    return error.value.errors[0].code


def test_place_camera_and_every_other_word_are_gone() -> None:
    data = a_photo()
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(GPS_IFD)
    made = remade(data)
    opened = Image.open(io.BytesIO(made.data))
    assert not opened.getexif()
    assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    for trace in (b"Exif", b"Kamera Rahasia", b"rahasia", b"GPS", b"http://ns.adobe.com", b"ICC_PROFILE"):
        assert trace not in made.data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_kind_becomes_a_jpeg_of_at_most_1600_points(kind: str) -> None:
    made = remade(encoded(Image.new("RGB", (4000, 1000), "teal"), kind))
    opened = Image.open(io.BytesIO(made.data))
    assert (opened.format, opened.size) == ("JPEG", (MAX_SIDE, 400))
    assert (made.width, made.height) == opened.size


def test_a_small_picture_stays_small() -> None:
    assert remade(encoded(Image.new("RGB", (20, 30)), "PNG")).width == 20


def test_a_picture_taken_sideways_stands_upright() -> None:
    turned = Image.new("RGB", (300, 200))
    exif = turned.getexif()
    exif[0x0112] = 6
    assert remade(encoded(turned, "JPEG", exif=exif)).height == 300


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_odd_colours_are_taken_and_what_is_clear_becomes_white(mode: str) -> None:
    made = remade(encoded(Image.new(mode, (40, 40)), "JPEG" if mode == "CMYK" else "PNG"))
    opened = Image.open(io.BytesIO(made.data))
    assert opened.mode == "RGB"
    if mode in {"LA", "RGBA"}:
        assert opened.getpixel((5, 5)) == (255, 255, 255)


HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.mark.parametrize(
    "data",
    [
        HTML,
        SVG,
        b"\xef\xbb\xbf" + SVG,
        HTML + a_photo(),
        b"GIF89a/*" + b"\0" * 40 + b"*/=1;alert(1)",
        b"%PDF-1.7\n" + a_photo(),
        b"PK\x03\x04" + b"\0" * 100,
        b"\0" * 1000,
        b"BM" + b"\0" * 100,
        b"x",
    ],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(data: bytes) -> None:
    assert refusal(data) == "not_a_picture"


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO", "PDF"])
def test_other_kinds_of_pictures_are_refused(kind: str) -> None:
    assert refusal(encoded(Image.new("RGB", (64, 64)), kind)) == "not_a_picture"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_second_file_behind_the_first_is_left_behind(kind: str) -> None:
    tail = HTML + b"PK\x03\x04 arsip tersembunyi"
    made = remade(encoded(Image.effect_noise((60, 60), 50).convert("RGB"), kind) + tail)
    assert b"script" not in made.data
    assert b"arsip" not in made.data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_file_cut_short_is_refused(kind: str) -> None:
    data = encoded(Image.effect_noise((400, 400), 80).convert("RGB"), kind)
    assert refusal(data[: len(data) // 2]) == "broken_picture"


def a_bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it unfolds to that many points."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [7_000, 10_000, 60_000, 2**31 - 1])
def test_a_bomb_is_refused_before_it_unfolds(side: int) -> None:
    assert refusal(a_bomb(side, side)) in {"too_many_pixels", "not_a_picture"}


def test_words_that_unfold_in_a_picture_are_refused() -> None:
    plain = encoded(Image.new("RGB", (10, 10)), "PNG")
    body = b"k\0\0" + zlib.compress(b"\0" * 80_000_000)
    text = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    assert refusal(plain[:33] + text + plain[33:]) == "broken_picture"


def test_nothing_and_too_much_are_refused() -> None:
    assert refusal(b"") == "missing"
    assert refusal(b"\xff\xd8" + b"\0" * MAX_BYTES) == "file_too_large"
