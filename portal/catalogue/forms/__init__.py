"""What comes in about the catalogue: a file of it, and the forms of the desk."""

from portal.catalogue.forms.desk import (
    EndForm,
    FileForm,
    MergeForm,
    ServiceEndForm,
    ServiceForm,
    SplitForm,
    UnitForm,
)
from portal.catalogue.forms.file import COLUMNS, catalogue_lines
from portal.catalogue.forms.touchpoints import (
    TOUCHPOINT_COLUMNS,
    BatchForm,
    TouchpointForm,
    touchpoint_lines,
    touchpoint_refusal,
)
from portal.catalogue.forms.words import FIELD_WORDS, KIND_WORDS, effects, refusal

__all__ = [
    "COLUMNS",
    "FIELD_WORDS",
    "KIND_WORDS",
    "TOUCHPOINT_COLUMNS",
    "BatchForm",
    "EndForm",
    "FileForm",
    "MergeForm",
    "ServiceEndForm",
    "ServiceForm",
    "SplitForm",
    "TouchpointForm",
    "UnitForm",
    "catalogue_lines",
    "effects",
    "refusal",
    "touchpoint_lines",
    "touchpoint_refusal",
]
