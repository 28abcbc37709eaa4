"""Held clusters: what waits over all units, a unit's clusters, one cluster, and the steps of two officers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from portal.accounts.access import current_grants, current_staff, is_allowed, needs, note
from portal.accounts.staff_views.administering import deed
from portal.catalogue.queries import unit_by_slug
from portal.core.clock import now
from portal.core.messages import REFUSED
from portal.core.paging import asked_page
from portal.core.tools import Tool
from portal.domain.errors import Refused
from portal.domain.holding import Action, due_on, refusal
from portal.domain.integrity import State
from portal.domain.permissions import Deed
from portal.integrity import forms
from portal.integrity.forms import DecisionForm, ProposalForm, refusal_words
from portal.integrity.models import HeldCluster, Proposal
from portal.integrity.queries import (
    cluster_by_number,
    clusters_of_unit,
    open_proposal,
    party_of,
    proposals_of,
    signals_page,
    standing_of,
    waiting_clusters,
)
from portal.integrity.services import approve, propose, reject, withdraw
from portal.integrity.staff_views.duties import closed_units

bp = Blueprint("held", __name__)
TOOL = Tool(
    "held.waiting",
    Deed.READ_RATING_SIGNALS,
    _l("Penilaian yang ditahan"),
    _l("Kelompok yang menunggu keputusan dua petugas integritas dari unit lain."),
)
_Decide = Callable[..., Proposal]
_DECISIONS: Mapping[Action, tuple[_Decide, LazyString]] = {
    Action.APPROVE: (approve, _l("Usul disetujui; berlaku sejak penerbitan berikutnya.")),
    Action.REJECT: (reject, _l("Usul ditolak; kelompok tetap seperti semula.")),
    Action.WITHDRAW: (withdraw, _l("Usul ditarik kembali.")),
}


@bp.get("/integrity/held")
@needs(Deed.READ_RATING_SIGNALS)
def waiting() -> str:
    """What waits in all units but the own one."""
    found = waiting_clusters(closed_units(current_grants()), asked_page())
    return render_template("integrity/held.html", found=found, unit=None, **_words())


@bp.get("/integrity/<slug:unit>/held")
@needs(Deed.READ_RATING_SIGNALS, unit="unit")
def of_unit(unit: str) -> str:
    """The clusters of a unit, decided ones too."""
    found = unit_by_slug(unit)
    return render_template("integrity/held.html", found=clusters_of_unit(found, asked_page()), unit=found, **_words())


@bp.get("/integrity/<slug:unit>/held/<int:cluster>")
@needs(Deed.READ_RATING_SIGNALS, unit="unit")
def cluster(unit: str, cluster: int) -> str:
    """One cluster: its ratings under pseudonyms, and what may be done."""
    return _page(cluster_by_number(unit_by_slug(unit), cluster), ProposalForm(formdata=None))


@bp.post("/integrity/<slug:unit>/held/<int:cluster>/propose")
@needs(Deed.DECIDE_RATINGS, unit="unit")
def make_proposal(unit: str, cluster: int) -> Response | tuple[str, int]:
    """Propose what becomes of it."""
    found, form = cluster_by_number(unit_by_slug(unit), cluster), ProposalForm()
    form.offer(State(found.state))
    if not form.validate():
        return _page(found, form), 422
    try:
        _propose(unit, cluster, form)
    except Refused as refused:
        flash(refusal_words(refused), REFUSED)
        return _page(cluster_by_number(unit_by_slug(unit), cluster), form), 409
    return redirect(url_for("held.cluster", unit=unit, cluster=cluster), 303)


@bp.post("/integrity/<slug:unit>/held/<int:cluster>/approve", endpoint="approve")
@needs(Deed.DECIDE_RATINGS, unit="unit")
def let_count(unit: str, cluster: int) -> Response:
    """Let somebody else's proposal take effect."""
    return _decide(unit, cluster, Action.APPROVE)


@bp.post("/integrity/<slug:unit>/held/<int:cluster>/reject", endpoint="reject")
@needs(Deed.DECIDE_RATINGS, unit="unit")
def turn_down(unit: str, cluster: int) -> Response:
    """End somebody else's proposal without effect."""
    return _decide(unit, cluster, Action.REJECT)


@bp.post("/integrity/<slug:unit>/held/<int:cluster>/withdraw", endpoint="withdraw")
@needs(Deed.DECIDE_RATINGS, unit="unit")
def take_back(unit: str, cluster: int) -> Response:
    """Take the own proposal back."""
    return _decide(unit, cluster, Action.WITHDRAW)


def _propose(unit: str, number: int, form: ProposalForm) -> None:
    outcome, ground = form.chosen
    said = form.note.data or ""
    with deed():
        cluster = cluster_by_number(unit_by_slug(unit), number)
        propose(
            actor=current_staff(),
            cluster=cluster,
            outcome=outcome,
            ground=ground,
            note=said,
            seen=form.seen.data or 0,
            at=now(),
        )
        after = {"outcome": outcome.value, "ground": ground.value, "n": cluster.n, "note": said}
        note("cluster.propose", f"{unit}/{number}", after=after)
    flash(_("Usul dibuat; petugas integritas lain yang memutus."))


def _decide(unit: str, number: int, action: Action) -> Response:
    """Take a step about the open proposal, and go back to the cluster."""
    decide, done = _DECISIONS[action]
    form = DecisionForm()
    try:
        with deed():
            cluster = cluster_by_number(unit_by_slug(unit), number)
            proposal = decide(actor=current_staff(), cluster=cluster, number=form.proposal.data, at=now())
            note(f"cluster.{action.value}", f"{unit}/{number}", after=_said_of(proposal, cluster))
        flash(str(done))
    except Refused as refused:
        flash(refusal_words(refused), REFUSED)
    return redirect(url_for("held.cluster", unit=unit, cluster=number), 303)


def _said_of(proposal: Proposal, cluster: HeldCluster) -> dict[str, object]:
    return {
        "proposal": proposal.number,
        "proposed_by": proposal.proposer.email,
        "outcome": proposal.outcome,
        "ground": proposal.ground,
        "n": cluster.n,
    }


def _page(cluster: HeldCluster, form: ProposalForm) -> str:
    standing, party = standing_of(cluster), party_of(cluster, current_staff().id)
    form.offer(standing.state)
    may_decide = is_allowed(Deed.DECIDE_RATINGS, cluster.unit.slug)
    actions = [action.value for action in Action if may_decide and refusal(standing, action, party) is None]
    return render_template(
        "integrity/cluster.html",
        cluster=cluster,
        unit=cluster.unit,
        found=signals_page(cluster, asked_page()),
        proposal=open_proposal(cluster),
        proposals=proposals_of(cluster),
        actions=actions,
        form=form,
        **_words(),
    )


def _words() -> dict[str, object]:
    return {
        "due_on": due_on,
        "reason_words": forms.REASON_WORDS,
        "outcome_words": forms.OUTCOME_WORDS,
        "ground_words": forms.GROUND_WORDS,
        "state_words": forms.STATE_WORDS,
        "ending_words": forms.ENDING_WORDS,
    }
