"""The cluster's keys: an authority, a serving certificate for 127.0.0.1, the key that signs accounts' tokens."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

_NAMES = "IP:127.0.0.1,IP:10.0.0.1,DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc"


@dataclass(frozen=True)
class Keys:
    """The files of the keys."""

    authority: Path
    certificate: Path
    key: Path
    accounts: Path


def make_keys(folder: Path) -> Keys:
    """Makes all keys in a folder that only we may enter."""
    folder.mkdir(parents=True, mode=0o700)
    authority_key, request, names = folder / "authority.key", folder / "request.pem", folder / "names"
    keys = Keys(folder / "authority.crt", folder / "server.crt", folder / "server.key", folder / "accounts.key")
    names.write_text(f"subjectAltName={_NAMES}\n")
    for file in (authority_key, keys.key, keys.accounts):
        _openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", file)
    authority = ("-key", authority_key, "-out", keys.authority, "-days", "30", "-subj", "/CN=authority of a test")
    _openssl("req", "-x509", *authority)
    _openssl("req", "-new", "-key", keys.key, "-out", request, "-subj", "/CN=127.0.0.1")
    signing = ("-CA", keys.authority, "-CAkey", authority_key, "-CAcreateserial", "-days", "30", "-extfile", names)
    _openssl("x509", "-req", "-in", request, "-out", keys.certificate, *signing)
    return keys


def _openssl(*arguments: str | Path) -> None:
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"openssl {arguments[0]}: {done.stderr}")
