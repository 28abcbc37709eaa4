"""House rule: whatever is said in Indonesian is said in English too, with the same values filled in."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.sweep.sources import ROOT

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


@pytest.fixture
def english() -> Catalog:
    """The English catalogue."""
    with (ROOT / "portal/translations/en/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="en")


def test_every_message_has_its_translation(english: Catalog) -> None:
    assert len(english) > 0
    assert [message.id for message in _messages(english) if message.fuzzy or not all(_texts(message.string))] == []


def test_translations_fill_in_the_same_values(english: Catalog) -> None:
    different = []
    for message in _messages(english):
        wanted = _placeholders(_texts(message.id))
        if any(not _placeholders((text,)) <= wanted for text in _texts(message.string)):
            different.append(message.id)
        if not isinstance(message.id, tuple) and _placeholders(_texts(message.string)) != wanted:
            different.append(message.id)
    assert different == []


def _messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def _texts(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def _placeholders(texts: tuple[str, ...]) -> set[str]:
    return {placeholder for text in texts for placeholder in PLACEHOLDER.findall(text)}
