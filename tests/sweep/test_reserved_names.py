"""House rule: no page stands where a unit's or a service's page would, but under a name that none can have."""

from __future__ import annotations

from flask import Flask

from portal.domain.catalogue import RESERVED_FOR_PAGES
from portal.domain.texts import is_slug

_NAMED = {"<slug:unit>": RESERVED_FOR_PAGES, "<slug:service>": frozenset[str]()}


def test_every_page_beside_those_of_units_and_services_has_a_reserved_name(app: Flask) -> None:
    rules = [rule.rule.strip("/").split("/") for rule in app.url_map.iter_rules()]
    places = {(tuple(parts[:n]), part) for parts in rules for n, part in enumerate(parts) if part in _NAMED}
    assert places
    beside = {
        (named, parts[len(before)])
        for before, named in places
        for parts in rules
        if tuple(parts[: len(before)]) == before and len(parts) > len(before) and is_slug(parts[len(before)])
    }
    assert sorted(name for named, name in beside if name not in _NAMED[named]) == []
