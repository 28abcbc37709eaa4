"""The versions of the questionnaires: what each asks, and what it changed."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask_babel import lazy_gettext as _l

from portal.accounts.access import needs
from portal.core.tools import Tool
from portal.domain.drafts import Differences, differences, faults, is_official
from portal.domain.permissions import Deed
from portal.domain.questionnaire import MINIMUM_ANSWERED
from portal.domain.skm import SKM
from portal.surveys.forms import AddElementForm
from portal.surveys.queries import Version, known_questions, version_before, version_by_key, versions

bp = Blueprint("surveys", __name__)
TOOL = Tool(
    "surveys.home",
    Deed.READ_SETTINGS,
    _l("Kuesioner"),
    _l("Yang ditanyakan kepada warga, dalam kedua bahasa, dan setiap versinya."),
)


@bp.get("/admin/surveys")
@needs(Deed.READ_SETTINGS)
def home() -> str:
    """Every version, the newest first."""
    return render_template("surveys/home.html", versions=versions())


@bp.get("/admin/surveys/<key>")
@needs(Deed.READ_SETTINGS)
def version(key: str) -> str:
    """One version: its elements, what it changes, and for a draft what can be done with it."""
    return version_page(version_by_key(key), AddElementForm())


def version_page(found: Version, form: AddElementForm) -> str:
    """The page of a version; `form`: the one for a new element, with its errors."""
    before = version_before(found)
    offered = [code for code in known_questions() if code not in found.questionnaire.codes]
    return render_template(
        "surveys/version.html",
        version=found,
        before=before,
        changes=changes_since(before, found),
        faults=faults(found.questionnaire) if found.is_draft else [],
        offered=offered,
        form=form,
        is_official=is_official,
        has_draft=any(one.is_draft and one.questionnaire.code == found.questionnaire.code for one in versions()),
        may_remove=len(found.questionnaire.questions) > MINIMUM_ANSWERED,
    )


def changes_since(before: Version | None, found: Version) -> Differences | None:
    """What a version changes; None where it is the first."""
    return differences(before.questionnaire, found.questionnaire) if before else None


def official_not_asked(found: Version) -> list[str]:
    """Names of the regulation's elements that a version leaves out, for whoever is about to publish it."""
    return [question.code for question in SKM.questions if question.code not in found.questionnaire.codes]
