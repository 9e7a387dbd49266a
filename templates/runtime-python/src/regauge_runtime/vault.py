"""Secrets of a Vault: a login, then one read for each secret's name from a key-value engine of version 2."""

from __future__ import annotations

import json
from typing import Any

import hvac
import requests

from regauge_runtime.errors import Configuration, Permanent, StepError, Transient
from regauge_runtime.plan import JsonObject

TIMEOUT_SECONDS = 30


class Vault:
    """One product's way into its Vault, as its plan says; it logs in when it is first asked."""

    def __init__(self, settings: JsonObject) -> None:
        self._settings = settings
        self._client: Any = None
        self._read: dict[str, JsonObject] = {}

    def secret(self, name: str, key: str, where: str) -> str:
        """Returns the value of a key; Configuration when there is no such secret, or none of its keys is so called.

        A Vault that cannot be reached, is sealed or overloaded is Transient; one that refuses, Permanent.
        """
        path = "/".join(part for part in (self._settings.get("path", "").strip("/"), name) if part)
        if path not in self._read:
            self._read[path] = self._asked(path, f"{where}: the secret {name}/{key}")
        found = self._read[path].get(key)
        if found is None:
            known = ", ".join(sorted(self._read[path])) or "none"
            raise Configuration(f"{where}: the secret {path} of the Vault has no key {key}; its keys: {known}")
        return found if isinstance(found, str) else json.dumps(found)

    def _asked(self, path: str, what: str) -> JsonObject:
        try:
            if self._client is None:
                self._client = self._logged_in()
            answer = self._client.secrets.kv.v2.read_secret_version(
                path=path, mount_point=self._settings["mount"], raise_on_deleted_version=True
            )
            # A proxy's page or another engine's answer has none of this: that is told as an error of the Vault's too.
            held: JsonObject = dict(answer["data"]["data"])
        except Exception as error:
            raise _told(error, what, self._settings) from error
        return held

    def _logged_in(self) -> Any:
        settings = self._settings
        client = hvac.Client(
            url=settings["address"],
            namespace=settings.get("namespace"),
            token=settings.get("token", ""),
            timeout=TIMEOUT_SECONDS,
        )
        role = settings.get("appRole")
        if role is not None:
            client.auth.approle.login(role["roleId"], role["secretId"], mount_point=role["mount"])
        return client


def _told(error: Exception, what: str, settings: JsonObject) -> StepError:
    """Returns what an error of the Vault is to a step, by what another attempt could change."""
    place = f"the Vault at {settings['address']}"
    match error:
        case hvac.exceptions.InvalidPath():
            return Configuration(f"{what} is not in {place}, below {settings['mount']}/")
        case hvac.exceptions.Forbidden() | hvac.exceptions.Unauthorized():
            return Permanent(f"{what}: {place} refuses the login or the right to read it", code="AUTH_FAILED")
        case hvac.exceptions.InvalidRequest():
            return Permanent(f"{what}: {place} takes no such login: {_line(error)}", code="AUTH_FAILED")
        case hvac.exceptions.VaultDown() | hvac.exceptions.RateLimitExceeded() | hvac.exceptions.InternalServerError():
            return Transient(f"{what}: {place} cannot answer now: {_line(error)}")
        case requests.exceptions.ConnectionError() | requests.exceptions.Timeout():
            return Transient(f"{what}: {place} cannot be reached")
        case hvac.exceptions.VaultError() | requests.exceptions.RequestException():
            return Configuration(f"{what}: {place}: {_line(error)}")
    return Configuration(f"{what}: {place} answered what no Vault does: {type(error).__name__}")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:500]
