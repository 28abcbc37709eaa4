"""Units of a kind beside each other, a channel at a time: who is really different, and who is not."""

from __future__ import annotations

from collections.abc import Iterable

from portal.catalogue.models import Unit
from portal.domain.comparison import Comparison, Member, compare
from portal.domain.questionnaire import Channel
from portal.domain.scoring import Score
from portal.publication.queries.scorecards import Scorecard


def comparison(cards: Iterable[tuple[Unit, Scorecard]], channel: Channel) -> Comparison | None:
    """The units of one kind, keyed by slug; None where fewer than ten have 30 ratings in this channel."""
    members = (_member(unit.slug, card.channels[channel]) for unit, card in cards)
    return compare([member for member in members if member is not None])


def _member(slug: str, score: Score) -> Member | None:
    if score.index is None:
        return None
    histograms = [element.histogram for element in score.elements.values() if element.histogram is not None]
    return Member(slug, score.n, score.index, histograms)
