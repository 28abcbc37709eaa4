"""What a draft of a questionnaire may change, what it lacks, and how it differs from what was asked."""

from dataclasses import replace

import pytest

from portal.domain.drafts import (
    MAX_ELEMENTS,
    PARTS,
    Fault,
    differences,
    faults,
    is_official,
    next_version,
    retitled,
    reworded,
    with_element,
    without_element,
    wording,
)
from portal.domain.errors import InvalidInput, Refused
from portal.domain.questionnaire import Localized, asked_codes
from portal.domain.skm import SKM

DRAFT = next_version(SKM, 2)
WAKTU = wording(SKM.question("waktu"))


def codes_of(caught: pytest.ExceptionInfo[InvalidInput]) -> dict[str, str]:
    return {error.field: error.code for error in caught.value.errors}


def test_the_official_questionnaire_lacks_nothing():
    assert faults(SKM) == []


def test_the_words_of_an_element_and_no_other_change():
    changed = reworded(DRAFT, "waktu", {**WAKTU, "text_en": "  How fast \n was it? "}, about_staff=False)
    assert changed.codes == SKM.codes
    assert changed.question("waktu").text == Localized(SKM.question("waktu").text.id, "How fast was it?")
    assert [q for q in changed.questions if q.code != "waktu"] == [q for q in SKM.questions if q.code != "waktu"]
    difference = differences(SKM, changed)
    assert [(d.element, d.part) for d in difference.words] == [("waktu", "text")]
    assert difference.is_pooled


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(("one", "other"), [(1, 4), (1, 2), (3, 4)])
def test_answers_that_changed_places_are_found(lang: str, one: int, other: int):
    first, second = f"choice_{one}_{lang}", f"choice_{other}_{lang}"
    swapped = reworded(DRAFT, "waktu", {**WAKTU, first: WAKTU[second].upper(), second: WAKTU[first]}, about_staff=False)
    assert differences(SKM, swapped).turned == ("waktu",)


def test_other_words_for_answers_are_no_change_of_places():
    other = reworded(DRAFT, "waktu", {**WAKTU, "choice_1_id": "Lambat", "choice_4_en": "At once"}, about_staff=False)
    assert differences(SKM, other).turned == ()


def test_the_same_words_are_no_difference():
    assert not differences(SKM, reworded(DRAFT, "waktu", WAKTU, about_staff=False)).any


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [("name_id", "x" * 81, "too_long"), ("text_en", "x" * 301, "too_long"), ("choice_4_id", "a\x00", "bad_character")],
)
def test_words_that_cannot_be_shown_are_refused_by_field(field: str, text: str, code: str):
    with pytest.raises(InvalidInput) as caught:
        reworded(DRAFT, "waktu", {**WAKTU, field: text}, about_staff=False)
    assert codes_of(caught) == {field: code}


def test_blank_words_and_answers_alike_are_named_before_publishing():
    blank = reworded(DRAFT, "waktu", {**WAKTU, "name_en": " ", "choice_2_id": "TIDAK CEPAT"}, about_staff=False)
    assert faults(blank) == [Fault("waktu", "name_en", "missing"), Fault("waktu", "choice_2_id", "same")]
    assert faults(retitled(DRAFT, {"title_id": "Survei"})) == [Fault(None, "title_en", "missing")]


def test_whether_official_elements_judge_staff_is_not_for_a_draft_to_say():
    changed = reworded(DRAFT, "perilaku", wording(SKM.question("perilaku")), about_staff=False)
    assert "perilaku" not in asked_codes(changed, staff=3)
    assert not reworded(DRAFT, "waktu", WAKTU, about_staff=True).question("waktu").about_staff


def test_an_own_element_comes_last_and_blank_and_may_judge_staff():
    more = with_element(DRAFT, "keamanan", {})
    assert more.codes == (*SKM.codes, "keamanan")
    assert len(faults(more)) == 2 * len(PARTS)
    words = {name: f"{name} x" for name in WAKTU}
    assert asked_codes(reworded(more, "keamanan", words, about_staff=True), staff=3)[-1] != "keamanan"
    assert not differences(SKM, more).is_pooled
    assert differences(SKM, more).added == ("keamanan",)
    assert not is_official("keamanan")


def test_an_element_that_was_asked_before_comes_back_in_its_words():
    less = without_element(DRAFT, "biaya")
    assert differences(SKM, less).removed == ("biaya",)
    again = with_element(less, "biaya", {"biaya": SKM.question("biaya")})
    assert again.question("biaya") == SKM.question("biaya")
    difference = differences(SKM, again)
    assert (difference.added, difference.removed, difference.words) == ((), (), ())
    assert difference.is_reordered
    assert difference.is_pooled


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", "bad_code"),
        ("Waktu", "bad_code"),
        ("a b", "bad_code"),
        ("../x", "bad_code"),
        ("x" * 31, "bad_code"),
        ("aman_", "bad_code"),
        ("waktu\n", "bad_code"),
        ("waktu", "code_taken"),
        ("comment", "reserved_code"),
        ("visit_code", "reserved_code"),
        ("token", "reserved_code"),
        ("sex", "reserved_code"),
    ],
)
def test_a_code_that_would_mean_something_else_is_refused(code: str, fault: str):
    with pytest.raises(InvalidInput) as caught:
        with_element(DRAFT, code, {})
    assert codes_of(caught) == {"code": fault}


def test_a_questionnaire_has_five_to_twenty_elements():
    five = replace(DRAFT, questions=DRAFT.questions[:5])
    with pytest.raises(Refused, match="too_few_elements"):
        without_element(five, five.codes[0])
    with pytest.raises(KeyError):
        without_element(DRAFT, "keamanan")
    full = DRAFT
    for letter in "abcdefghijk":
        full = with_element(full, f"unsur_{letter}", {})
    assert len(full.questions) == MAX_ELEMENTS
    with pytest.raises(Refused, match="too_many_elements"):
        with_element(full, "lagi", {})
