"""Suara Sorong: citizens rate the services of their city, and everyone sees the same honest, checkable result."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from flask import Flask, g
from huey import Huey
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader
from limits.storage import Storage
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from config import City, Settings, secret_key
from portal.accounts.access import check_needs
from portal.accounts.sign_in import set_up_sign_in
from portal.catalogue.queries import is_sample_city
from portal.core.access import Audience
from portal.core.assets import DIST, build_id, configure_assets
from portal.core.caching import configure_caching, kept_pages
from portal.core.database import engine_options, prepare_engine
from portal.core.duties import Duties
from portal.core.errors import configure_errors
from portal.core.extensions import csrf, db, migrate
from portal.core.headers import configure_headers
from portal.core.i18n import configure_languages, current_language
from portal.core.jobs import make_queue, schedule
from portal.core.kept_pages import KeptPages
from portal.core.limits import guard
from portal.core.logging import configure_logging
from portal.core.mail import configure_mail
from portal.core.outbox import Writer
from portal.core.tools import Tool
from portal.core.urls import configure_urls
from portal.features import FEATURES

TEMPLATES = DIST.parents[1] / "templates"
MAX_BODY = 128 * 1024
MAX_FIELDS = 100


@dataclass
class Portal:
    """What the running portal knows of itself: `app.extensions["portal"]`."""

    settings: Settings
    queue: Huey
    build: str = ""
    audiences: dict[str, Audience] = field(default_factory=dict)
    duties: list[Duties] = field(default_factory=list)
    tools: list[Tool] = field(default_factory=list)
    letters: dict[str, Writer] = field(default_factory=dict)
    pages: KeptPages = field(init=False)
    counts: Storage | None = None
    """Counts of the limits; None while limits are off."""

    @property
    def city(self) -> City:
        return self.settings.city


def create_app(settings: Settings) -> Flask:
    """The Flask application for these settings."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    app = Flask(
        __name__,
        static_folder=str(DIST),
        static_url_path="/static",
        instance_path=str(settings.instance),
    )
    _configure(app, settings)
    portal = app.extensions["portal"] = Portal(settings, make_queue(settings))
    configure_logging(app)
    _set_up_database(app)
    csrf.init_app(app)
    portal.counts = guard(app, settings)
    configure_mail(app, settings)
    configure_urls(app)
    configure_languages(app)
    configure_headers(app)
    configure_caching(app)
    configure_errors(app)
    portal.build = build_id(configure_assets(app), settings.city)
    _give_templates_globals(app, settings)
    set_up_sign_in(app, may_skip=is_sample_city)
    _add_features(app, portal)
    check_needs(app)
    _wrap(app, settings)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=secret_key(settings),
        TESTING=settings.testing,
        SQLALCHEMY_DATABASE_URI=settings.resolved_database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.resolved_database_url),
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_PARTS=MAX_FIELDS,
        MAX_FORM_MEMORY_SIZE=MAX_BODY,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=(settings.base_url or "").startswith("https://"),
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
    )


def _set_up_database(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db, directory=str(DIST.parents[1] / "portal" / "migrations"))
    with app.app_context():
        prepare_engine(db.engine)


def _give_templates_globals(app: Flask, settings: Settings) -> None:
    packages = {name: PackageLoader(name) for name in ("govuk_frontend_jinja", "govuk_frontend_wtf")}
    app.jinja_loader = ChoiceLoader([FileSystemLoader(TEMPLATES), PrefixLoader(packages)])
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    values = [pair for feature in FEATURES for pair in feature.template_values]

    @app.context_processor
    def values_for_templates() -> dict[str, object]:
        return {
            "lang": current_language(),
            "portal_name": settings.city.portal_name,
            "city_name": settings.city.name,
            **{name: value() for name, value in values if not g.get("database_away")},
        }


def _add_features(app: Flask, portal: Portal) -> None:
    for feature in FEATURES:
        for blueprint, audience in feature.blueprints:
            portal.audiences[blueprint.name] = audience
            app.register_blueprint(blueprint)
        for command in feature.commands:
            app.cli.add_command(command)
        portal.tools.extend(feature.tools)
        portal.letters.update(feature.letters)
        if feature.duties is not None:
            portal.duties.append(feature.duties)
        schedule(app, portal.queue, feature.jobs)


def _wrap(app: Flask, settings: Settings) -> None:
    """Static files from memory and disk, the client's address from as many proxies as we trust, then kept pages."""
    hops = settings.trusted_proxies
    pages = app.extensions["portal"].pages = kept_pages(app)
    wsgi = ProxyFix(pages, x_for=hops, x_proto=hops, x_host=hops) if hops else pages
    app.wsgi_app = WhiteNoise(wsgi, root=str(DIST), prefix="static/", immutable_file_test=r"\.[0-9a-f]{8,}\.")  # type: ignore[method-assign]
