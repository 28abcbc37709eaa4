"""Writes to the catalogue: the import, single deeds, endings, and what holds from a year on."""

from portal.catalogue.services.endings import (
    Move,
    Plan,
    begin_plan,
    carry_out,
    plan_closing,
    plan_merge,
    plan_service_closing,
    plan_split,
    reopen,
    undo_change,
)
from portal.catalogue.services.importing import BadCatalogue, CatalogueLine, Imported, import_catalogue
from portal.catalogue.services.units import (
    ServiceFacts,
    UnitFacts,
    change_service,
    change_unit,
    create_service,
    create_unit,
    facts_of_service,
    facts_of_unit,
)
from portal.catalogue.services.years import apply_due_years, hold_service, hold_unit

__all__ = [
    "BadCatalogue",
    "CatalogueLine",
    "Imported",
    "Move",
    "Plan",
    "ServiceFacts",
    "UnitFacts",
    "apply_due_years",
    "begin_plan",
    "carry_out",
    "change_service",
    "change_unit",
    "create_service",
    "create_unit",
    "facts_of_service",
    "facts_of_unit",
    "hold_service",
    "hold_unit",
    "import_catalogue",
    "plan_closing",
    "plan_merge",
    "plan_service_closing",
    "plan_split",
    "reopen",
    "undo_change",
]
