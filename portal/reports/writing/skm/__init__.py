"""The SKM report that a unit owes, in the outline in use today (DOMAIN.md 1.4)."""

from portal.reports.writing.skm.document import skm_report

__all__ = ["skm_report"]
