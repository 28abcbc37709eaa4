"""What each setting may hold, and that every value survives the way through a form."""

from datetime import date

import pytest

from portal.domain.errors import InvalidInput
from portal.domain.settings import ANNOUNCEMENT, CONTACT, DEFINITIONS, DIGEST_HOUR, announcement_on, value_hash

DAY = date(2026, 7, 15)
SENTENCE = {"indonesian": "Tutup.", "english": "Closed.", "until": "2026-07-15"}


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_default_is_a_value_that_could_be_typed(name: str):
    definition = DEFINITIONS[name]
    assert definition.of_fields(definition.fields(definition.default), DAY) == definition.default


def test_a_contact_has_one_spelling():
    given = {"email": " Kontak@Kota.example ", "phone": " +62 951  (321)-456 "}
    assert DEFINITIONS[CONTACT].of_fields(given, DAY) == {"email": "kontak@kota.example", "phone": "+62 951 (321)-456"}


def test_an_announcement_is_one_line_and_lasts_through_its_last_day():
    given = {**SENTENCE, "indonesian": " Tutup \n besok. "}
    value = DEFINITIONS[ANNOUNCEMENT].of_fields(given, DAY)
    assert value == {**SENTENCE, "indonesian": "Tutup besok."}
    assert announcement_on(value, DAY) == value
    assert announcement_on(value, date(2026, 7, 16)) is None
    assert announcement_on(DEFINITIONS[ANNOUNCEMENT].default, DAY) is None


def test_an_announcement_without_words_is_none_whatever_its_day():
    assert DEFINITIONS[ANNOUNCEMENT].of_fields({"until": "x"}, DAY) == DEFINITIONS[ANNOUNCEMENT].default


@pytest.mark.parametrize("text", ["0", "23", " 7 "])
def test_an_hour_of_the_day(text: str):
    assert DEFINITIONS[DIGEST_HOUR].of_fields({DIGEST_HOUR: text}, DAY) == int(text)


@pytest.mark.parametrize("text", ["", "24", "-1", "7.5", "²", "٧", "007"])
def test_no_hour_of_the_day(text: str):
    with pytest.raises(InvalidInput):
        DEFINITIONS[DIGEST_HOUR].of_fields({DIGEST_HOUR: text}, DAY)


def test_every_fault_of_an_announcement_is_named_at_once():
    with pytest.raises(InvalidInput) as caught:
        DEFINITIONS[ANNOUNCEMENT].of_fields({"english": "x" * 201, "until": "2026-07-14"}, DAY)
    assert [(error.field, error.code) for error in caught.value.errors] == [
        ("indonesian", "both_languages"),
        ("english", "too_long"),
        ("until", "day_over"),
    ]


def test_the_logged_hash_says_which_setting_and_which_change():
    hashes = {value_hash(name, version, 7) for name in (DIGEST_HOUR, CONTACT) for version in (1, 2)}
    assert len(hashes | {value_hash(DIGEST_HOUR, 1, 8)}) == 5
