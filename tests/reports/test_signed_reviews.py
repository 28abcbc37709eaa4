"""The printed review sheet after a whole review: predicate, arguments, self-assessment, reply and signatures."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.core.clock import today
from portal.core.database import transaction
from portal.domain.workflow import Party
from portal.reviews.queries import review_by_address
from portal.reviews.services import sign
from tests.builders import close
from tests.cast import signed_in
from tests.reports.reading import is_accessible, opened, text_of, texts_of
from tests.reviews.cycle import (
    ARGUED,
    a_city_with_a_cycle,
    a_cycle,
    a_reviewed_unit,
    acting,
    post,
    stored,
    waits_for_signatures,
)

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
PAGE = "/workplace/dukcapil/reviews/1"
DESK = "/admin/reviews/1/units/dukcapil"
LONG = "Paragraf satu.\r\n\r\nParagraf dua."
SHEET = "/workplace/dukcapil/reports/2026-07/review.pdf"


def test_the_sheet_holds_the_review_as_it_was_signed(app: Flask) -> None:
    a_city_with_a_cycle(app)
    people = {"manager": "dukcapil", "unit_head": "dukcapil", "reviewer": None}
    manager, head, reviewer = (signed_in(app, role, unit) for role, unit in people.items())
    review = stored(app)
    answers = {f"{one.element}-{field}": f"{field}: {one.element}" for one in review.answers for field in FIELDS}
    post(manager, f"{PAGE}/assessment", overview="Bulan baik.", **answers, version=review.revision, step="send")
    post(reviewer, f"{DESK}/close")
    post(head, f"{PAGE}/reply", text="Loket kedua dibuka pada bulan Juni.")
    post(reviewer, f"{DESK}/argue", **ARGUED, version=stored(app).revision)
    assert "Belum ada penilaian kinerja yang ditandatangani" in text_of(reviewer.get(SHEET).data)
    post(head, f"{PAGE}/sign", version=stored(app).revision)
    post(reviewer, f"{DESK}/sign", version=stored(app).revision)
    body = head.get(SHEET).data
    text = text_of(body)
    assert "Penilaian Juli: Baik" in text
    for said in (ARGUED["on_results"], ARGUED["on_behaviour"], ARGUED["summary"], "Loket kedua dibuka", "Bulan baik."):
        assert said in text
    weakest = review.answers[0].element
    assert f"cause: {weakest} done: {weakest} planned: {weakest}" in text
    assert "kepala unit, " in text
    assert "penilai, " in text
    assert "@" not in text
    with opened(body) as pdf:
        is_accessible(pdf, "id")


def test_texts_of_a_review_keep_their_paragraphs(app: Flask) -> None:
    with app.app_context():
        a_reviewed_unit()
        close("2026-07")
        cycle = a_cycle()
        waits_for_signatures()
        with transaction():
            review = review_by_address(cycle, "dukcapil")
            review.sent_on, review.overview, review.reply = today(), LONG, LONG
            review.on_results = f"{ARGUED['on_results']}\nParagraf dua."
            review.answers[0].cause = LONG
        for party in (Party.HEAD, Party.REVIEWER):
            with transaction():
                review = review_by_address(cycle, "dukcapil")
                sign(review=review, actor=acting(party), remark=LONG, revision=review.revision)
    head = signed_in(app, "unit_head", "dukcapil")
    with opened(head.get(SHEET).data) as pdf:
        texts = ["".join(line) for page in pdf.pages for line in texts_of(page)]
        is_accessible(pdf, "id")
    assert sum("Paragraf dua." in text for text in texts) == 6
    assert [text for text in texts if "Paragraf dua." in text and "satu" in text] == []


FIELDS = ("cause", "done", "planned")
