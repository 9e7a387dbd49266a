"""kubectl: the machine's, else the one that a Python package carries."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from regauge_engines.venvs import LOCKS, environment


class KubectlFailed(Exception):
    """kubectl ended with an error; the message holds what it printed."""


def kubectl_program() -> Path:
    """Returns the program's path."""
    found = shutil.which("kubectl")
    return Path(found) if found else environment(LOCKS / "kubectl.txt") / "bin/kubectl"


class Kubectl:
    """kubectl with a kubeconfig."""

    def __init__(self, kubeconfig: Path) -> None:
        self._command = [str(kubectl_program()), "--kubeconfig", str(kubeconfig)]

    def __call__(self, *arguments: str, text: str | None = None) -> str:
        """Runs kubectl to its end, `text` on its stdin, and returns its stdout; an error is an exception."""
        done = subprocess.run([*self._command, *arguments], input=text, capture_output=True, text=True)
        if done.returncode != 0:
            raise KubectlFailed(f"kubectl {' '.join(arguments[:6])}: {done.stderr}")
        return done.stdout
