"""Questionnaires as data, and the one check of answers that form, API, paper and import all pass.

Elements are keyed by code, never by number: the regulation and its own annex number them differently.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portal.domain.commitments import canonical
from portal.domain.errors import FieldError, InvalidInput

MINIMUM_ANSWERED = 5
MINIMUM_STAFF = 5
BLANK = 0
ANSWERS = (1, 2, 3, 4)


class Channel(StrEnum):
    """The two channels, never mixed: with a visit code, or without."""

    VERIFIED = "verified"
    OPEN = "open"


class Source(StrEnum):
    """How a rating came in."""

    WEB = "web"
    QR = "qr"
    KIOSK = "kiosk"
    PAPER = "paper"
    API = "api"
    IMPORT = "import"


@dataclass(frozen=True)
class Localized:
    """A text of the questionnaire in Indonesian and English; part of its data, so not in the translations."""

    id: str
    en: str

    def text(self, lang: str) -> str:
        """English for `en`, else Indonesian."""
        return self.en if lang == "en" else self.id

    def to_dict(self) -> dict[str, str]:
        """For JSON."""
        return {"id": self.id, "en": self.en}


@dataclass(frozen=True)
class Question:
    """One element: its choices in words for 1 to 4, and whether it judges the few persons at the counter."""

    code: str
    name: Localized
    text: Localized
    choices: tuple[Localized, Localized, Localized, Localized]
    about_staff: bool = False

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "code": self.code,
            "name": self.name.to_dict(),
            "text": self.text.to_dict(),
            "choices": [choice.to_dict() for choice in self.choices],
            "about_staff": self.about_staff,
        }


@dataclass(frozen=True)
class Questionnaire:
    """One immutable version; ValueError for a version below 1, no question, or two of one code."""

    code: str
    version: int
    rule: str
    title: Localized
    questions: tuple[Question, ...]

    def __post_init__(self) -> None:
        if self.version < 1 or not self.questions or len(set(self.codes)) != len(self.codes):
            raise ValueError(f"not a questionnaire: {self.key}")

    @property
    def key(self) -> str:
        """Code and version, as the API names it: `skm@1`."""
        return f"{self.code}@{self.version}"

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the elements in the order of the questions, which is that of packed ratings."""
        return tuple(question.code for question in self.questions)

    def question(self, code: str) -> Question:
        """The question of an element; KeyError if there is none."""
        for question in self.questions:
            if question.code == code:
                return question
        raise KeyError(code)

    def to_dict(self) -> dict[str, Any]:
        """For JSON; `from_dict` gives the same questionnaire back."""
        return {
            "code": self.code,
            "version": self.version,
            "rule": self.rule,
            "title": self.title.to_dict(),
            "questions": [question.to_dict() for question in self.questions],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Questionnaire:
        """From what `to_dict` gave; KeyError, TypeError or ValueError for anything else."""
        return cls(
            code=data["code"],
            version=data["version"],
            rule=data["rule"],
            title=Localized(**data["title"]),
            questions=tuple(_question(question) for question in data["questions"]),
        )

    def content_hash(self) -> str:
        """SHA-256 in hex over the canonical JSON: two versions with one hash ask the same."""
        return hashlib.sha256(canonical(self.to_dict())).hexdigest()


def asked_codes(questionnaire: Questionnaire, staff: int | None) -> tuple[str, ...]:
    """Elements asked of a service with so many staff: below five none about them; None (unknown) is enough."""
    few = staff is not None and staff < MINIMUM_STAFF
    return tuple(q.code for q in questionnaire.questions if not (few and q.about_staff))


def check_answers(answers: Mapping[str, object], asked: Sequence[str], known: Sequence[str]) -> dict[str, int]:
    """The answers to the elements asked, 1 to 4, blanks left out; one to a known element not asked becomes a blank.

    InvalidInput names each field: `unknown_element`, `out_of_range` (not an integer 1 to 4, asked or not), else
    `too_few_answers`.
    """
    given = {code: value for code, value in answers.items() if value is not None}
    errors = [FieldError(code, "unknown_element") for code in answers if code not in known]
    errors += [FieldError(code, "out_of_range") for code in given if code in known and not _is_answer(given[code])]
    if errors:
        raise InvalidInput(errors)
    kept = {code: value for code in asked if isinstance(value := given.get(code), int)}
    if len(kept) < min(MINIMUM_ANSWERED, len(asked)):
        raise InvalidInput([FieldError("answers", "too_few_answers", {"minimum": min(MINIMUM_ANSWERED, len(asked))})])
    return kept


def pack(answers: Mapping[str, int], codes: Sequence[str]) -> str:
    """Answers in question order, a digit each, `344443334`, 0 = blank; ValueError for a value or element beyond."""
    if not set(answers) <= set(codes) or not set(answers.values()) <= {BLANK, *ANSWERS}:
        raise ValueError("answers that the questionnaire does not hold")
    return "".join(str(answers.get(code, BLANK)) for code in codes)


def unpack(packed: str, codes: Sequence[str]) -> dict[str, int]:
    """The answers of `pack` without the blanks; ValueError if the codes are not those it was packed by."""
    if len(packed) != len(codes) or not set(packed) <= set("01234"):
        raise ValueError("packed ratings do not fit the questionnaire")
    return {code: int(digit) for code, digit in zip(codes, packed, strict=True) if digit != str(BLANK)}


def _is_answer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in ANSWERS


def _question(data: Mapping[str, Any]) -> Question:
    one, two, three, four = (Localized(**choice) for choice in data["choices"])
    return Question(
        code=data["code"],
        name=Localized(**data["name"]),
        text=Localized(**data["text"]),
        choices=(one, two, three, four),
        about_staff=data["about_staff"],
    )
