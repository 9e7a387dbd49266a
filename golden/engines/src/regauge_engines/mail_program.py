"""A mail server (aiosmtpd) that keeps what it gets as files; a program of an environment of its own.

`FOLDER PORT [USER:PASSWORD] [CERTIFICATE]`: with a certificate (and its key in one file) it wants STARTTLS first.
`refused@…` is nobody; `later@…` is taken at the second try only.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult  # type: ignore[import-not-found]


class Keeper:
    """Decides who gets a mail, and leaves each as JSON."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tried: set[str] = set()
        self._kept = 0

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if address.startswith("refused@"):
            return "550 nobody of that name"
        if address.startswith("later@") and address not in self._tried:
            self._tried.add(address)
            return "451 come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        told = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None}
        told |= {"user": getattr(session, "auth_data", None), "subject": str(message["Subject"])}
        body = message.get_body()
        told |= {"headers": sorted(message.keys()), "text": body.get_content() if body else ""}
        self._kept += 1
        made = self._folder / f"{self._kept:04d}.new"
        made.write_text(json.dumps(told), "utf-8")
        made.rename(made.with_suffix(".json"))
        return "250 OK"


async def serve(folder: Path, port: int, login: str, certificate: str) -> None:
    """Serves until the process is ended."""
    keeper, context = Keeper(folder), None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)

    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> Any:
        is_right = f"{data.login.decode()}:{data.password.decode()}" == login
        return AuthResult(success=is_right, handled=False, auth_data=data.login.decode())

    def made() -> Any:
        wants = bool(login)
        return SMTP(
            keeper,
            tls_context=context,
            require_starttls=bool(context),
            authenticator=authenticate if wants else None,
            auth_required=wants,
            auth_require_tls=bool(context),
        )

    server = await asyncio.get_running_loop().create_server(made, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]))
