"""Entries of the log, word for word: an entry once published can never change its form."""

import hashlib
from datetime import date
from typing import Any

import pytest

from portal.domain.commitments import canonical
from portal.domain.entries import BlockKind, block_entry, codes_entry, import_entry, intake_entry, settings_entry

DAY = date(2026, 10, 7)
BLOCK: dict[str, Any] = {
    "unit": "disdukcapil",
    "service": "ktp-el",
    "channel": "verified",
    "survey": "skm@1",
    "period": "2026-09",
    "sign": 1,
    "kind": BlockKind.COUNTED,
    "n": 12,
    "released": DAY,
    "elements": {"waktu": b"\x01" * 32, "biaya": b"\x02" * 32},
}


def test_an_intake_entry():
    expected = {"entry": "intake", "n": 7, "hash": "ab" * 32, "released": "2026-10-07"}
    assert intake_entry(n=7, commitments=b"\xab" * 32, released=DAY) == expected


def test_a_block_entry():
    assert block_entry(**BLOCK) == {
        "entry": "block",
        "unit": "disdukcapil",
        "service": "ktp-el",
        "channel": "verified",
        "survey": "skm@1",
        "period": "2026-09",
        "sign": 1,
        "kind": "counted",
        "n": 12,
        "released": "2026-10-07",
        "elements": {"waktu": {"hash": "01" * 32}, "biaya": {"hash": "02" * 32}},
    }


def test_a_block_of_other_services_and_a_correction():
    entry = block_entry(**BLOCK | {"service": None, "sign": -1, "kind": BlockKind.EXCLUDED})
    assert (entry["service"], entry["sign"], entry["kind"]) == ("lain", -1, "excluded")


@pytest.mark.parametrize("wrong", [{"n": 9}, {"sign": 0}, {"kind": "held"}])
def test_a_block_below_ten_without_a_sign_or_kind_is_refused(wrong):
    with pytest.raises(ValueError, match=r"block of|BlockKind"):
        block_entry(**BLOCK | wrong)


def test_a_codes_entry():
    entry = codes_entry(unit="disdukcapil", service="ktp-el", batch=b"\x0f" * 16, n=100, issued=DAY)
    assert entry == {
        "entry": "codes",
        "unit": "disdukcapil",
        "service": "ktp-el",
        "batch": "0f" * 16,
        "n": 100,
        "issued": "2026-10-07",
    }


def test_an_import_entry_hides_the_files_hash_behind_its_salt():
    file_hash, salt = hashlib.sha256(b"rows").digest(), b"s" * 16
    entry = import_entry(file_hash=file_hash, salt=salt, n=49)
    assert entry == {
        "entry": "import",
        "hash": hashlib.sha256(b"import/v1\x00" + salt + file_hash).hexdigest(),
        "n": 49,
    }


@pytest.mark.parametrize(("file_hash", "salt"), [(b"f" * 32, b""), (b"f" * 31, b"s" * 16)])
def test_an_import_without_salt_or_hash_is_refused(file_hash, salt):
    with pytest.raises(ValueError, match="salt"):
        import_entry(file_hash=file_hash, salt=salt, n=1)


def test_every_entry_has_a_canonical_form():
    entries = [
        intake_entry(n=0, commitments=b"", released=DAY),
        block_entry(**BLOCK),
        codes_entry(unit="u", service="s", batch=b"\x00", n=1, issued=DAY),
        import_entry(file_hash=b"f" * 32, salt=b"s" * 16, n=1),
    ]
    assert len({canonical(entry) for entry in entries}) == 4


def test_a_settings_entry():
    expected = {"entry": "settings", "name": "contact", "version": 3, "hash": "ab" * 32}
    assert settings_entry(name="contact", version=3, digest=b"\xab" * 32) == expected


@pytest.mark.parametrize(("version", "digest"), [(0, bytes(32)), (1, bytes(31))])
def test_a_settings_entry_has_a_version_and_a_whole_hash(version: int, digest: bytes):
    with pytest.raises(ValueError, match="a version from 1"):
        settings_entry(name="contact", version=version, digest=digest)
