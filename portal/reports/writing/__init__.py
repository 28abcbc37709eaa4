"""What the documents say, in the reader's language: words here, shapes in press, numbers from queries."""

from portal.reports.writing.city import city_report
from portal.reports.writing.poster import poster
from portal.reports.writing.promises import follow_up_table
from portal.reports.writing.review import review_sheet
from portal.reports.writing.skm import skm_report
from portal.reports.writing.words import Place

__all__ = ["Place", "city_report", "follow_up_table", "poster", "review_sheet", "skm_report"]
