"""A review from its evidence to the public summary and an appeal, by the people whose turn it is, and by others."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.core.extensions import db
from portal.domain.workflow import State
from portal.ledger.models import LedgerEntry
from portal.reviews.models import ReviewEvidence, SignedReview
from tests.cast import signed_in
from tests.reviews.cycle import ARGUED, a_city_with_a_cycle, post, stored

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
PAGE = "/workplace/dukcapil/reviews/1"
DESK = "/admin/reviews/1/units/dukcapil"


@dataclass
class Cast:
    """Who takes part, each in an own browser."""

    manager: FlaskClient
    head: FlaskClient
    reviewer: FlaskClient
    other: FlaskClient
    auditor: FlaskClient


@pytest.fixture
def cast(app: Flask) -> Cast:
    a_city_with_a_cycle(app)
    return Cast(
        signed_in(app, "manager", "dukcapil"),
        signed_in(app, "unit_head", "dukcapil"),
        signed_in(app, "reviewer"),
        signed_in(app, "reviewer", name="lain"),
        signed_in(app, "auditor"),
    )


def assessment(app: Flask, **more: str) -> dict[str, object]:
    """The self-assessment filled in."""
    review = stored(app)
    texts = {
        f"{answer.element}-{field}": f"{field} {answer.element}"
        for answer in review.answers
        for field in ("cause", "done", "planned")
    }
    return {"overview": "Triwulan yang baik.", **texts, "version": review.revision, **more}


def up_to_sign_off(app: Flask, cast: Cast) -> None:
    post(cast.manager, f"{PAGE}/assessment", **assessment(app), step="send")
    post(cast.reviewer, f"{DESK}/message", text="Mengapa antrean lama?")
    post(cast.manager, f"{PAGE}/message", text="Satu loket rusak.")
    post(cast.reviewer, f"{DESK}/close")
    post(cast.head, f"{PAGE}/reply", text="Loket sudah diperbaiki.")
    post(cast.reviewer, f"{DESK}/argue", **ARGUED, version=stored(app).revision)
    assert stored(app).state == State.SIGN_OFF


def sign_both(app: Flask, cast: Cast) -> None:
    post(cast.head, f"{PAGE}/sign", version=stored(app).revision, remark="Kami setuju.")
    post(cast.reviewer, f"{DESK}/sign", version=stored(app).revision)
    assert stored(app).state == State.SIGNED


def test_a_review_goes_from_evidence_to_the_public_summary(app: Flask, cast: Cast) -> None:
    assert "belum ada penilaian" in app.test_client().get("/units/dukcapil/reviews").text.lower()
    up_to_sign_off(app, cast)
    assert ARGUED["summary"] not in app.test_client().get("/units/dukcapil/reviews").text
    sign_both(app, cast)
    public = app.test_client().get("/units/dukcapil/reviews").text
    for words in (ARGUED["summary"], "Loket sudah diperbaiki.", "Kami setuju.", "Juli 2026: Baik"):
        assert words in public
    assert ARGUED["on_results"] not in public
    assert "@" not in public.split("<main", 1)[1].split("</main", 1)[0]
    with app.app_context():
        signed = db.session.scalars(select(SignedReview)).one()
        assert hashlib.sha256(signed.payload.encode()).digest() == signed.digest
        entries = [json.loads(payload) for payload in db.session.scalars(select(LedgerEntry.payload))]
        assert [entry["hash"] for entry in entries if entry["entry"] == "review"] == [signed.digest.hex()]
        frozen = db.session.scalars(select(ReviewEvidence)).one()
        assert [entry["hash"] for entry in entries if entry["entry"] == "evidence"] == [frozen.digest.hex()]
        assert "@" not in signed.payload + frozen.payload


def test_every_step_is_on_record_with_its_state(app: Flask, cast: Cast) -> None:
    up_to_sign_off(app, cast)
    sign_both(app, cast)
    with app.app_context():
        deeds = db.session.scalars(select(AuditEntry).where(AuditEntry.action.startswith("review."))).all()
    steps = ["send_assessment", "write", "write", "close_dialogue", "reply", "argue", "sign", "sign"]
    assert [deed.action for deed in deeds] == [f"review.{step}" for step in steps]
    assert "administrator" not in {deed.actor.split(".")[0] for deed in deeds}


def test_an_unfinished_assessment_is_kept_and_not_sent(app: Flask, cast: Cast) -> None:
    element = stored(app).answers[0].element
    half = assessment(app, **{f"{element}-planned": "  "})
    status, page = post(cast.manager, f"{PAGE}/assessment", **half, step="send")
    assert status == 422
    assert "Triwulan yang baik." in page
    assert "Isian ini wajib ada." in page
    assert stored(app).state == State.SELF_ASSESSMENT
    status, page = post(cast.manager, f"{PAGE}/assessment", **half, step="save")
    assert "Tersimpan; belum dikirim." in page
    assert stored(app).overview == "Triwulan yang baik."


def test_a_returned_assessment_is_the_unit_s_alone_until_it_is_sent_again(app: Flask, cast: Cast) -> None:
    post(cast.manager, f"{PAGE}/assessment", **assessment(app), step="send")
    assert "Triwulan yang baik." in cast.reviewer.get(PAGE).text
    post(cast.reviewer, f"{DESK}/return", text="Sebutkan juga loket yang rusak.")
    post(cast.manager, f"{PAGE}/assessment", **assessment(app, overview="Belum selesai ditulis."), step="save")
    page = cast.reviewer.get(PAGE).text
    assert "Belum selesai ditulis." not in page
    assert "Triwulan yang baik." not in page
    assert "mengembalikan penilaian diri" in page


def test_two_people_save_at_once_and_nothing_is_lost(app: Flask, cast: Cast) -> None:
    mine = assessment(app, overview="Tulisan pertama.")
    theirs = assessment(app, overview="Tulisan kedua.")
    post(cast.manager, f"{PAGE}/assessment", **mine, step="save")
    status, page = post(cast.manager, f"{PAGE}/assessment", **theirs, step="save")
    assert status == 409
    assert "Tulisan pertama." in page
    assert "Tulisan kedua." in page
    assert stored(app).overview == "Tulisan pertama."


@pytest.mark.parametrize(
    ("who", "address", "data"),
    [
        ("head", f"{PAGE}/sign", {"version": 1}),
        ("manager", f"{PAGE}/reply", {"text": "terlalu dini"}),
        ("reviewer", f"{DESK}/argue", {**ARGUED, "version": 1}),
        ("reviewer", f"{DESK}/pass-over", {"text": "tidak sabar"}),
        ("reviewer", f"{DESK}/sign", {"version": 1}),
        ("reviewer", f"{DESK}/close", {}),
    ],
)
def test_a_step_out_of_turn_is_refused_with_its_reason(
    app: Flask, cast: Cast, who: str, address: str, data: dict[str, object]
) -> None:
    _status, page = post(getattr(cast, who), address, **data)
    assert "belum gilirannya" in page or "belum lewat" in page
    assert stored(app).state == State.SELF_ASSESSMENT


def test_nobody_signs_what_changed_since_it_was_read(app: Flask, cast: Cast) -> None:
    up_to_sign_off(app, cast)
    read = stored(app).revision
    post(cast.reviewer, f"{DESK}/take-back")
    post(cast.reviewer, f"{DESK}/argue", **{**ARGUED, "predicate": "kurang"}, version=stored(app).revision)
    _status, page = post(cast.head, f"{PAGE}/sign", version=read)
    assert "berubah sejak Anda membukanya" in page
    assert stored(app).predicate == "kurang"
    assert "Ditandatangani" in post(cast.head, f"{PAGE}/sign", version=stored(app).revision)[1]


def test_each_line_of_what_is_wrong_names_its_field(app: Flask, cast: Cast) -> None:
    _status, page = post(cast.manager, f"{PAGE}/assessment", step="send", version=stored(app).revision)
    lines = re.findall(r'<li><a href="#[^"]+">([^<]+): Isian ini wajib ada.</a></li>', page)
    assert len(lines) == len(set(lines)) == 1 + 3 * len(stored(app).answers)
    assert lines[0] == "Periode ini secara keseluruhan"
    post(cast.manager, f"{PAGE}/assessment", **assessment(app), step="send")
    _status, page = post(cast.reviewer, f"{DESK}/message", text="")
    assert '<a href="#text">Tulisan Anda: Isian ini wajib ada.</a>' in page
    assert page.count('id="text"') == 1
    assert page.count("govuk-error-message") == 1


def test_the_exchange_stands_directly_above_the_box_to_answer_in(app: Flask, cast: Cast) -> None:
    post(cast.manager, f"{PAGE}/assessment", **assessment(app), step="send")
    post(cast.reviewer, f"{DESK}/message", text="Mengapa antrean lama?")
    page = cast.manager.get(PAGE).text
    assert (
        page.index("Mengapa antrean lama?") < page.index("Pesan Anda dalam dialog") < page.index("Bukti yang dibekukan")
    )
    post(cast.reviewer, f"{DESK}/close")
    page = cast.head.get(PAGE).text
    assert page.index("Mengapa antrean lama?") < page.index("Jawaban unit sebelum predikat disusun")
    page = cast.auditor.get(PAGE).text
    assert page.count("Mengapa antrean lama?") == 1
    assert page.index("Bukti yang dibekukan") < page.index("Mengapa antrean lama?")


def test_what_was_typed_for_a_step_that_is_past_is_shown_to_be_copied(app: Flask, cast: Cast) -> None:
    post(cast.manager, f"{PAGE}/assessment", **assessment(app), step="send")
    late = assessment(app, overview="Baris satu\nbaris <dua>")
    status, page = post(cast.manager, f"{PAGE}/assessment", **late, step="save")
    assert status == 409
    assert "belum gilirannya" in page
    assert "Yang Anda tulis" in page
    assert "Baris satu\nbaris &lt;dua&gt;</textarea>" in page
    assert page.count(" readonly>") == 1 + 3 * len(stored(app).answers)
    post(cast.reviewer, f"{DESK}/close")
    status, page = post(cast.manager, f"{PAGE}/message", text="Pesan yang panjang")
    assert (status, page.count("Pesan yang panjang</textarea>")) == (409, 1)
    assert "Yang Anda tulis" not in cast.manager.get(PAGE).text
    status, page = post(cast.reviewer, f"{DESK}/close")
    assert (status, "Yang Anda tulis" in page) == (409, False)
    assert post(cast.head, f"{PAGE}/reply", text="")[0] == 200
    post(cast.reviewer, f"{DESK}/argue", **ARGUED, version=stored(app).revision)
    status, page = post(cast.reviewer, f"{DESK}/argue", **ARGUED, version=stored(app).revision)
    assert status == 409
    assert ">Baik</textarea>" in page


def test_a_remark_beside_a_signature_that_was_refused_stays_in_its_form(app: Flask, cast: Cast) -> None:
    up_to_sign_off(app, cast)
    status, page = post(cast.head, f"{PAGE}/sign", version=1, remark="Kami setuju.")
    assert status == 409
    assert "Kami setuju.</textarea>" in page
    assert "Yang Anda tulis" not in page
    assert f'name="version" value="{stored(app).revision}"' in page


@pytest.mark.parametrize("missing", ["on_results", "on_behaviour", "summary", "predicate"])
def test_no_predicate_without_its_arguments(app: Flask, cast: Cast, missing: str) -> None:
    post(cast.manager, f"{PAGE}/assessment", **assessment(app), step="send")
    post(cast.reviewer, f"{DESK}/close")
    post(cast.head, f"{PAGE}/reply", text="")
    status, page = post(cast.reviewer, f"{DESK}/argue", **{**ARGUED, missing: ""}, version=stored(app).revision)
    assert status == 422
    assert "Isian ini wajib ada." in page
    kept = "summary" if missing != "summary" else "on_results"
    assert ARGUED[kept] in page
    assert stored(app).state == State.PREDICATE


def test_an_appeal_is_heard_by_another_reviewer_and_corrects_beside_what_was_signed(app: Flask, cast: Cast) -> None:
    up_to_sign_off(app, cast)
    sign_both(app, cast)
    post(cast.head, f"{PAGE}/appeal", text="Satu bulan tidak dihitung.")
    assert "bukan giliran" in post(cast.reviewer, f"{DESK}/uphold", text="Tetap.")[1]
    assert stored(app).state == State.APPEALED
    post(cast.other, f"{DESK}/correct", text="Benar, bulan itu terlewat.")
    assert stored(app, version=1).state == State.CORRECTED
    assert "bukan giliran" in post(cast.reviewer, f"{DESK}/argue", **ARGUED, version=stored(app).revision)[1]
    post(cast.other, f"{DESK}/argue", **{**ARGUED, "predicate": "istimewa"}, version=stored(app).revision)
    post(cast.head, f"{PAGE}/sign", version=stored(app).revision)
    post(cast.other, f"{DESK}/sign", version=stored(app).revision)
    public = app.test_client().get("/units/dukcapil/reviews").text
    assert "Juli 2026: Istimewa" in public
    assert "Juli 2026: Baik" in public
    assert "dikoreksi oleh versi baru" in public
    assert "Satu bulan tidak dihitung." in public
    assert "sekali" in post(cast.head, f"{PAGE}/appeal", text="Lagi.")[1]


def test_an_auditor_reads_and_an_administrator_does_not(app: Flask, cast: Cast) -> None:
    page = cast.auditor.get(PAGE).text
    assert "Bukti yang dibekukan" in page
    assert "Giliran Anda" not in page
    assert post(cast.auditor, f"{PAGE}/message", text="x")[0] == 403
    assert signed_in(app, "administrator").get(PAGE).status_code == 403
    assert signed_in(app, "manager", "dukcapil", name="2").get("/workplace/puskesmas/reviews/1").status_code == 403


@pytest.mark.parametrize("address", ["/workplace/dukcapil/reviews/2", "/workplace/dukcapil/reviews/99999999999999"])
def test_an_unknown_review_is_not_found(cast: Cast, address: str) -> None:
    assert cast.manager.get(address).status_code == 404


def test_duties_tell_whose_turn_it_is(app: Flask, cast: Cast) -> None:
    duty = "menulis penilaian diri untuk Penilaian Juli"
    assert duty in cast.manager.get("/workplace/dukcapil").text
    assert duty not in cast.head.get("/workplace/dukcapil").text
    post(cast.manager, f"{PAGE}/assessment", **assessment(app), step="send")
    assert duty not in cast.manager.get("/workplace/dukcapil").text
    assert "dialog untuk Penilaian Juli" in cast.reviewer.get("/workplace").text
    assert "Penilaian Juli" not in cast.auditor.get("/workplace").text.split("Alat")[0]
