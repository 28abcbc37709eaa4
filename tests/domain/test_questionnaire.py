"""Questionnaires as data, and the one check of answers."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.errors import InvalidInput
from portal.domain.questionnaire import Localized, Questionnaire, asked_codes, check_answers, pack, unpack
from portal.domain.skm import SKM
from tests.domain.builders import ELEMENTS

answer_sets = st.dictionaries(st.sampled_from(ELEMENTS), st.integers(1, 4))


def errors_of(answers, asked=ELEMENTS, known=ELEMENTS):
    with pytest.raises(InvalidInput) as caught:
        check_answers(answers, asked, known)
    return [(e.field, e.code, e.values) for e in caught.value.errors]


def test_a_text_is_indonesian_but_for_english():
    text = Localized("Mudah", "Easy")
    assert [text.text(lang) for lang in ("id", "en", "fr")] == ["Mudah", "Easy", "Mudah"]


def test_a_questionnaire_survives_json():
    again = Questionnaire.from_dict(json.loads(json.dumps(SKM.to_dict())))
    assert again == SKM
    assert again.content_hash() == SKM.content_hash()


def test_another_wording_has_another_hash():
    data = SKM.to_dict()
    data["questions"][0]["choices"][3]["en"] = "Perfect"
    assert Questionnaire.from_dict(data).content_hash() != SKM.content_hash()


@pytest.mark.parametrize(
    "change",
    [{"version": 0}, {"questions": []}, {"questions": SKM.to_dict()["questions"][:1] * 2}],
    ids=["version", "empty", "twice"],
)
def test_what_is_no_questionnaire_cannot_be_made(change):
    with pytest.raises(ValueError, match="not a questionnaire"):
        Questionnaire.from_dict(SKM.to_dict() | change)


def test_a_question_has_four_choices():
    data = SKM.to_dict()
    data["questions"][0]["choices"].pop()
    with pytest.raises(ValueError, match="unpack"):
        Questionnaire.from_dict(data)


@pytest.mark.parametrize(("staff", "few"), [(None, False), (0, True), (4, True), (5, False), (200, False)])
def test_fewer_than_five_staff_are_not_judged(staff, few):
    missing = set(ELEMENTS) - set(asked_codes(SKM, staff))
    assert missing == ({"kompetensi", "perilaku"} if few else set())


def test_answers_are_kept_in_the_order_asked_without_blanks():
    answers = dict.fromkeys(reversed(ELEMENTS), 3) | {"biaya": None}
    kept = check_answers(answers, ELEMENTS, ELEMENTS)
    assert list(kept) == [code for code in ELEMENTS if code != "biaya"]


def test_an_element_not_asked_is_left_blank_without_a_word():
    asked = asked_codes(SKM, 3)
    assert set(check_answers(dict.fromkeys(ELEMENTS, 4), asked, ELEMENTS)) == set(asked)


@pytest.mark.parametrize("value", [0, 5, -1, True, False, "4", 4.0, [], ""])
def test_a_value_that_is_no_integer_from_1_to_4_is_named(value):
    answers = dict.fromkeys(ELEMENTS, 4) | {"waktu": value}
    assert errors_of(answers) == [("waktu", "out_of_range", {})]
    assert errors_of(answers, asked=ELEMENTS[:2]) == [("waktu", "out_of_range", {})]


def test_every_wrong_field_is_named_at_once():
    found = errors_of({"parkir": 4, "lain": None, "waktu": 9, "biaya": "x"})
    assert [(field, code) for field, code, _ in found] == [
        ("parkir", "unknown_element"),
        ("lain", "unknown_element"),
        ("waktu", "out_of_range"),
        ("biaya", "out_of_range"),
    ]


@pytest.mark.parametrize("given", [{}, dict.fromkeys(ELEMENTS), dict.fromkeys(ELEMENTS[:4], 4)])
def test_fewer_than_five_answers_are_too_few(given):
    assert errors_of(given) == [("answers", "too_few_answers", {"minimum": 5})]


def test_five_answers_are_enough_but_only_of_those_asked():
    assert len(check_answers(dict.fromkeys(ELEMENTS[:5], 1), ELEMENTS, ELEMENTS)) == 5
    assert errors_of(dict.fromkeys(ELEMENTS[:5], 1), asked=ELEMENTS[1:])


def test_a_short_questionnaire_needs_all_its_answers():
    assert check_answers(dict.fromkeys(ELEMENTS[:3], 2), ELEMENTS[:3], ELEMENTS) == dict.fromkeys(ELEMENTS[:3], 2)
    too_few = errors_of(dict.fromkeys(ELEMENTS[:2], 2), asked=ELEMENTS[:3])
    assert too_few == [("answers", "too_few_answers", {"minimum": 3})]


def test_ratings_are_packed_in_question_order():
    answers = dict(zip(ELEMENTS, [3, 4, 4, 4, 4, 3, 3, 3, 4], strict=True))
    assert pack(answers, ELEMENTS) == "344443334"
    assert pack({"biaya": 2}, ELEMENTS) == "000200000"


@given(answer_sets)
def test_packed_ratings_come_back(answers):
    assert unpack(pack(answers, ELEMENTS), ELEMENTS) == answers


@pytest.mark.parametrize("answers", [{"parkir": 1}, {"waktu": 5}, {"waktu": -1}])
def test_what_the_questionnaire_does_not_hold_is_not_packed(answers):
    with pytest.raises(ValueError, match="does not hold"):
        pack(answers, ELEMENTS)


@pytest.mark.parametrize("packed", ["", "34444333", "3444433344", "34444333x", "344443335", "３44443334"])
def test_what_does_not_fit_is_not_unpacked(packed):
    with pytest.raises(ValueError, match="do not fit"):
        unpack(packed, ELEMENTS)
