"""The matrix of rights, cell by cell: what is not in this table is refused."""

from __future__ import annotations

import itertools

import pytest

from portal.domain.permissions import MATRIX, Deed, Grant, Role, are_compatible, may, units_open_to

OWN, FOREIGN = "dukcapil", "puskesmas-remu"
UNIT_STAFF = (
    "read_scores:own read_reviews:own speak_for_unit:own read_promises:own keep_promises:own read_moderated_texts:own"
    " answer_reports:own mint_codes:own export_reports:own read_own_deeds"
)
TABLE = {
    "manager": f"{UNIT_STAFF} assess_unit:own",
    "unit_head": f"{UNIT_STAFF} sign_for_unit:own",
    "reviewer": "read_scores read_reviews review_units read_training edit_training export_reports order_reports"
    " read_own_deeds",
    "moderator": "read_pending_texts redact_texts",
    "integrity": "read_signals:others read_rating_signals:others decide_ratings:others read_own_deeds"
    " read_rating_deeds",
    "auditor": "read_scores read_reviews read_promises read_training read_signals read_moderated_texts"
    " read_pending_texts read_withheld_texts read_rating_signals read_withheld_ratings export_reports export_bundle"
    " read_settings read_own_deeds read_rating_deeds read_all_deeds",
    "administrator": "read_settings change_settings manage_accounts",
}
"""DESIGN.md sections 1 and 7, written out once more by hand; `:own` and `:others` say for which units."""


def written(role: Role, deed: Deed, unit: str) -> bool:
    cells = dict(cell.partition(":")[::2] for cell in TABLE[role].split())
    reach = cells.get(deed.value)
    if deed is Deed.OWN_ACCOUNT or reach == "":
        return True
    return (reach == "own" and unit == OWN) or (reach == "others" and unit == FOREIGN)


@pytest.mark.parametrize(("role", "deed", "unit"), list(itertools.product(Role, Deed, (OWN, FOREIGN))))
def test_each_cell(role: Role, deed: Deed, unit: str) -> None:
    assert may([Grant(role, OWN)], deed, unit) is written(role, deed, unit)


def test_nobody_may_anything() -> None:
    assert not any(may([], deed, unit) for deed in Deed for unit in (None, OWN))


@pytest.mark.parametrize("deed", Deed)
def test_several_grants_allow_what_any_of_them_does(deed: Deed) -> None:
    grants = [Grant(Role.MANAGER, OWN), Grant(Role.UNIT_HEAD, FOREIGN)]
    for unit in (OWN, FOREIGN, "lain", None):
        assert may(grants, deed, unit) is any(may([grant], deed, unit) for grant in grants)


def test_a_unit_s_role_without_a_unit_opens_no_unit() -> None:
    assert not may([Grant(Role.MANAGER, None)], Deed.READ_SCORES, None)
    assert not may([Grant(Role.MANAGER, OWN)], Deed.READ_SCORES, None)


def test_the_units_that_stand_open() -> None:
    two = [Grant(Role.MANAGER, OWN), Grant(Role.MANAGER, FOREIGN)]
    assert units_open_to(two, Deed.READ_SCORES) == frozenset({OWN, FOREIGN})
    assert units_open_to([Grant(Role.AUDITOR)], Deed.READ_SCORES) is None
    assert units_open_to([Grant(Role.ADMINISTRATOR)], Deed.READ_SCORES) == frozenset()


def test_every_role_has_its_row() -> None:
    assert set(MATRIX) == set(Role)


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(Role, 2)))
def test_only_a_manager_and_a_head_are_one_person(one: Role, other: Role) -> None:
    assert are_compatible([one, other]) is ({one, other} == {Role.MANAGER, Role.UNIT_HEAD})
