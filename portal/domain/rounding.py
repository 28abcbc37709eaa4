"""The one rounding of the portal: floats and banker's rounding would print 86.62 where 86.63 was published."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor


def half_up(value: Fraction | Decimal, places: int = 2) -> Decimal:
    """The value at `places` decimals; ties go up (DOMAIN.md 1.2).

    Only a Decimal may be negative: its ties go away from zero, so that a fall mirrors a rise.
    """
    if isinstance(value, Decimal):
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return Decimal(floor(value * 10**places + Fraction(1, 2))).scaleb(-places)
