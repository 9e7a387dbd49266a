"""A Vault of one test: HashiCorp's own core, in memory, built from its Go module once; ended with its owner."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from typing import Any

from regauge_engines.cache import content_key, entry
from regauge_engines.go_build import go_build
from regauge_engines.owned_server import OwnedServer

SOURCES = Path(__file__).parent / "vault"
# What of the build is not in the files: raise it when the steps below change.
_RECIPE = "1"

# What every login of a test may: read secrets, and nothing else.
_POLICY = 'path "secret/data/*" { capabilities = ["read"] }'


class VaultServer(OwnedServer):
    """A Vault on 127.0.0.1 at `address`.

    It has a key-value engine of version 2 at `secret/`, and takes the login by app roles too.
    """

    def __init__(self, folder: Path, *, port: int = 0) -> None:
        super().__init__("vault", folder, port)
        self.root_token = ""

    @property
    def address(self) -> str:
        """Its URL."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> str:
        """Starts it, empty, and returns its URL when it answers."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._serve([str(program()), "--listen", f"127.0.0.1:{self.port}"], is_ready=self._found_token)
        self.ask("POST", "sys/mounts/secret", {"type": "kv", "options": {"version": "2"}})
        self.ask("POST", "sys/auth/approle", {"type": "approle"})
        self.ask("POST", "sys/policies/acl/reader", {"policy": _POLICY})
        return self.address

    def put(self, path: str, **values: Any) -> None:
        """Writes the keys of a secret, as a new version of it."""
        self.ask("POST", f"secret/data/{path}", {"data": values})

    def token(self, name: str) -> str:
        """Makes a login by a token of that name, which may read secrets, and returns the token."""
        self.ask("POST", "auth/token/create", {"id": name, "policies": ["reader"], "ttl": "1h"})
        return name

    def role(self, name: str) -> tuple[str, str]:
        """Makes a login by an app role, and returns its role and its secret."""
        self.ask("POST", f"auth/approle/role/{name}", {"token_policies": ["reader"]})
        role = self.ask("GET", f"auth/approle/role/{name}/role-id")["data"]["role_id"]
        return role, self.ask("POST", f"auth/approle/role/{name}/secret-id", {})["data"]["secret_id"]

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Asks its API as its root, and returns the answer; urllib's errors when it refuses."""
        request = urllib.request.Request(f"{self.address}/v1/{path}", method=method)
        request.add_header("X-Vault-Token", self.root_token)
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(request, data, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def _found_token(self) -> bool:
        for line in self._log.read_text("utf-8").splitlines():
            place, _, token = line.partition(" ")
            if place == f"127.0.0.1:{self.port}":
                self.root_token = token
                return True
        return False


def program() -> Path:
    """Returns the server's path; it is built when it is not in the cache."""
    return entry("vault", content_key(_RECIPE, SOURCES), _build) / "vault"


def _build(folder: Path) -> None:
    go_build(SOURCES, folder, ["."], "Vault")
