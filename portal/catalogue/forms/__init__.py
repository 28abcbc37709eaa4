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
from portal.catalogue.forms.words import KIND_WORDS, effects, refusal

__all__ = [
    "COLUMNS",
    "KIND_WORDS",
    "EndForm",
    "FileForm",
    "MergeForm",
    "ServiceEndForm",
    "ServiceForm",
    "SplitForm",
    "UnitForm",
    "catalogue_lines",
    "effects",
    "refusal",
]
