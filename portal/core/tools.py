"""The tools of the workplace: each feature lists its own, and a person sees those that are allowed."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import LazyString

from portal.domain.permissions import Deed


@dataclass(frozen=True)
class Tool:
    """A page to work in: its endpoint (an address without parts), for whom, its name and what it is for."""

    endpoint: str
    deed: Deed
    title: LazyString
    lead: LazyString
