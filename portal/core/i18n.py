"""Two languages by `?lang=`, no cookie; numbers, months and periods in the reader's words."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlencode

from babel.dates import format_date as babel_date
from babel.dates import format_skeleton
from babel.dates import format_time as babel_time
from babel.numbers import format_decimal
from flask import Flask, current_app, g, has_request_context, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from jinja2 import pass_context
from jinja2.runtime import Context

from portal.core.database import as_utc
from portal.core.extensions import babel

LANGUAGES = ("id", "en")
_LINKED = {"static", "core.healthz", "core.readyz"}


def configure_languages(app: Flask) -> None:
    """Indonesian is the language of the messages; English is a translation."""
    babel.init_app(
        app, default_locale="id", default_translation_directories="translations", locale_selector=current_language
    )
    app.url_defaults(_carry_language)
    numbers = (decimal1, decimal2, decimal4, signed2, integer)
    for template_filter in (*numbers, month_name, period_name, day_name, moment_name):
        app.add_template_filter(_for_each_reader(template_filter), template_filter.__name__)
    app.add_template_global(switch_language_url)


def _for_each_reader(words: Callable[[Any], str]) -> Callable[[Context, Any], str]:
    """A filter asked at each rendering; Jinja would ask it once of a constant, in the first reader's language."""

    @pass_context
    def asked(_context: Context, value: Any) -> str:
        return words(value)

    return asked


def current_language() -> str:
    """`id` or `en`, as the address says."""
    if not has_request_context():
        return "id"
    if "lang" not in g:
        given = request.args.get("lang", "id")
        g.lang = given if given in LANGUAGES else "id"
    return str(g.lang)


@contextmanager
def in_language(lang: str) -> Iterator[None]:
    """Words, days and addresses in the language of one reader, whatever the address of the request says."""
    before, g.lang = current_language(), lang
    try:
        with force_locale(lang):
            yield
    finally:
        g.lang = before


def switch_language_url(lang: str) -> str:
    """The present page in another language, with its other arguments kept.

    Not by `url_for`: it takes arguments such as `endpoint` or `_method` for its own.
    """
    if request.endpoint is None:
        return url_for("pages.home", lang=lang)
    arguments = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    query = urlencode([*arguments, ("lang", lang)] if lang != "id" else arguments)
    return quote(request.script_root + request.path) + (f"?{query}" if query else "")


def _carry_language(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint in _LINKED or not has_request_context():
        return
    if "lang" not in values and current_language() != "id":
        values["lang"] = current_language()
    if values.get("lang") == "id":
        del values["lang"]


def decimal1(value: Decimal | float | None) -> str:
    """One decimal, for sentences: 84,2."""
    return "–" if value is None else format_decimal(_half_up(value, "0.1"), "#,##0.0", locale=current_language())


def signed1(value: Decimal) -> str:
    """One decimal with its sign, for differences: +8,3, a true minus, and a plain 0,0."""
    text = decimal1(value)
    return f"−{text[1:]}" if text.startswith("-") else text if text.strip("0,.") == "" else f"+{text}"


def signed2(value: Decimal | None) -> str:
    """Two decimals with their sign, for tables."""
    text = decimal2(value)
    return f"−{text[1:]}" if text.startswith("-") else text if text.strip("0,.–") == "" else f"+{text}"


def decimal2(value: Decimal | float | str | None) -> str:
    """Two decimals, for tables: 84,21. A text is a number as frozen evidence has it: 84.21."""
    return "–" if value is None else format_decimal(_half_up(value, "0.01"), "#,##0.00", locale=current_language())


def decimal4(value: Decimal | float | None) -> str:
    """Four decimals, for means: 3,3684."""
    return "–" if value is None else format_decimal(_half_up(value, "0.0001"), "#,##0.0000", locale=current_language())


def integer(value: int | None) -> str:
    """A count with thousands set apart: 12.408."""
    return "–" if value is None else format_decimal(value, "#,##0", locale=current_language())


def month_name(month: str) -> str:
    """`2026-09` in words: September 2026."""
    day = datetime.date(int(month[:4]), int(month[5:7]), 1)
    return format_skeleton("yMMMM", day, locale=current_language())


def day_name(day: datetime.date) -> str:
    """A day in words: 7 September 2026."""
    return babel_date(day, format="long", locale=current_language())


def weekday_name(day: datetime.date) -> str:
    """A day with its weekday: Senin, 7 September 2026."""
    return f"{babel_date(day, format='EEEE', locale=current_language())}, {day_name(day)}"


def moment_name(at: datetime.datetime) -> str:
    """An instant (UTC) as the city's clocks show it: 7 September 2026 10.32."""
    local = as_utc(at).astimezone(current_app.extensions["portal"].city.zone)
    return f"{day_name(local.date())} {babel_time(local.time(), 'HH:mm', locale=current_language())}"


def period_name(period: str) -> str:
    """A period in words: Tahun 2026, Semester 1 2026, Triwulan III 2026, September 2026."""
    year, _dash, part = period.partition("-")
    if not part:
        return _("Tahun %(year)s", year=year)
    if part.startswith("S"):
        return _("Semester %(part)s tahun %(year)s", part=("I", "II")[int(part[1]) - 1], year=year)
    if part.startswith("Q"):
        return _("Triwulan %(part)s %(year)s", part=("I", "II", "III", "IV")[int(part[1]) - 1], year=year)
    return month_name(period)


def _half_up(value: Decimal | float | str, step: str) -> Decimal:
    from_value = value if isinstance(value, Decimal) else Decimal(str(value))
    return from_value.quantize(Decimal(step), rounding="ROUND_HALF_UP")
