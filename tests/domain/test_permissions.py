"""The matrix, cell by cell."""

import pytest

from portal.domain.permissions import Role, can_see_review_sheet, can_see_workplace

MATRIX = {
    Role.MANAGER: (True, False),
    Role.UNIT_HEAD: (True, False),
    Role.REVIEWER: (True, True),
    Role.AUDITOR: (True, True),
    Role.MODERATOR: (False, False),
    Role.INTEGRITY: (False, False),
    Role.ADMINISTRATOR: (False, False),
}


@pytest.mark.parametrize("can_see", [can_see_workplace, can_see_review_sheet])
@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_its_own_unit_another_or_none(can_see, role):
    own, other = MATRIX[role]
    assert can_see({role}, "dinkes", "dinkes") is own
    assert can_see({role}, "dinkes", "disdukcapil") is other
    assert can_see({role}, None, "disdukcapil") is other


@pytest.mark.parametrize("can_see", [can_see_workplace, can_see_review_sheet])
def test_no_role_sees_nothing_and_several_see_what_any_of_them_may(can_see):
    assert can_see(set(), "dinkes", "dinkes") is False
    assert can_see(["unknown"], "dinkes", "dinkes") is False
    assert can_see(["moderator", "manager"], "dinkes", "dinkes") is True
    assert can_see(["manager", "auditor"], "dinkes", "disdukcapil") is True
