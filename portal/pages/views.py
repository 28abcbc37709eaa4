"""Home; how the numbers come about; and what became of one rating, for whoever holds its receipt."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify, render_template, request
from flask_babel import gettext as _

from portal.core.arguments import check_arguments
from portal.core.clock import this_month, today
from portal.core.extensions import limiter
from portal.dashboards import sentences
from portal.dashboards.drawings import element_names
from portal.dashboards.forms import EVERYWHERE
from portal.dashboards.previews import city_preview
from portal.dashboards.queries import Filter, city_result, services_of_many_users
from portal.dashboards.sentences import city_sentence, scope_name
from portal.domain.comparison import OUTER
from portal.domain.integrity import State
from portal.domain.rules import PERMENPANRB_14_2017
from portal.domain.sample_size import sample_steps
from portal.integrity.queries import state_of
from portal.ledger.queries import ticket
from portal.pages.formulas import formula, symbol
from portal.pages.queries import method_example
from portal.pages.worked import worked
from portal.publication.queries import is_counted
from portal.responses.queries import ReceiptView, receipt_view
from portal.surveys.queries import current_survey, known_questions

bp = Blueprint("pages", __name__)
receipts = Blueprint("receipts", __name__)
OFTEN = 6


@receipts.get("/r/<receipt:receipt>")
@limiter.limit("600 per minute")
def receipt(receipt: str) -> str:
    """What became of the rating, and the signed promise while it waits."""
    view = receipt_view(receipt)
    state = _state(view)
    return render_template(
        "pages/receipt.html",
        receipt=view.receipt,
        unit=view.unit,
        service=view.service,
        month=view.month,
        state=state,
        sentence=_sentence(state),
        ticket=ticket(receipt=view.receipt, commitment=view.commitment, day=today()) if state == "waiting" else None,
    )


@receipts.get("/r/<receipt:receipt>.json")
@limiter.limit("600 per minute")
def receipt_json(receipt: str) -> Response:
    """The same for machines."""
    view = receipt_view(receipt)
    return jsonify(
        receipt=view.receipt,
        unit=view.unit.slug,
        service=view.service.slug,
        month=view.month,
        state=_state(view),
        answer=None,
        proof=None,
    )


def _state(view: ReceiptView) -> str:
    """`counted` while it stands in a block, `excluded` if so decided; else it waits, also held or among too few."""
    if is_counted(view.unit.id, view.response_id):
        return "counted"
    return "excluded" if state_of(view.unit.id, view.response_id) is State.EXCLUDED else "waiting"


def _sentence(state: str) -> str:
    if state == "counted":
        return _("Penilaian Anda sudah ikut dihitung dalam nilai yang diterbitkan.")
    if state == "excluded":
        return _(
            "Penilaian Anda tidak ikut dihitung. Petugas dari unit lain memutuskannya, "
            "dan jumlah penilaian seperti ini diumumkan."
        )
    return _(
        "Penilaian Anda menunggu penerbitan berikutnya. Nilai diterbitkan dalam kelompok sepuluh atau lebih, "
        "supaya tidak seorang pun dapat dikenali."
    )


@bp.get("/")
def home() -> str:
    """Where a citizen starts."""
    result = city_result(Filter(), None, this_month())
    name = scope_name(Filter(), current_app.extensions["portal"].city.name)
    sentence = city_sentence(result, name, element_names(result)) or _("Belum ada nilai yang dapat diterbitkan.")
    services, preview = services_of_many_users(OFTEN, today().year), city_preview(Filter(), result.period)
    return render_template("pages/home.html", services=services, sentence=sentence, preview=preview)


@bp.get("/method")
def method() -> str:
    """Each formula in words, and worked on a unit in a period."""
    check_arguments(request.args, EVERYWHERE | {"unit"})
    example = method_example(request.args.get("unit"), request.args.get("period"), this_month())
    words = {"say": sentences, "formula": formula, "symbol": symbol}
    fixed = {"bands": PERMENPANRB_14_2017.bands, "OUTER": OUTER, "made_up_sample": sample_steps(500)}
    shown = worked(example.result.score if example else None)
    asked = {"questions": current_survey().questionnaire.questions, "known": known_questions().values()}
    return render_template("pages/method.html", example=example, worked=shown, **asked, **words, **fixed)
