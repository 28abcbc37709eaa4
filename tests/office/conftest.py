"""LibreOffice as a reader of our files: a fresh profile that reckons every formula anew when it opens a file."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{sheet}"

Convert = Callable[[Path, int], str]


@pytest.fixture(scope="session")
def office() -> str:
    """The program; without it nothing here can be tried."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.exit("make office: LibreOffice is missing; on Debian: apt-get install libreoffice-calc", returncode=1)
    return found


@pytest.fixture
def recalculated(office: str, tmp_path: Path) -> Convert:
    """One sheet of a file, counted from 1, as CSV with the values that LibreOffice reckons."""
    profile = tmp_path / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")

    def convert(file: Path, sheet: int) -> str:
        folder = tmp_path / f"{file.stem}-{sheet}"
        command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to"]
        command += [_CSV.format(sheet=sheet), "--outdir", str(folder), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        (written,) = folder.glob("*.csv")
        return written.read_text(encoding="utf-8")

    return convert
