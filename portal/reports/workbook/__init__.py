"""The workbook of a unit and period: live formulas from the counts of answers to the published index."""

from portal.reports.workbook.book import workbook

__all__ = ["workbook"]
