"""A browser in a few words, so that people know their own devices in a list; never used to decide anything."""

from __future__ import annotations

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"))
_MORE = (("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """`Firefox, Windows`; `-` for what the header does not tell."""
    browser = next((name for mark, name in (*_BROWSERS, *_MORE) if mark in user_agent), "-")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "-")
    return f"{browser}, {system}"
