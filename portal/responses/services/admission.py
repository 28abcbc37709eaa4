"""What a rating meets before it is kept: the soft limits, the proof of work, and what is noticed of it.

Order: a visit code, then the device, then the network (`domain.limits`). Nothing is refused here but a proof that is
not one: a rating over the step is asked for a proof where its sender can make one, else taken and held.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from portal.catalogue.models import Service
from portal.core.limits import count, counted
from portal.core.proofs import check_proof, new_challenge
from portal.core.senders import Device
from portal.domain.errors import ProofRequired
from portal.domain.limits import DAY, DEVICE_STEP, HOUR, Counts, is_over
from portal.domain.noticing import is_too_fast
from portal.domain.signals import Reason
from portal.responses.services.intake import Rating, checked_rating


@dataclass(frozen=True)
class Sender:
    """Who sends: network and device, the proof that came along, and whether one can be asked for (`can_prove`)."""

    network: str
    device: Device
    proof: str = ""
    can_prove: bool = True


@dataclass(frozen=True)
class Filled:
    """How a form was filled in: when it was made (None: not known), and whether it had been sent before."""

    made_at: datetime.datetime | None = None
    was_sent: bool = False


@dataclass(frozen=True)
class Admission:
    """What was noticed, and the challenge whose solution is spent once the rating is kept."""

    signals: frozenset[Reason] = frozenset()
    challenge: str = ""


def admit(
    *, rating: Rating, service: Service, key: str, sender: Sender, filled: Filled, at: datetime.datetime, year: int
) -> Admission:
    """Let a rating that was not kept before come to `submit`. Raises InvalidInput and ProofRequired; counts the sender.

    The content is checked first, so that a form that must be mended is not counted.
    """
    answers = checked_rating(rating, service, year).answers
    noticed = set(_of_form(filled, answers.values(), at))
    if rating.visit_code.strip():
        return Admission(frozenset(noticed))
    challenge = check_proof(sender.proof, service=service.slug, key=key, at=at) if sender.proof else ""
    if _is_over(sender) and not challenge:
        if sender.can_prove:
            raise ProofRequired(new_challenge(service=service.slug, key=key, at=at))
        noticed.add(Reason.NO_PROOF)
        _charge(sender.device)
    if _is_repeated(sender.device, service, key):
        noticed.add(Reason.REPEAT_DEVICE)
    return Admission(frozenset(noticed), challenge)


def _of_form(filled: Filled, answers: Collection[int], at: datetime.datetime) -> Iterator[Reason]:
    if filled.made_at and is_too_fast(seconds=(at - filled.made_at).total_seconds(), answers=answers):
        yield Reason.TOO_FAST
    if filled.was_sent:
        yield Reason.REPLAY


def _is_over(sender: Sender) -> bool:
    device, network = sender.device, sender.network
    by_device = count("device", device.id, seconds=DAY)
    newcomers = 0 if device.is_known else count("newcomers", network, seconds=HOUR)
    all_ratings = count("network", network, seconds=HOUR)
    return is_over(Counts(by_device if device.is_known else None, newcomers, all_ratings))


def _charge(device: Device) -> None:
    """A device that is first seen over the step gets a cookie like any other, but has nothing free on it."""
    if not device.is_known:
        count("device", device.id, seconds=DAY, amount=DEVICE_STEP)


def _is_repeated(device: Device, service: Service, key: str) -> bool:
    """Whether this device rated the service today, but not with this key: a form sent twice at once is one rating."""
    if count("rated by key", device.id, service.slug, key, seconds=DAY) == 1:
        return count("rated", device.id, service.slug, seconds=DAY) > 1
    return counted("rated", device.id, service.slug) > 1
