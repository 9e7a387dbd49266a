"""A mail server of one test (aiosmtpd), on the loopback interface; ended with its owner."""

from __future__ import annotations

import json
import os
import smtplib
from pathlib import Path
from typing import Any, Self

from regauge_engines.processes import Server, free_port
from regauge_engines.venvs import LOCKS, environment

_PROGRAM = Path(__file__).with_name("mail_program.py")


class MailServer:
    """Keeps the mails that it gets; `login` is `user:password`, `certificate` a file with a certificate and its key."""

    def __init__(self, folder: Path, *, port: int = 0, login: str = "", certificate: str = "") -> None:
        self.port = port or free_port()
        self._folder = folder
        self._login = login
        self._certificate = certificate
        self._server: Server | None = None

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        python = environment(LOCKS / "mail.txt") / "bin/python"
        command = [str(python), str(_PROGRAM), str(self._folder), str(self.port), self._login, self._certificate]
        variables = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "SSL_"))}
        self._server = Server("mail", command, self._folder / "mail.log")
        self._server.start(environment=variables)
        self._server.wait_until_ready(self._answers)
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.stop()

    def mails(self) -> list[dict[str, Any]]:
        """Returns what came so far: `from`, `to`, `subject`, `text`, `headers`, `user`, and whether by TLS."""
        return [json.loads(file.read_text("utf-8")) for file in sorted(self._folder.glob("*.json"))]

    def _answers(self) -> bool:
        try:
            with smtplib.SMTP("127.0.0.1", self.port, timeout=5) as client:
                return client.noop()[0] in (250, 530)
        except OSError:
            return False
