"""The blueprint of the documents' desk."""

from __future__ import annotations

from flask import Blueprint

from portal.reports.press import Busy
from portal.reports.sending import busy

bp = Blueprint("reports", __name__)
bp.register_error_handler(Busy, busy)
