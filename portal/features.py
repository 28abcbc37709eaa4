"""The table of contents: what each feature brings, and for whom. Only `create_app` reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import click
from flask import Blueprint

from portal.accounts import views as accounts_views
from portal.accounts.cli import staff
from portal.accounts.staff_views import own_account, second_step
from portal.audit.cli import audit
from portal.catalogue.cli import catalogue
from portal.catalogue.queries import is_sample_city
from portal.core import health
from portal.core.access import Audience
from portal.core.duties import Duties
from portal.core.jobs import Job, jobs
from portal.core.tools import Tool
from portal.dashboards import sharing
from portal.dashboards import views as dashboards_views
from portal.opendata import api as opendata_api
from portal.pages import staff_views as pages_staff_views
from portal.pages import views as pages_views
from portal.publication.cli import notices, publication, rollup
from portal.publication.jobs import JOBS as PUBLICATION_JOBS
from portal.responses import api as responses_api
from portal.responses import staff_views as responses_staff_views
from portal.responses import views as responses_views
from portal.responses.cli import responses
from portal.reviews import staff_views as reviews_staff_views
from portal.sample.cli import sample
from portal.settings import staff_views as settings_staff_views
from portal.settings.shown import shown_settings
from portal.surveys.duties import DUTIES as SURVEY_DUTIES
from portal.surveys.staff_views import drafts as surveys_drafts
from portal.surveys.staff_views import versions as surveys_versions
from portal.visits.cli import visits


@dataclass(frozen=True)
class Feature:
    """One room of the house."""

    name: str
    blueprints: tuple[tuple[Blueprint, Audience], ...] = ()
    commands: tuple[click.Command, ...] = ()
    jobs: tuple[Job, ...] = ()
    template_values: tuple[tuple[str, Callable[[], object]], ...] = ()
    """Values that every page may use, by name."""
    tools: tuple[Tool, ...] = ()
    duties: Duties | None = None


FEATURES: tuple[Feature, ...] = (
    Feature("core", blueprints=((health.bp, Audience.OPERATOR),), commands=(jobs,)),
    Feature("audit", commands=(audit,)),
    Feature(
        "accounts",
        blueprints=(
            (accounts_views.bp, Audience.STAFF),
            (accounts_views.set_up, Audience.STAFF),
            (second_step.bp, Audience.STAFF),
            (own_account.bp, Audience.STAFF),
        ),
        commands=(staff,),
    ),
    Feature("catalogue", commands=(catalogue,), template_values=(("sample_city", is_sample_city),)),
    Feature(
        "settings",
        blueprints=((settings_staff_views.bp, Audience.STAFF),),
        template_values=(("shown", shown_settings),),
        tools=(settings_staff_views.TOOL,),
    ),
    Feature(
        "surveys",
        blueprints=((surveys_versions.bp, Audience.STAFF), (surveys_drafts.bp, Audience.STAFF)),
        tools=(surveys_versions.TOOL,),
        duties=SURVEY_DUTIES,
    ),
    Feature("visits", commands=(visits,)),
    Feature(
        "responses",
        blueprints=(
            (responses_views.bp, Audience.CITIZEN),
            (responses_api.bp, Audience.API),
            (responses_staff_views.bp, Audience.STAFF),
        ),
        commands=(responses,),
    ),
    Feature("publication", commands=(publication, rollup, notices), jobs=PUBLICATION_JOBS),
    Feature("reviews", blueprints=((reviews_staff_views.bp, Audience.STAFF),)),
    Feature("opendata", blueprints=((opendata_api.bp, Audience.OPEN_DATA),)),
    Feature(
        "dashboards",
        blueprints=(
            (dashboards_views.bp, Audience.PUBLIC),
            (sharing.bp, Audience.PUBLIC),
            (sharing.embeds, Audience.EMBED),
        ),
    ),
    Feature(
        "pages",
        blueprints=(
            (pages_views.bp, Audience.PUBLIC),
            (pages_views.receipts, Audience.CITIZEN),
            (pages_staff_views.bp, Audience.STAFF),
        ),
    ),
    Feature("sample", commands=(sample,)),
)
