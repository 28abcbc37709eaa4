"""Which units a page is asked for, checked against what there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.catalogue.models import KINDS, Unit
from portal.catalogue.queries import known_distriks
from portal.domain.errors import FieldError, MalformedRequest
from portal.publication.queries import Scope, of_units


class UnknownChoice(MalformedRequest):
    """A filter with a value that does not exist: names the field and what there is."""

    def __init__(self, field: str, allowed: Sequence[str]) -> None:
        super().__init__("unknown_choice", [FieldError(field, "unknown_value")])
        self.field = field
        self.allowed = tuple(allowed)


@dataclass(frozen=True)
class Filter:
    """Which units are asked for; an empty value stands for all."""

    kind: str = ""
    distrik: str = ""

    @property
    def arguments(self) -> dict[str, str]:
        """As an address carries it."""
        return {name: value for name, value in (("kind", self.kind), ("distrik", self.distrik)) if value}

    @property
    def scope(self) -> Scope:
        """All units that it admits, pooled."""
        return of_units(kind=self.kind, distrik=self.distrik)

    def admits(self, unit: Unit) -> bool:
        """Whether the unit is one of them."""
        return self.kind in {"", unit.kind} and self.distrik in {"", unit.distrik}

    def check(self) -> None:
        """Raises UnknownChoice for a kind that no rule knows or a distrik that no unit was ever in."""
        if self.kind not in {"", *KINDS}:
            raise UnknownChoice("kind", KINDS)
        distriks = present(known_distriks())
        if self.distrik not in {"", *distriks}:
            raise UnknownChoice("distrik", distriks)


def present(values: Iterable[str]) -> list[str]:
    """Each value once, without the empty one, in order."""
    return sorted(set(values) - {""})
