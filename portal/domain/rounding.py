"""The one rounding of the portal: floats and banker's rounding would print 86.62 where 86.63 was published."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor


def half_up(value: Fraction | Decimal, places: int = 2) -> Decimal:
    """The non-negative value at `places` decimals; ties go up (DOMAIN.md 1.2)."""
    if isinstance(value, Decimal):
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return Decimal(floor(value * 10**places + Fraction(1, 2))).scaleb(-places)
