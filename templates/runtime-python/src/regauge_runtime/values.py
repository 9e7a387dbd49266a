"""Resolves the plan's values: literals, `{env}`, `{service}` and `{secretRef}`; standard library only.

| reference                           | where it is looked up                                                     |
|-------------------------------------|---------------------------------------------------------------------------|
| `{env: X}`                          | `env/<REGAUGE_ENV>.json`, then the variable `X`                           |
| `{service: x}`                      | `REGAUGE_SERVICE_<X>`, of the environment's values, of its addresses      |
|                                     | (the product's own services) or the variables                             |
| `{secretRef: {…, kubernetes}}`      | the variable `REGAUGE_SECRET_<NAME>_<KEY>`, which the engine mounts       |
| `{secretRef: {…, external-secrets}}`| the same: an operator makes the secret that the engine mounts             |
| `{secretRef: {…, source: env}}`     | the same, then `<NAME>_<KEY>`, then `<KEY>` as it is                      |
| `{secretRef: {…, source: vault}}`   | the Vault of the plan's `secretStores`, which is asked once for each name |

Names become variables in upper case with every other character as `_`. What is missing ends the step with 78.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regauge_runtime.errors import Configuration
from regauge_runtime.plan import JsonObject

if TYPE_CHECKING:
    from regauge_runtime.vault import Vault

_SECRET = "REGAUGE_SECRET_"


class Values:
    """The values of one environment; remembers the secrets that it handed out, so that messages can hide them."""

    def __init__(self, environment: dict[str, str], name: str | None, home: Path | None = None) -> None:
        self.environment = environment
        self.name = name
        self._home = home
        self._vault: Vault | None = None
        self.addresses: dict[str, str] = {}
        self.enabled_jobs: dict[str, bool] = json.loads(os.environ.get("REGAUGE_ENABLED_JOBS", "{}"))
        self.alert_owners: dict[str, str] = json.loads(os.environ.get("REGAUGE_ALERT_OWNERS", "{}"))
        self._secrets: set[str] = set()
        self._kept: dict[str, str] = {}

    @classmethod
    def load(cls, home: Path) -> Values:
        """Reads the environment that `REGAUGE_ENV` names; Configuration when the bundle has none of that name."""
        name = os.environ.get("REGAUGE_ENV") or None
        if name is None:
            return cls({}, None, home)
        path = home / "env" / f"{name}.json"
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,62}", name) or not path.is_file():
            raise Configuration(f"REGAUGE_ENV is {name!r}, but {home / 'env'} has no such environment")
        settings = json.loads(path.read_text(encoding="utf-8"))
        addresses = dict(settings.get("addresses", {}))
        values = cls(addresses | settings.get("values", {}), name, home)
        values.addresses = {variable: values.environment[variable] for variable in addresses}
        values.enabled_jobs |= settings.get("enabledJobs", {})
        values.alert_owners |= settings.get("alertOwners", {})
        return values

    def resolve(self, value: Any, where: str) -> Any:
        """Returns a value with every reference in it replaced; Configuration names the one that is missing."""
        if isinstance(value, list):
            return [self.resolve(item, where) for item in value]
        if not isinstance(value, dict):
            return value
        if set(value) == {"env"} and isinstance(value["env"], str):
            return self._lookup([value["env"]], f"{where}: the value {value['env']}")
        if set(value) == {"service"} and isinstance(value["service"], str):
            return self._lookup(
                [f"REGAUGE_SERVICE_{variable(value['service'])}"], f"{where}: service {value['service']}"
            )
        if set(value) == {"secretRef"} and isinstance(value["secretRef"], dict):
            return self._secret(value["secretRef"], where)
        return {key: self.resolve(item, f"{where}.{key}") for key, item in value.items()}

    def resolve_texts(self, members: JsonObject, where: str) -> dict[str, str]:
        """Returns every member as text: booleans as true and false, lists and maps as JSON, nulls left out."""
        texts = {}
        for key, value in members.items():
            resolved = self.resolve(value, f"{where}.{key}")
            if resolved is not None:
                texts[key] = resolved if isinstance(resolved, str) else json.dumps(resolved)
        return texts

    def is_set(self, value: Any) -> bool:
        """Tells whether a value can be resolved."""
        try:
            self.resolve(value, "")
        except Configuration:
            return False
        return True

    def keep_secrets(self) -> None:
        """Takes the engine's secrets out of this process's environment: code sees those alone that its asset names."""
        for name in [name for name in os.environ if name.startswith(_SECRET)]:
            self._kept[name] = os.environ.pop(name)

    def hide(self, text: str) -> str:
        """Returns a text with every secret that was handed out replaced by `***`."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, "***")
        return text

    def hidden_in(self, tree: Any) -> Any:
        """Returns a JSON tree with every text in it, keys too, as `hide` returns it.

        Its JSON would not do: a quote of a secret is two characters there, and a secret of digits part of a number.
        """
        match tree:
            case str():
                return self.hide(tree)
            case dict():
                return {self.hide(name): self.hidden_in(value) for name, value in tree.items()}
            case list() | tuple():
                return [self.hidden_in(item) for item in tree]
            case _:
                return tree

    def _secret(self, reference: JsonObject, where: str) -> str:
        source = reference.get("source", "kubernetes")
        name, key = str(reference["name"]), str(reference.get("key", ""))
        if source == "vault":
            return self._known(self._asked(where).secret(name, key, where))
        names = [f"{_SECRET}{variable(name)}_{variable(key)}"]
        if source == "env":
            names += [f"{variable(name)}_{variable(key)}", key]
        elif source not in ("kubernetes", "external-secrets"):
            raise Configuration(f"{where}: secrets of source {source} are not supported")
        return self._known(
            self._lookup([name for name in names if name], f"{where}: the secret {name}/{key} ({source})")
        )

    def _known(self, secret: str) -> str:
        if len(secret) >= 4:
            self._secrets.add(secret)
        return secret

    def _asked(self, where: str) -> Vault:
        """Returns the product's Vault; who has no secret in one loads nothing for it."""
        if self._vault is None:
            from regauge_runtime.plan import Plan
            from regauge_runtime.vault import Vault

            settings = Plan.load(self._home).tree.get("secretStores", {}).get("vault") if self._home else None
            if settings is None:
                raise Configuration(f"{where}: the product names no Vault")
            self._vault = Vault(self.resolve(settings, "secretStores.vault"))
        return self._vault

    def _lookup(self, names: list[str], what: str) -> str:
        for name in names:
            found = self.environment.get(name, self._kept.get(name, os.environ.get(name)))
            if found is not None:
                return found
        place = f"neither environment {self.name} nor the process has" if self.name else "the process has no"
        raise Configuration(f"{what} is not set: {place} {' or '.join(names)}")


def variable(text: str) -> str:
    """Returns a name as a part of a variable's name: `shop-api` as `SHOP_API`."""
    return re.sub(r"[^A-Z0-9]", "_", text.upper())
