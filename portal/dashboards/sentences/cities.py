"""What is said of many units pooled: the city, a kind, a distrik."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.core.i18n import decimal1, integer
from portal.dashboards.queries import CityUnits, Filter, Result
from portal.dashboards.sentences.lists import kind_name
from portal.dashboards.sentences.scores import crossing, performance, ungraded, verdict
from portal.domain.change import Direction
from portal.publication.words import withheld


def scope_name(chosen: Filter, city: str) -> str:
    """Whose services are pooled: "Layanan Kota Sorong", "Layanan kelurahan di Distrik Klaurung"."""
    if chosen.kind and chosen.distrik:
        return _("Layanan %(kind)s di Distrik %(distrik)s", kind=kind_name(chosen.kind).lower(), distrik=chosen.distrik)
    if chosen.kind:
        return _("Layanan %(kind)s di %(city)s", kind=kind_name(chosen.kind).lower(), city=city)
    if chosen.distrik:
        return _("Layanan unit di Distrik %(distrik)s", distrik=chosen.distrik)
    return _("Layanan %(city)s", city=city)


def city_headline(result: Result, name: str) -> str:
    """ "Layanan Kota Sorong dinilai baik, dan naik.", or a title where nothing can be said yet."""
    if result.score.grade is None:
        return _("Hasil: %(name)s", name=name)
    said = {"name": name, "performance": performance(result.score.grade).lower()}
    if result.change is None:
        return _("%(name)s dinilai %(performance)s.", **said)
    if result.change.direction is Direction.UP:
        return _("%(name)s dinilai %(performance)s, dan naik.", **said)
    if result.change.direction is Direction.DOWN:
        return _("%(name)s dinilai %(performance)s, tetapi turun.", **said)
    return _("%(name)s dinilai %(performance)s, tanpa perubahan nyata.", **said)


def city_verdict(result: Result, names: dict[str, str]) -> str:
    """What follows the headline: the index, how sure that is, and the weakest elements."""
    score, channel = result.score, result.channel
    if score.index is None:
        return withheld(score, channel)
    if score.grade is None:
        return verdict(score, channel)
    low, high = score.interval or (None, None)
    sure = _(
        "Kami 95 %(percent)s yakin nilainya antara %(low)s dan %(high)s.",
        percent="%",
        low=decimal1(low),
        high=decimal1(high),
    )
    parts = [ungraded(score, channel) + crossing(score), sure, weakest_sentence(result, names)]
    return " ".join(part for part in parts if part)


def weakest_sentence(result: Result, names: dict[str, str]) -> str:
    """The two weakest elements; empty where fewer than three are shown."""
    shown = [code for code, element in result.elements if element.index is not None]
    if len(shown) < 3:
        return ""
    return _("Paling lemah: %(first)s dan %(second)s.", first=names[shown[0]], second=names[shown[1]])


def city_sentence(result: Result, name: str, names: dict[str, str]) -> str:
    """Headline and what follows in one; empty before the city has a score."""
    if result.score.index is None:
        return ""
    said = city_verdict(result, names)
    return said if result.score.grade is None else f"{city_headline(result, name)} {said}"


def participation_sentence(units: CityUnits) -> str:
    """How many services have the answers that a sure result needs."""
    reached, owed = sum(row.reached for row in units.rows), sum(row.owed for row in units.rows)
    return _(
        "%(reached)s dari %(owed)s layanan sudah punya cukup jawaban pada periode ini "
        "(kebutuhan dihitung dari jumlah penggunanya).",
        reached=integer(reached),
        owed=integer(owed),
    )
