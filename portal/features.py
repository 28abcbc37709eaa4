"""The table of contents: what each feature brings, and for whom. Only `create_app` reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import click
from flask import Blueprint
from flask_babel import lazy_gettext as _l

from portal.accounts import views as accounts_views
from portal.accounts.cli import staff
from portal.accounts.duties import DUTIES as ACCOUNT_DUTIES
from portal.accounts.duties import TOOLS as ACCOUNT_TOOLS
from portal.accounts.letters import LETTERS as ACCOUNT_LETTERS
from portal.accounts.staff_views import account_file, admin, admin_deeds, loans, own_account, second_step
from portal.accounts.staff_views import audit as audit_views
from portal.accounts.staff_views import requests as account_requests
from portal.catalogue import staff_views as catalogue_staff_views
from portal.catalogue.cli import catalogue
from portal.catalogue.duties import DUTIES as CATALOGUE_DUTIES
from portal.catalogue.jobs import JOBS as CATALOGUE_JOBS
from portal.catalogue.queries import is_sample_city
from portal.core import health
from portal.core.access import Audience
from portal.core.duties import Duties
from portal.core.jobs import Job, jobs
from portal.core.outbox import Writer
from portal.core.post import JOBS as POST_JOBS
from portal.core.tools import Tool
from portal.dashboards import sharing
from portal.dashboards import views as dashboards_views
from portal.domain.permissions import Deed
from portal.followups import staff_views as followups_staff_views
from portal.followups import views as followups_views
from portal.followups.duties import DUTIES as FOLLOWUP_DUTIES
from portal.followups.jobs import JOBS as FOLLOWUP_JOBS
from portal.integrity import staff_views as held_staff_views
from portal.integrity.cli import integrity
from portal.integrity.jobs import JOBS as INTEGRITY_JOBS
from portal.integrity.letters import LETTERS as INTEGRITY_LETTERS
from portal.ledger.cli import audit
from portal.ledger.jobs import JOBS as LEDGER_JOBS
from portal.opendata import api as opendata_api
from portal.pages import api as pages_api
from portal.pages import staff_views as pages_staff_views
from portal.pages import views as pages_views
from portal.pages.jobs import JOBS as PAGES_JOBS
from portal.pages.jobs import LETTERS as PAGES_LETTERS
from portal.publication import staff_views as publication_staff_views
from portal.publication.cli import notices, publication, rollup
from portal.publication.jobs import JOBS as PUBLICATION_JOBS
from portal.reports import staff_views as reports_staff_views
from portal.reports import views as reports_views
from portal.reports.jobs import JOBS as REPORT_JOBS
from portal.responses import api as responses_api
from portal.responses import staff_views as responses_staff_views
from portal.responses import views as responses_views
from portal.responses.cli import responses
from portal.reviews import staff_views as reviews_staff_views
from portal.reviews import views as reviews_views
from portal.reviews.duties import DUTIES as REVIEW_DUTIES
from portal.reviews.staff_views import cycles as review_cycles
from portal.reviews.staff_views import reviewer_side as review_steps
from portal.sample.cli import sample
from portal.settings import staff_views as settings_staff_views
from portal.settings.shown import shown_settings
from portal.surveys.duties import DUTIES as SURVEY_DUTIES
from portal.surveys.staff_views import drafts as surveys_drafts
from portal.surveys.staff_views import versions as surveys_versions
from portal.visits import api as visits_api
from portal.visits import staff_views as visits_staff_views
from portal.visits.cli import visits


@dataclass(frozen=True)
class Feature:
    """One room of the house."""

    name: str
    blueprints: tuple[tuple[Blueprint, Audience], ...] = ()
    commands: tuple[click.Command, ...] = ()
    jobs: tuple[Job, ...] = ()
    letters: Mapping[str, Writer] = field(default_factory=dict)
    """Letters by their kind, and who writes them."""
    template_values: tuple[tuple[str, Callable[[], object]], ...] = ()
    """Values that every page may use, by name."""
    tools: tuple[Tool, ...] = ()
    duties: Duties | None = None


FEATURES: tuple[Feature, ...] = (
    Feature("core", blueprints=((health.bp, Audience.OPERATOR),), commands=(jobs,), jobs=POST_JOBS),
    Feature("audit"),
    Feature("ledger", commands=(audit,), jobs=LEDGER_JOBS),
    Feature(
        "accounts",
        blueprints=(
            (accounts_views.bp, Audience.STAFF),
            (accounts_views.set_up, Audience.STAFF),
            (second_step.bp, Audience.STAFF),
            (own_account.bp, Audience.STAFF),
            (audit_views.bp, Audience.STAFF),
            (admin.bp, Audience.STAFF),
            (admin_deeds.bp, Audience.STAFF),
            (account_requests.bp, Audience.STAFF),
            (loans.bp, Audience.STAFF),
            (account_file.bp, Audience.STAFF),
        ),
        commands=(staff,),
        letters=ACCOUNT_LETTERS,
        tools=ACCOUNT_TOOLS,
        duties=ACCOUNT_DUTIES,
    ),
    Feature(
        "catalogue",
        blueprints=((catalogue_staff_views.bp, Audience.STAFF),),
        commands=(catalogue,),
        jobs=CATALOGUE_JOBS,
        template_values=(("sample_city", is_sample_city),),
        tools=(
            Tool(
                "catalogue.units",
                Deed.READ_SETTINGS,
                _l("Unit dan layanan"),
                _l("Membuat, mengganti nama, menggabungkan, memecah, menutup; riwayat tetap seperti diterbitkan."),
            ),
            Tool(
                "catalogue.touchpoints",
                Deed.READ_SETTINGS,
                _l("Titik layanan"),
                _l("Tempat warga menilai, misalnya loket: masing-masing dengan kode tetap untuk tautan pendek."),
            ),
        ),
        duties=CATALOGUE_DUTIES,
    ),
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
    Feature(
        "visits",
        blueprints=(
            (visits_staff_views.bp, Audience.STAFF),
            (visits_staff_views.machines, Audience.STAFF),
            (visits_api.bp, Audience.API),
        ),
        commands=(visits,),
        tools=(visits_staff_views.TOOL,),
    ),
    Feature(
        "responses",
        blueprints=(
            (responses_views.bp, Audience.CITIZEN),
            (responses_api.bp, Audience.API),
            (responses_staff_views.bp, Audience.STAFF),
        ),
        commands=(responses,),
    ),
    Feature(
        "integrity",
        blueprints=((held_staff_views.bp, Audience.STAFF), (held_staff_views.monitors, Audience.STAFF)),
        commands=(integrity,),
        jobs=INTEGRITY_JOBS,
        letters=INTEGRITY_LETTERS,
        tools=(held_staff_views.MONITORS_TOOL, held_staff_views.TOOL),
        duties=held_staff_views.DUTIES,
    ),
    Feature(
        "publication",
        blueprints=((publication_staff_views.bp, Audience.STAFF),),
        commands=(publication, rollup, notices),
        jobs=PUBLICATION_JOBS,
        tools=(
            Tool(
                "publication.periods",
                Deed.READ_SETTINGS,
                _l("Periode dan penerbitan"),
                _l("Bulan mana yang berjalan, berakhir atau ditutup; menerbitkan sekarang, menutup bulan."),
            ),
            Tool(
                "publication.notices",
                Deed.READ_SETTINGS,
                _l("Catatan dan koreksi"),
                _l("Yang dikatakan di samping angka sebuah periode: menulis, mencabut dengan alasan."),
            ),
        ),
        duties=publication_staff_views.DUTIES,
    ),
    Feature(
        "followups",
        blueprints=(
            (followups_views.bp, Audience.PUBLIC),
            (followups_views.voices, Audience.CITIZEN),
            (followups_staff_views.bp, Audience.STAFF),
            (followups_staff_views.training, Audience.STAFF),
        ),
        jobs=FOLLOWUP_JOBS,
        tools=(
            Tool(
                "training.courses",
                Deed.READ_TRAINING,
                _l("Katalog pelatihan"),
                _l("Pelatihan yang dapat dipilih unit: penyelenggara, kompetensi, unsur yang dilayani, tempat, biaya."),
            ),
        ),
        duties=FOLLOWUP_DUTIES,
    ),
    Feature(
        "reviews",
        blueprints=(
            (reviews_views.bp, Audience.PUBLIC),
            (reviews_staff_views.bp, Audience.STAFF),
            (review_cycles.bp, Audience.STAFF),
            (review_steps.bp, Audience.STAFF),
        ),
        tools=(review_cycles.TOOL,),
        duties=REVIEW_DUTIES,
    ),
    Feature("opendata", blueprints=((opendata_api.bp, Audience.OPEN_DATA),)),
    Feature(
        "reports",
        blueprints=((reports_staff_views.bp, Audience.STAFF), (reports_views.bp, Audience.PUBLIC)),
        jobs=REPORT_JOBS,
        tools=(reports_staff_views.TOOL,),
    ),
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
            (pages_api.bp, Audience.FEED),
            (pages_staff_views.bp, Audience.STAFF),
        ),
        jobs=PAGES_JOBS,
        letters=PAGES_LETTERS,
    ),
    Feature("sample", commands=(sample,)),
)
