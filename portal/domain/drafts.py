"""The next version of a questionnaire while it is written: what may change, what is still missing, what differs.

The codes of elements never change; which of them are asked, and in which words, may (DOMAIN.md 1.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from portal.domain.errors import FieldError, InvalidInput, Refused
from portal.domain.questionnaire import ANSWERS, MINIMUM_ANSWERED, Localized, Question, Questionnaire
from portal.domain.respondents import ATTRIBUTES
from portal.domain.skm import SKM
from portal.domain.texts import check_text, has_words

LANGUAGES = ("id", "en")
TITLE = "title"
PARTS = ("name", "text", *(f"choice_{answer}" for answer in ANSWERS))
"""The texts of an element, in the order in which a citizen meets them."""
LIMITS: Mapping[str, int] = {TITLE: 100, "name": 80, "text": 300} | {f"choice_{answer}": 60 for answer in ANSWERS}
MAX_ELEMENTS = 20

_CODE = re.compile(r"[a-z][a-z_]{1,28}[a-z]")
_RESERVED = frozenset(
    {*ATTRIBUTES, "answers", "code", "comment", "kirim", "lang", "main", "nonce", "proof", "respondent", "service"}
    | {"survey", "title", "token", "visit_code"}
)
"""Names that the form, the API or an imported file use for something else."""


@dataclass(frozen=True)
class Fault:
    """What keeps a draft from being published: element (None: the questionnaire), part, and `missing` or `same`."""

    element: str | None
    part: str
    code: str


@dataclass(frozen=True)
class Difference:
    """One part of one element (None: the questionnaire) that reads otherwise in the later version."""

    element: str | None
    part: str
    before: Localized
    after: Localized


@dataclass(frozen=True)
class Differences:
    """What a version changes: elements asked anew, no longer asked, asked in another order, and other words."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    is_reordered: bool
    words: tuple[Difference, ...]
    turned: tuple[str, ...]
    """Elements whose answers are the same words in another order: what was the worst would count as something else."""

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.removed or self.is_reordered or self.words)

    @property
    def is_pooled(self) -> bool:
        """Whether the results of both versions add up: they do if the same elements are asked."""
        return not self.added and not self.removed


def next_version(questionnaire: Questionnaire, version: int) -> Questionnaire:
    """The same under another number, to be changed."""
    return replace(questionnaire, version=version)


def parts_of(question: Question) -> dict[str, Localized]:
    """All texts of an element, by part."""
    return dict(zip(PARTS, (question.name, question.text, *question.choices), strict=True))


def wording(question: Question) -> dict[str, str]:
    """The texts of an element as a form shows them: `name_id`, `name_en`, … `choice_4_en`."""
    return {f"{part}_{lang}": text.text(lang) for part, text in parts_of(question).items() for lang in LANGUAGES}


def reworded(questionnaire: Questionnaire, code: str, fields: Mapping[str, str], about_staff: bool) -> Questionnaire:
    """The questionnaire with other words for an element; blank ones may be filled in later.

    `about_staff` counts for own elements alone: of the official ones the regulation decides. Raises InvalidInput that
    names the field; KeyError for an element that is not asked.
    """
    tidy = _tidy(fields, PARTS)
    name, text, one, two, three, four = (Localized(tidy[f"{part}_id"], tidy[f"{part}_en"]) for part in PARTS)
    old = questionnaire.question(code)
    judges = old.about_staff if is_official(code) else about_staff
    new = Question(code, name, text, (one, two, three, four), judges)
    return replace(questionnaire, questions=tuple(new if q.code == code else q for q in questionnaire.questions))


def retitled(questionnaire: Questionnaire, fields: Mapping[str, str]) -> Questionnaire:
    """The questionnaire under another title (`title_id`, `title_en`); InvalidInput names the field."""
    tidy = _tidy(fields, (TITLE,))
    return replace(questionnaire, title=Localized(tidy["title_id"], tidy["title_en"]))


def with_element(questionnaire: Questionnaire, code: str, known: Mapping[str, Question]) -> Questionnaire:
    """The questionnaire with one element more, the last. `known`: elements that were ever asked, with their words.

    Raises InvalidInput for `code` (`bad_code`, `reserved_code`, `code_taken`), Refused `too_many_elements`.
    """
    fault = _code_fault(questionnaire, code)
    if fault is not None:
        raise InvalidInput([FieldError("code", fault)])
    if len(questionnaire.questions) >= MAX_ELEMENTS:
        raise Refused("too_many_elements", maximum=MAX_ELEMENTS)
    return replace(questionnaire, questions=(*questionnaire.questions, known.get(code) or _blank(code)))


def without_element(questionnaire: Questionnaire, code: str) -> Questionnaire:
    """The questionnaire without an element. KeyError if it is not asked, Refused `too_few_elements`."""
    questionnaire.question(code)
    if len(questionnaire.questions) <= MINIMUM_ANSWERED:
        raise Refused("too_few_elements", minimum=MINIMUM_ANSWERED)
    return replace(questionnaire, questions=tuple(q for q in questionnaire.questions if q.code != code))


def is_official(code: str) -> bool:
    """Whether the regulation asks this element."""
    return code in SKM.codes


def faults(draft: Questionnaire) -> list[Fault]:
    """What is missing before the draft can be asked: texts in both languages, and four different answers."""
    return [*_blanks(None, {TITLE: draft.title}), *(fault for q in draft.questions for fault in _question_faults(q))]


def differences(before: Questionnaire, after: Questionnaire) -> Differences:
    """What the later version changes, element by element in its own order."""
    stay = [code for code in after.codes if code in before.codes]
    words = [Difference(None, TITLE, before.title, after.title)] if before.title != after.title else []
    for code in stay:
        old, new = parts_of(before.question(code)), parts_of(after.question(code))
        words += [Difference(code, part, old[part], new[part]) for part in PARTS if old[part] != new[part]]
    return Differences(
        added=tuple(code for code in after.codes if code not in before.codes),
        removed=tuple(code for code in before.codes if code not in after.codes),
        is_reordered=stay != [code for code in before.codes if code in after.codes],
        words=tuple(words),
        turned=tuple(code for code in stay if _is_turned(before.question(code), after.question(code))),
    )


def _is_turned(before: Question, after: Question) -> bool:
    """In either language, and also if no more than two answers changed places."""
    for lang in LANGUAGES:
        old = [choice.text(lang).casefold() for choice in before.choices]
        places = [old.index(text) for choice in after.choices if (text := choice.text(lang).casefold()) in old]
        if places != sorted(places):
            return True
    return False


def _tidy(fields: Mapping[str, str], parts: tuple[str, ...]) -> dict[str, str]:
    names = {f"{part}_{lang}": LIMITS[part] for part in parts for lang in LANGUAGES}
    tidy = {name: " ".join(fields.get(name, "").split()) for name in names}
    errors = [error for name, limit in names.items() for error in check_text(name, tidy[name], limit)]
    if errors:
        raise InvalidInput(errors)
    return tidy


def _code_fault(questionnaire: Questionnaire, code: str) -> str | None:
    if not _CODE.fullmatch(code):
        return "bad_code"
    if code in _RESERVED:
        return "reserved_code"
    return "code_taken" if code in questionnaire.codes else None


def _blank(code: str) -> Question:
    empty = Localized("", "")
    return Question(code, empty, empty, (empty, empty, empty, empty))


def _question_faults(question: Question) -> Iterator[Fault]:
    parts = parts_of(question)
    yield from _blanks(question.code, parts)
    for lang in LANGUAGES:
        seen: set[str] = set()
        for part in PARTS[2:]:
            text = parts[part].text(lang).casefold()
            if text and text in seen:
                yield Fault(question.code, f"{part}_{lang}", "same")
            seen.add(text)


def _blanks(element: str | None, parts: Mapping[str, Localized]) -> Iterator[Fault]:
    for part, text in parts.items():
        yield from (Fault(element, f"{part}_{lang}", "missing") for lang in LANGUAGES if not has_words(text.text(lang)))
