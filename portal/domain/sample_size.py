"""How many answers a service owes: the table of Krejcie and Morgan that PermenPAN-RB 14/2017 annexes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from portal.domain.rounding import half_up

# Chi-square for one degree of freedom at 95 %, P = Q = 0.5, d = 0.05.
CHI_SQUARE_PQ = Fraction(3841, 1000) / 4
D_SQUARE = Fraction(1, 400)


@dataclass(frozen=True)
class SampleSteps:
    """How the answers needed from a population come about: numerator, denominator, quotient, and one rounding."""

    above: Fraction
    below: Fraction
    unrounded: Fraction
    needed: int


def needed(population: int) -> int:
    """Answers needed from so many users of a service in the last period, half up; ValueError if negative.

    Source: Krejcie & Morgan (1970), Determining Sample Size for Research Activities.
    """
    return sample_steps(population).needed


def sample_steps(population: int) -> SampleSteps:
    """The same with all that leads there."""
    if population < 0:
        raise ValueError(f"a population of {population}")
    above = CHI_SQUARE_PQ * population
    below = D_SQUARE * (population - 1) + CHI_SQUARE_PQ
    return SampleSteps(above, below, above / below, int(half_up(above / below, 0)))
