"""A module of steps run in processes of their own, one of which is killed in the midst of its work."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.faults.server import ROOT, environment


@dataclass(frozen=True)
class Steps:
    """The steps of a module on an instance; `work` says `begun` when it begins."""

    module: str
    instance: Path

    def run(self, step: str) -> str:
        """Run a step to its end; its last line."""
        done = subprocess.run(
            [sys.executable, "-m", self.module, step],
            cwd=ROOT,
            env=environment(self.instance),
            capture_output=True,
            text=True,
            check=True,
            timeout=240,
        )
        lines = done.stdout.strip().splitlines()
        return lines[-1] if lines else ""

    def work_until(self, seconds: float) -> None:
        """Let `work` begin, and kill it after so long."""
        command = [sys.executable, "-m", self.module, "work"]
        env = environment(self.instance)
        with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as worker:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "begun\n"
            time.sleep(seconds)
            worker.send_signal(signal.SIGKILL)
            worker.wait(10)
