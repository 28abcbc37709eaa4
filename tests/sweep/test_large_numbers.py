"""House rule: a number in an address that no database can hold is one that is not there, never a fault of ours."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.builders import a_service
from tests.cast import csrf_of, signed_in

_OTHERS = {"unit": "dukcapil", "service": "ktp-el", "month": "2026-05"}


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_no_number_in_an_address_is_a_fault(app: Flask, role: str) -> None:
    with app.app_context():
        a_service()
    client = signed_in(app, role)
    token = csrf_of(client, "/account")
    rules = [rule for rule in app.url_map.iter_rules() if "<int:" in rule.rule]
    assert rules
    faults = []
    for rule in rules:
        for number in ("0", str(2**31), str(2**63), "9" * 40, "9" * 5000):
            address = re.sub(r"<int[^>]*>", number, rule.rule)
            address = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: _OTHERS.get(found[1], "x"), address)
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                status = client.open(address, method=method, data={"csrf_token": token}).status_code
                faults += [(method, address, status)] if status >= 500 else []
    assert faults == []
