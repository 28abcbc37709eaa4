"""Documents for who works with them: those of a unit at its desk, those of all units for the reviewer."""

from flask_babel import lazy_gettext as _l

from portal.core.tools import Tool
from portal.domain.permissions import Deed
from portal.reports.staff_views import city, unit
from portal.reports.staff_views.desk import bp

TOOL = Tool(
    "reports.city",
    Deed.EXPORT_REPORTS,
    _l("Laporan semua unit"),
    _l("Laporan SKM dan buku kerja tiap unit dengan ikhtisar kota, sekali minta dalam satu berkas ZIP."),
)

__all__ = ["TOOL", "bp", "city", "unit"]
