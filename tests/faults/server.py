"""The portal as it runs for real: its own process, its own instance folder, stopped by the process id it started."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def flask(instance: Path, *arguments: str, patience: float = 120) -> str:
    """Run a `flask …` command on an instance; raises CalledProcessError with its output if it fails."""
    done = subprocess.run(
        [BIN / "flask", "--app", "wsgi", *arguments],
        cwd=ROOT,
        env=environment(instance),
        capture_output=True,
        text=True,
        check=True,
        timeout=patience,
    )
    return done.stdout


@contextmanager
def served(instance: Path, application: str = "wsgi:app") -> Iterator[int]:
    """The port of a server on this instance, with limits off; `application` as granian names it."""
    port = _free_port()
    command = [str(BIN / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    options = ["--workers", "1", "--blocking-threads", "128", "--log-level", "error", application]
    with (instance / "server.log").open("w") as log:
        server = subprocess.Popen([*command, *options], cwd=ROOT, env=environment(instance), stderr=log, stdout=log)
        try:
            _wait_for(port, server)
            yield port
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)


def environment(instance: Path) -> dict[str, str]:
    """What a process on this instance is given."""
    return {**os.environ, "PORTAL_INSTANCE": str(instance), "PORTAL_LIMITS": "off", "DATABASE_URL": ""}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _try in range(100):
        if server.poll() is not None:
            raise RuntimeError("the server stopped; see server.log in its instance")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server does not answer")
