"""The addresses of the sample city that are measured: each public page once, and one form."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from portal.catalogue.models import Service
from portal.core.access import Audience
from portal.core.extensions import db
from portal.publication.models import Rollup


def public_pages(app: Flask) -> list[str]:
    """One address for each public route that is a page, of the service with the most ratings and its unit."""
    parts = _parts(app)
    audiences = app.extensions["portal"].audiences
    addresses = []
    for rule in app.url_map.iter_rules():
        is_public = audiences.get(rule.endpoint.partition(".")[0]) is Audience.PUBLIC
        if is_public and "GET" in (rule.methods or ()) and rule.arguments <= set(parts):
            built = rule.build({name: parts[name] for name in rule.arguments})
            assert built is not None, rule
            addresses.append(built[1])
    pages = [address for address in addresses if _is_page(app, address)]
    assert len(pages) >= 6
    return sorted(pages)


def form_page(app: Flask) -> str:
    """The form of the same service."""
    return f"/rate/{_parts(app)['service']}"


def _parts(app: Flask) -> dict[str, str]:
    with app.app_context():
        counts = func.sum(Rollup.n1 + Rollup.n2 + Rollup.n3 + Rollup.n4)
        busiest = select(Rollup.service_id).where(Rollup.service_id > 0).group_by(Rollup.service_id)
        service = db.session.get_one(Service, db.session.scalars(busiest.order_by(counts.desc())).first())
        return {"service": service.slug, "unit": service.unit.slug}


def _is_page(app: Flask, address: str) -> bool:
    answer = app.test_client().get(address)
    return answer.status_code == 200 and answer.mimetype == "text/html"
