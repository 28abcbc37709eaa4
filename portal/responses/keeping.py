"""The last steps that both doors of ratings share: who sends, what is asked for, keeping, and the device's cookie."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.wrappers import Response

from portal.catalogue.models import Service
from portal.core.clock import now, today
from portal.core.database import transaction
from portal.core.limits import is_guarded
from portal.core.proofs import spend
from portal.core.senders import Device, give_cookie, sender_device, sender_network
from portal.domain.questionnaire import Source
from portal.responses.guesses import counted_guesses
from portal.responses.queries import is_known_key, visited_on
from portal.responses.services import Admission, Filled, Kept, Rating, Sender, admit, submit


@dataclass(frozen=True)
class Taken:
    """A rating that is kept; `newcomer` is the device that should be known from now on."""

    kept: Kept
    newcomer: Device | None

    def give_cookie(self, answer: Response) -> None:
        """The answer to a kept rating without a code tells a new device its number, held or not."""
        if self.newcomer is not None:
            give_cookie(answer, self.newcomer, now())


def sender_of_request(proof: str | None, *, can_prove: bool) -> Sender:
    """Who sends this request, with the proof that it brings."""
    return Sender(sender_network(), sender_device(today()), proof or "", can_prove)


def keep(
    *, rating: Rating, service: Service, key: str, nonce: str, source: Source, sender: Sender, filled: Filled
) -> Taken:
    """Keep a rating once. Raises what `admit` and `submit` raise; a rating that was kept before is asked nothing."""
    is_asked = is_guarded() and not is_known_key(service, key)
    admission = Admission()
    if is_asked:
        admission = admit(
            rating=rating, service=service, key=key, sender=sender, filled=filled, at=now(), year=_asked_year(service)
        )
    with transaction(), counted_guesses(rating.visit_code):
        kept = submit(rating=rating, key=key, nonce=nonce, source=source, day=today(), signals=admission.signals)
    if admission.challenge:
        spend(admission.challenge)
    is_new = is_asked and not sender.device.is_known and not rating.visit_code.strip()
    return Taken(kept, sender.device if is_new else None)


def _asked_year(service: Service) -> int:
    """The year whose questions are asked: of a service that has just ended, its last one."""
    return (visited_on(service, today()) or today()).year
