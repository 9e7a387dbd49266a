"""Mails by SMTP; standard library only.

A resource of type smtp has `host` and `from`, and may have `port`, `user`, `password` and `tls`: `starttls` (the
default; port 587), `tls` from the first byte on (465), or `none` (25).
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any

from regauge_runtime.errors import Configuration, Permanent, Transient

PORTS = {"starttls": 587, "tls": 465, "none": 25}
LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class MailServer:
    """A server that sends mails; `config` as in the product's file, its references resolved."""

    name: str
    config: dict[str, Any] = field(repr=False)

    def send(self, to: list[str], subject: str, text: str, *, timeout: float = 30.0) -> None:
        """Sends a mail to all; Transient or Permanent by the server's answer, `timeout` in seconds for each of them.

        Raises Permanent too when it was taken for some only, as it would reach those once more.
        """
        message = EmailMessage()
        message["Subject"] = " ".join(subject.split())[:LONGEST_SUBJECT]
        message["From"] = self._setting("from")
        message["To"] = ", ".join(to)
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain="regauge.dev")
        message.set_content(text)
        try:
            with self._connected(timeout) as server:
                refused = server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            raise self._refusal(*next(iter(error.recipients.values()))) from None
        except smtplib.SMTPResponseException as error:
            raise self._refusal(error.smtp_code, error.smtp_error) from None
        except smtplib.SMTPNotSupportedError as error:
            raise Permanent(f"mail server {self.name}: {error}", code="SMTP") from None
        except ssl.SSLError as error:
            raise Permanent(f"mail server {self.name}: {error.reason}", code="SMTP_TLS") from None
        except (smtplib.SMTPException, OSError) as error:
            raise Transient(f"mail server {self.name}: {type(error).__name__}: {error}", code="SMTP") from None
        if refused:
            raise Permanent(f"mail server {self.name} refused {', '.join(sorted(refused))}", code="SMTP")

    def _connected(self, timeout: float) -> smtplib.SMTP:
        way, host = str(self.config.get("tls", "starttls")), self._setting("host")
        if way not in PORTS:
            raise Configuration(f"mail server {self.name}: tls is {way!r}, not one of {', '.join(PORTS)}")
        try:
            port = int(self.config.get("port") or PORTS[way])
        except ValueError:
            raise Configuration(f"mail server {self.name}: its port is no number") from None
        if way == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=timeout, context=ssl.create_default_context())
        else:
            server = smtplib.SMTP(host, port, timeout=timeout)
        try:
            if way == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self.config.get("user"):
                server.login(str(self.config["user"]), str(self.config.get("password", "")))
        except BaseException:
            server.close()
            raise
        return server

    def _setting(self, name: str) -> str:
        if not self.config.get(name):
            raise Configuration(f"mail server {self.name} has no {name}")
        return str(self.config[name])

    def _refusal(self, code: int, answer: bytes | str) -> Exception:
        """An answer of 4xx asks to come again, every other one is for good."""
        said = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
        text = f"mail server {self.name} answered {code} {' '.join(said.split())}"
        return (Transient if 400 <= code < 500 else Permanent)(text, code=f"SMTP_{code}")
