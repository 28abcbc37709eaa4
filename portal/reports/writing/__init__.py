"""What the documents say, in the reader's language: words here, shapes in press, numbers from queries."""

from portal.reports.writing.city import city_report
from portal.reports.writing.poster import poster
from portal.reports.writing.skm import skm_report

__all__ = ["city_report", "poster", "skm_report"]
