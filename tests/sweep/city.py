"""A filled portal as the sweep tests see it: its routes by audience, and an address for each."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import IntegerConverter, Rule

from portal.core.access import Audience


@dataclass(frozen=True)
class City:
    """A filled portal, and a value for each part of an address."""

    app: Flask
    parts: dict[str, str]

    def rules(self, *audiences: Audience) -> list[Rule]:
        """The GET routes for these audiences (all by default), static files left out."""
        known = self.app.extensions["portal"].audiences
        rules = [
            rule
            for rule in self.app.url_map.iter_rules()
            if rule.endpoint != "static" and "GET" in (rule.methods or ())
        ]
        return [rule for rule in rules if not audiences or known.get(rule.endpoint.split(".")[0]) in audiences]

    def address(self, rule: Rule, **parts: str) -> str:
        """An address that this rule serves; `parts` go before those of the city, 1 stands for a number."""
        known = self.parts | parts
        odd = {
            part: 1 if isinstance(rule._converters[part], IntegerConverter) else "tidak-ada" for part in rule.arguments
        }
        built = rule.build({part: known.get(part, odd[part]) for part in rule.arguments})
        assert built is not None, rule
        return built[1]
