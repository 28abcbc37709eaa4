"""How tests read documents: the text of a PDF by its tags, and what it says of itself."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf


def opened(body: bytes) -> pikepdf.Pdf:
    """The PDF, ready to be looked into."""
    return pikepdf.open(io.BytesIO(body))


def tags(pdf: pikepdf.Pdf) -> list[str]:
    """The types of all structure elements, in reading order."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S))
            if "/K" in node:
                walk(node.K)

    walk(pdf.Root.StructTreeRoot.K)
    return found


def alternatives(pdf: pikepdf.Pdf) -> list[str | None]:
    """The text alternative of each figure."""
    found: list[str | None] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary):
            if node.get("/S") == "/Figure":
                found.append(str(node["/Alt"]) if "/Alt" in node else None)
            if "/K" in node:
                walk(node.K)

    walk(pdf.Root.StructTreeRoot.K)
    return found


def is_accessible(pdf: pikepdf.Pdf, lang: str) -> None:
    """What PDF/UA-1 asks of a file's outside; what is inside it, the press has checked."""
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang).startswith(lang)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"]
    assert all(alternatives(pdf))
    levels = [int(tag[2:]) for tag in tags(pdf) if re.fullmatch(r"/H[1-6]", tag)]
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


def text_of(body: bytes) -> str:
    """All text as it is set, in one line; places where a long word may break are closed."""
    with opened(body) as pdf:
        lines = [line for page in pdf.pages for line in texts_of(page)]
    return " ".join(" ".join(lines).replace("\u200b", "").split())


def texts_of(page: pikepdf.Page) -> Iterator[str]:
    """The text of each text object, letter by letter through its font's own map to Unicode."""
    fonts = {name: _letters(font) for name, font in page.Resources.Font.items()} if "/Font" in page.Resources else {}
    letters: dict[int, str] = {}
    line = ""
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BT":
                line = ""
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj" | "TJ":
                shown = operands[0] if str(instruction.operator) == "TJ" else operands
                line += "".join(_read(bytes(one), letters) for one in shown if isinstance(one, pikepdf.String))
            case "ET":
                yield line


def _read(codes: bytes, letters: dict[int, str]) -> str:
    return "".join(letters.get(int.from_bytes(codes[at : at + 2]), "") for at in range(0, len(codes), 2))


def _letters(font: Any) -> dict[int, str]:
    """A font's ToUnicode map: what each two-byte code stands for."""
    found: dict[int, str] = {}
    text = font.ToUnicode.read_bytes().decode("ascii")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, letters in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(letters).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, last, start in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for place, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[code] = chr(int(start, 16) + place)
    return found
