"""Formulas of the method as HTML: the same in both languages but for the decimal sign."""

from __future__ import annotations

import re

from markupsafe import Markup

from portal.core.i18n import current_language

_LETTER = re.compile(r"max|([A-Za-zθλστ]̄?)(?:_(\w))?")

# Written as one speaks them: a letter is a variable, _ puts the next sign below the line and ^ above it.
FORMULAS = {
    "answer": "y = (a − 1) / 3",
    "mean": "r = (1·n_1 + 2·n_2 + 3·n_3 + 4·n_4) / n",
    "index": "I = 25 · (r_1 + r_2 + … + r_k) / k",
    "shrunk": "P = (S_1 + 1) / (n + 2)",
    "square": "M = (S_2 + 7/9) / (n + 2)",
    "element_n": "N = n · P(1 − P) / (M − P^2)",
    "error": "D = √((M − P^2) / n)",
    "index_n": "N = P̄(1 − P̄) / (0.8 · D̄^2)",
    "element_p": "p = S_1 / n",
    "index_p": "p = (I / 25 − 1) / 3",
    "centre": "c = (p + z^2 / 2N) / (1 + z^2 / N)",
    "half": "h = z / (1 + z^2 / N) · √(p(1 − p) / N + z^2 / 4N^2)",
    "z": "z = 1.96",
    "limits": "L = 25 · (1 + 3(c − h)),  U = 25 · (1 + 3(c + h))",
    "difference": "d = I_2 − I_1",
    "down": "b = √((I_2 − L_2)^2 + (U_1 − I_1)^2)",
    "up": "a = √((U_2 − I_2)^2 + (I_1 − L_1)^2)",
    "difference_limits": "d − b,  d + a",
    "mix": "d_t = Σ(n_1 + n_2)(I_2 − I_1) / Σ(n_1 + n_2)",
    "kind_mean": "θ = ΣnI / Σn",
    "own_variance": "v = 0.8 · (75 · s̄)^2",
    "variance": "σ^2 = Σ(n − 1)v / Σ(n − 1)",
    "between": "τ^2 = max(0, (Σz^2 − K + 1) / (Σw − Σw^2 / Σw))",
    "funnel": "θ ± 3.09 · √(σ^2 / n + τ^2)",
    "usual": "d̄ = (d_1 + d_2 + … + d_J) / J",
    "wander": "τ^2 = max(0, Σ(d_j − d̄)^2 / (J − 1) − Σ((a_j + b_j) / 3.92)^2 / J)",
    "wander_part": "q = t^2 · τ^2 · (1 + 1 / J)",
    "effect_low": "d − d̄ − √(b^2 + Σa_j^2 / J^2 + q)",
    "effect_high": "d − d̄ + √(a^2 + Σb_j^2 / J^2 + q)",
    "sample": "S = λ^2NPQ / (d^2(N − 1) + λ^2PQ)",
}


def formula(name: str) -> Markup:
    """A formula by its name; KeyError if there is none."""
    return symbol(FORMULAS[name])


def symbol(text: str) -> Markup:
    """A sign or a formula, written as those above."""
    html = _LETTER.sub(_variable, text)
    html = re.sub(r"\^(\d)", r"<sup>\1</sup>", html)
    if current_language() == "id":
        html = re.sub(r"(\d)\.(\d)", r"\1,\2", html)
    return Markup(html)  # noqa: S704 - of the texts above and of templates, never of what came in


def _variable(found: re.Match[str]) -> str:
    letter, below = found.groups()
    if letter is None:
        return found.group()
    return f"<var>{letter}</var>" + (f"<sub>{below}</sub>" if below else "")
