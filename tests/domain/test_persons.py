"""Which texts name a person by number."""

from __future__ import annotations

import pytest

from portal.domain.persons import person_faults


@pytest.mark.parametrize(
    "text",
    [
        "Yohanes, NIP 198001012005011001",
        "NIP. 19800101 200501 1 001",
        "NIK 9271012304850002, Bidang Pelayanan",
        "9271 0123\n0485 0002",
        "1980010\u200b12005011001",
        "Loket 2, 198001012005011001 3",
        "١٩٨٠٠١٠١٢٠٠٥٠١١٠٠١",
    ],
)
def test_a_number_as_long_as_a_person_s_is_found(text: str) -> None:
    assert [(fault.field, fault.code) for fault in person_faults("owner", text)] == [("owner", "personal_number")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bidang Pelayanan",
        "Rp25.000.000.000.000 pada 2026",
        "Telepon 0951 321 123",
        "12345678901234567",
        "2026-01-01 sampai 2026-12-31",
        "1" * 40,
    ],
)
def test_other_numbers_are_let_be(text: str) -> None:
    assert not list(person_faults("owner", text))
