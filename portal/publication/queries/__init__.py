"""Reads of what is published: scopes, their scorecards, changes, comparisons, respondents, and notices beside them."""

from portal.publication.queries.accounts import Account, account
from portal.publication.queries.changes import change_between, service_strata, unit_changes
from portal.publication.queries.comparisons import comparison
from portal.publication.queries.elements import ElementReading, read_elements
from portal.publication.queries.headlines import deciding_counts, headline, headlines_of_year
from portal.publication.queries.months import Month, last_publication, months_page, open_months
from portal.publication.queries.notices import all_notices, notice_by_number, notices, notices_page
from portal.publication.queries.respondents import Respondents, respondents_of
from portal.publication.queries.runs import Run, latest_runs, state_of_run, unfinished_runs
from portal.publication.queries.scopes import CITY, Scope, of_service, of_unit, of_units
from portal.publication.queries.scorecards import (
    Received,
    Scorecard,
    asked_period,
    begun_period,
    block_counts,
    is_provisional,
    periods_with_ratings,
    publication_number,
    scorecard,
    scorecards,
    service_counts,
    service_counts_of_units,
    unit_counts,
    unit_scorecards,
)
from portal.publication.queries.standing import (
    blocks_of_keys,
    is_counted,
    last_closed_month,
    misplaced_of_unit,
    units_due,
)

__all__ = [
    "CITY",
    "Account",
    "ElementReading",
    "Month",
    "Received",
    "Respondents",
    "Run",
    "Scope",
    "Scorecard",
    "account",
    "all_notices",
    "asked_period",
    "begun_period",
    "block_counts",
    "blocks_of_keys",
    "change_between",
    "comparison",
    "deciding_counts",
    "headline",
    "headlines_of_year",
    "is_counted",
    "is_provisional",
    "last_closed_month",
    "last_publication",
    "latest_runs",
    "misplaced_of_unit",
    "months_page",
    "notice_by_number",
    "notices",
    "notices_page",
    "of_service",
    "of_unit",
    "of_units",
    "open_months",
    "periods_with_ratings",
    "publication_number",
    "read_elements",
    "respondents_of",
    "scorecard",
    "scorecards",
    "service_counts",
    "service_counts_of_units",
    "service_strata",
    "state_of_run",
    "unfinished_runs",
    "unit_changes",
    "unit_counts",
    "unit_scorecards",
    "units_due",
]
