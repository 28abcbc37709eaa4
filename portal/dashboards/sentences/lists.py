"""What is said of lists of units and services: kinds, how many, and which filters there are."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from portal.catalogue.forms import KIND_WORDS
from portal.core.i18n import integer
from portal.dashboards.queries import CityUnits, Found, UnknownChoice


def kind_name(kind: str) -> str:
    """A kind of unit in words."""
    return str(KIND_WORDS[kind])


def matrix_sentence(units: CityUnits) -> str:
    """How many units have a score, and how to read the cells."""
    count = _(
        "Unit yang punya nilai: %(shown)s dari %(total)s.",
        shown=integer(units.with_score),
        total=integer(len(units.rows)),
    )
    how = _("Huruf menyertai warna; mulai 30 jawaban. Sel dengan kurang dari sepuluh jawaban disembunyikan.")
    return f"{count} {how}"


def sample_sentence(answered: int, needed: int) -> str:
    """Answers given of those that the service owes."""
    return _("%(answered)s dari %(needed)s jawaban yang dibutuhkan", answered=integer(answered), needed=integer(needed))


def found_sentence(found: Found) -> str:
    """How many services there are, and which page of them this is."""
    if found.page == 1 and found.is_last:
        return _("Layanan ditemukan: %(total)s.", total=integer(found.total))
    return _("Layanan ditemukan: %(total)s. Halaman %(page)s.", total=integer(found.total), page=integer(found.page))


def unknown_argument(name: str, allowed: Sequence[str]) -> str:
    """Which argument of an address is not known, and which are."""
    return _("Halaman ini tidak mengenal «%(name)s». Yang dikenal: %(allowed)s.", name=name, allowed=", ".join(allowed))


def unknown_choice(error: UnknownChoice) -> str:
    """Which filter was wrong, and what it takes."""
    allowed = ", ".join(error.allowed) or "–"
    if error.field == "kind":
        return _("Jenis unit tidak dikenal. Yang dikenal: %(allowed)s.", allowed=allowed)
    return _("Distrik tidak dikenal. Yang dikenal: %(allowed)s.", allowed=allowed)
