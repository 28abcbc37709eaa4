"""What a respondent may tell."""

import pytest

from portal.domain.errors import InvalidInput
from portal.domain.respondents import ATTRIBUTES, Respondent, check_respondent


@pytest.mark.parametrize("attribute", list(ATTRIBUTES))
def test_every_code_of_a_vocabulary_is_taken(attribute):
    for code in ATTRIBUTES[attribute]:
        assert getattr(check_respondent({attribute: code}), attribute) == code


@pytest.mark.parametrize("given", [{}, {"sex": None}, {"sex": "", "age_band": ""}])
def test_all_of_it_is_optional(given):
    assert check_respondent(given) == Respondent()
    assert check_respondent(given).is_blank


def test_one_attribute_is_enough_to_be_kept():
    assert not check_respondent({"sex": "P"}).is_blank


def test_every_wrong_field_is_named():
    wrong = {"name": "Budi", "sex": "X", "age_band": 30, "education": ["sd"], "occupation": "asn"}
    with pytest.raises(InvalidInput) as caught:
        check_respondent(wrong)
    assert [(e.field, e.code) for e in caught.value.errors] == [
        ("respondent.name", "unknown_field"),
        ("respondent.sex", "unknown_value"),
        ("respondent.age_band", "unknown_value"),
        ("respondent.education", "unknown_value"),
    ]
