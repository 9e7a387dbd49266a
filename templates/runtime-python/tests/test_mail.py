"""Mails, by a real server: who gets what, by which way, and what becomes of one that is refused."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from regauge_engines.mail_server import MailServer as Kept
from regauge_engines.processes import free_port
from test_run_alerts import ask, product

from regauge_runtime.errors import Configuration, Permanent, Transient
from regauge_runtime.mail import MailServer
from support import Home, Json, sql


def sender(port: int, **more: object) -> MailServer:
    config = {"host": "127.0.0.1", "port": port, "from": "data@example.com", "tls": "none"}
    return MailServer("mail", config | more)


def test_all_get_it_with_one_line_as_its_subject(tmp_path: Path) -> None:
    with Kept(tmp_path) as kept:
        sender(kept.port).send(["a@example.com", "b@example.com"], "broken:\r\nBcc: x@example.com", "größer\n")
        (mail,) = kept.mails()
    assert mail["to"] == ["a@example.com", "b@example.com"] and mail["from"] == "data@example.com"
    assert mail["subject"] == "broken: Bcc: x@example.com" and "Bcc" not in mail["headers"]
    assert mail["text"].strip() == "größer" and {"Date", "Message-ID"} <= set(mail["headers"])


def test_by_starttls_with_a_name_and_a_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate, key = tmp_path / "server.pem", tmp_path / "key.pem"
    line = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    line += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(line, check=True, capture_output=True)
    trusted = tmp_path / "trusted.pem"
    trusted.write_text(certificate.read_text())
    certificate.write_text(certificate.read_text() + key.read_text())
    with Kept(tmp_path / "mails", login="ann:secret", certificate=str(certificate)) as kept:
        account = {"tls": "starttls", "user": "ann", "password": "secret"}
        with pytest.raises(Permanent):  # nobody trusts it yet
            sender(kept.port, **account).send(["a@example.com"], "s", "t")
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        sender(kept.port, **account).send(["a@example.com"], "s", "t")
        with pytest.raises(Permanent, match="535"):
            sender(kept.port, **account | {"password": "other"}).send(["a@example.com"], "s", "t")
        (mail,) = kept.mails()
    assert mail["tls"] is True and mail["user"] == "ann"


def test_what_is_refused_for_now_may_be_sent_again(tmp_path: Path) -> None:
    with Kept(tmp_path) as kept:
        with pytest.raises(Transient, match="451"):
            sender(kept.port).send(["later@example.com"], "s", "t")
        sender(kept.port).send(["later@example.com"], "s", "t")
        with pytest.raises(Permanent, match="550"):
            sender(kept.port).send(["refused@example.com"], "s", "t")
        with pytest.raises(Permanent, match=r"refused refused@example\.com"):
            sender(kept.port).send(["a@example.com", "refused@example.com"], "s", "t")
    with pytest.raises(Transient):
        sender(free_port()).send(["a@example.com"], "s", "t")


def test_a_server_that_is_not_set_up_right(tmp_path: Path) -> None:
    for wrong in ({"host": ""}, {"tls": "perhaps"}, {"port": "smtp"}):
        with pytest.raises(Configuration):
            MailServer("mail", sender(1).config | wrong).send(["a@example.com"], "s", "t")


def test_an_alert_mails_its_event_and_hides_what_is_secret(home: Home, tmp_path: Path) -> None:
    home.asset("a/b", sql("select 1 as id"), partitioned=False)
    product(home)
    action: Json = {"kind": "email", "to": ["later@example.com"], "resource": "mail"}
    home.plan["alerts"]["oncall"]["action"] = action
    with Kept(tmp_path / "mails", login="ann:canary-of-mails") as kept:
        config = sender(kept.port).config | {"user": "ann", "password": {"secretRef": {"name": "mail", "key": "key"}}}
        home.plan["resources"]["mail"] = {"name": "mail", "type": "smtp", "config": config, "scope": "internal"}
        home.save()
        home.env["REGAUGE_SECRET_MAIL_KEY"] = "canary-of-mails"
        asked = ask(home, ends={"a/b": "failed"})
        assert asked.returncode == 0, asked.stderr
        mails = {mail["subject"]: mail for mail in kept.mails()}
    assert set(mails) == {
        "shop: asset.failed a/b killed (LOST: the step ended without a word)",
        "shop: run.failed daily failed (a/b)",
    }
    assert '"event_type": "run.failed"' in mails["shop: run.failed daily failed (a/b)"]["text"]
