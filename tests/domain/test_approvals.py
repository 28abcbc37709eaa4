"""What needs a second administrator, which roles go together, and which may be lent to whom: by table."""

from __future__ import annotations

import datetime
from itertools import combinations

import pytest

from portal.domain.approvals import begins_anew, loan_days_fault, loan_fault, need_approval, rights_fault
from portal.domain.permissions import OF_CONTROL, OF_OWN_UNIT, Grant, Role

TODAY = datetime.date(2026, 7, 1)


@pytest.mark.parametrize("before", [None, *Role])
@pytest.mark.parametrize("after", [None, *Role])
def test_a_role_of_control_needs_approval_when_it_is_new(before: Role | None, after: Role | None) -> None:
    def grants(role: Role | None) -> set[Grant]:
        return {Grant(role, "dukcapil")} if role else set()

    assert need_approval(grants(before), grants(after)) == (after in OF_CONTROL and before is not after)


@pytest.mark.parametrize("role", Role)
def test_a_role_of_control_needs_approval_for_another_unit(role: Role) -> None:
    assert need_approval({Grant(role, "dukcapil")}, {Grant(role, "puskesmas")}) == (role in OF_CONTROL)
    assert not need_approval({Grant(role, "dukcapil")}, set())


@pytest.mark.parametrize("before", [None, *Role])
@pytest.mark.parametrize("after", Role)
def test_an_account_begins_anew_with_its_first_role_of_control(before: Role | None, after: Role) -> None:
    assert begins_anew({before} if before else (), {after}) == (after in OF_CONTROL and before not in OF_CONTROL)


@pytest.mark.parametrize("pair", list(combinations(Role, 2)))
def test_two_roles_go_together_only_in_a_unit(pair: tuple[Role, Role]) -> None:
    fault = rights_fault(frozenset(pair), "dukcapil")
    assert fault == (None if set(pair) == OF_OWN_UNIT else "incompatible")


@pytest.mark.parametrize("role", Role)
def test_roles_of_a_unit_are_nothing_without_one(role: Role) -> None:
    assert rights_fault(frozenset({role}), None) == ("unit_missing" if role in OF_OWN_UNIT else None)
    assert rights_fault(frozenset({role}), "dukcapil") is None


def test_an_account_without_a_role_is_none() -> None:
    assert rights_fault(frozenset(), "dukcapil") == "role_missing"


@pytest.mark.parametrize(
    ("since", "until", "fault"),
    [
        (0, 0, None),
        (0, 59, None),
        (0, 60, "too_long"),
        (30, 89, None),
        (30, 90, "too_long"),
        (-1, 5, "in_the_past"),
        (5, 4, "wrong_order"),
    ],
)
def test_a_loan_lasts_sixty_days_at_most_and_begins_today_or_later(since: int, until: int, fault: str | None) -> None:
    days = [TODAY + datetime.timedelta(days=offset) for offset in (since, until)]
    assert loan_days_fault(days[0], days[1], TODAY) == fault


@pytest.mark.parametrize("lent", Role)
@pytest.mark.parametrize("own", Role)
def test_a_role_is_lent_to_who_holds_the_same_or_serves_a_unit_too(lent: Role, own: Role) -> None:
    fault = loan_fault({Grant(lent, "dukcapil")}, {Grant(own, "dukcapil")})
    if lent is own or {lent, own} <= OF_OWN_UNIT:
        assert fault is None
    else:
        assert fault == ("control_not_held" if lent in OF_CONTROL else "incompatible")


@pytest.mark.parametrize("role", Role)
def test_an_integrity_officer_lends_within_the_unit_alone(role: Role) -> None:
    fault = loan_fault({Grant(role, "dukcapil")}, {Grant(role, "puskesmas")})
    assert fault == ("other_unit" if role is Role.INTEGRITY else None)


def test_nothing_is_lent_by_who_has_nothing_nor_to_who_has_nothing() -> None:
    assert loan_fault(set(), {Grant(Role.REVIEWER)}) == "nothing_to_lend"
    assert loan_fault({Grant(Role.REVIEWER)}, set()) == "incompatible"
    assert loan_fault({Grant(Role.AUDITOR)}, set()) == "control_not_held"
