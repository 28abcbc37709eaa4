"""The official questionnaire."""

from portal.domain.rules import RULES
from portal.domain.skm import SKM
from tests.domain.builders import ELEMENTS


def test_it_has_the_nine_elements_in_the_order_of_the_regulation():
    assert SKM.codes == ELEMENTS
    assert SKM.key == "skm@1"
    assert SKM.rule in RULES


def test_only_competence_and_conduct_are_about_staff():
    assert {question.code for question in SKM.questions if question.about_staff} == {"kompetensi", "perilaku"}


def test_every_choice_of_a_question_is_worded_differently_in_both_languages():
    for question in SKM.questions:
        assert len({choice.id for choice in question.choices}) == 4
        assert len({choice.en for choice in question.choices}) == 4


def test_a_free_service_is_the_best_and_no_complaint_handling_the_worst():
    assert SKM.question("biaya").choices[3].id == "Gratis"
    assert SKM.question("pengaduan").choices[0].id == "Tidak ada"


def test_the_published_version_never_changes_its_words():
    """A change of wording is a new version, so this hash is written down."""
    assert SKM.content_hash() == "fc4e91ce2bada778cfb76f02af89153d6edb83e7cec1b7e642c28d1018c48cf2"
