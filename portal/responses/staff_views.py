"""The form of a questionnaire as citizens see it or will see it, for those who look after the questionnaires."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from portal.accounts.access import needs
from portal.core.i18n import current_language
from portal.domain.permissions import Deed
from portal.domain.questionnaire import MINIMUM_STAFF, asked_codes
from portal.responses.forms.rate_form import build_rate_form
from portal.surveys.queries import version_by_key

bp = Blueprint("survey_preview", __name__)


@dataclass(frozen=True)
class _Named:
    """Stands in for a service and its unit."""

    name: str
    slug: str = "contoh"


@bp.get("/admin/surveys/<key>/preview")
@needs(Deed.READ_SETTINGS)
def form(key: str) -> str:
    """The form of one version, which cannot be sent; `?staff=few` as a service with fewer than five staff shows it."""
    version = version_by_key(key)
    few = request.args.get("staff") == "few"
    asked = asked_codes(version.questionnaire, MINIMUM_STAFF - 1 if few else None)
    return render_template(
        "responses/preview.html",
        version=version,
        few=few,
        form=build_rate_form(version.questionnaire, asked, current_language()),
        service=_Named(_("Contoh layanan")),
        unit=_Named(_("Contoh unit")),
        token="",
    )
