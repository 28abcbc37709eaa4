"""Addresses of questionnaires that name none."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.cast import csrf_of, signed_in


@pytest.mark.parametrize("key", ["skm", "skm@", "skm@x", "skm@0", "skm@99999999", "@1", "skm@1%00", "skm@01"])
def test_an_odd_key_is_not_found(app: Flask, key: str) -> None:
    client = signed_in(app, "administrator")
    assert client.get(f"/admin/surveys/{key}").status_code == 404
    assert client.get(f"/admin/surveys/{key}/preview").status_code == 404
    data = {"csrf_token": csrf_of(client, "/account")}
    assert client.post(f"/admin/surveys/{key}/draft", data=data).status_code == 404
