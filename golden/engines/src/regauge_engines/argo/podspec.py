"""What a container of a pod is given: environment, arguments, user; resolved from its spec as a kubelet does."""

from __future__ import annotations

import base64
import os
import re
from fractions import Fraction
from typing import Any

from regauge_engines.argo.api import Json, KubeApi
from regauge_engines.argo.image import Image
from regauge_engines.argo.isolation import PATH, account, home

NODE = "local"
_SUFFIXES: dict[str, int | Fraction] = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
_SUFFIXES |= {"m": Fraction(1, 1000), "Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40}


class ConfigError(Exception):
    """The pod refers to what is not there; kubelets call it CreateContainerConfigError."""


class PodSpec:
    """A pod's object, and the values that its fields stand for."""

    def __init__(self, api: KubeApi, pod: Json) -> None:
        self._api = api
        self.pod = pod
        self.meta: Json = pod["metadata"]
        self.spec: Json = pod["spec"]

    @property
    def namespace(self) -> str:
        """The pod's namespace."""
        return str(self.meta["namespace"])

    def field(self, path: str) -> str:
        """Returns the value of a downward API path, such as `metadata.labels['a']`."""
        keyed = re.fullmatch(r"metadata\.(labels|annotations)\['(.+)'\]", path)
        if keyed:
            return str((self.meta.get(keyed[1]) or {}).get(keyed[2], ""))
        if path in ("metadata.labels", "metadata.annotations"):
            return "\n".join(f'{key}="{value}"' for key, value in (self.meta.get(path[9:]) or {}).items())
        known = {
            "metadata.name": self.meta["name"],
            "metadata.namespace": self.namespace,
            "metadata.uid": self.meta["uid"],
            "spec.nodeName": NODE,
            "spec.serviceAccountName": self.spec.get("serviceAccountName", "default"),
            "status.podIP": "127.0.0.1",
            "status.podIPs": "127.0.0.1",
            "status.hostIP": "127.0.0.1",
        }
        if path not in known:
            raise ConfigError(f"the field {path} is not known here")
        return str(known[path])

    def data(self, kind: str, name: str, is_optional: bool = False) -> dict[str, bytes]:
        """Returns the entries of one of the `configmaps` or `secrets`; none when an optional one is absent."""
        found = self._api.get_or_none(f"/api/v1/namespaces/{self.namespace}/{kind}/{name}")
        if found is None:
            if is_optional:
                return {}
            raise ConfigError(f'{kind.removesuffix("s")} "{name}" not found')
        entries = {key: base64.b64decode(text) for key, text in (found.get("binaryData") or {}).items()}
        for key, text in (found.get("data") or {}).items():
            entries[key] = base64.b64decode(text) if kind == "secrets" else text.encode()
        return entries

    def environment(self, container: Json, image: Image) -> dict[str, str]:
        """Returns all variables of a container: the image's, the cluster's, envFrom, env; later ones win."""
        variables = {
            "PATH": PATH,
            "HOME": home(image.root, self.user(container, image)[0]),
            **image.env,
            "HOSTNAME": self.meta["name"],
        }
        variables |= {"KUBERNETES_SERVICE_HOST": self._api.host, "KUBERNETES_SERVICE_PORT": str(self._api.port)}
        for source in container.get("envFrom") or []:
            for member, kind in (("configMapRef", "configmaps"), ("secretRef", "secrets")):
                if member in source:
                    reference = source[member]
                    entries = self.data(kind, reference["name"], reference.get("optional", False))
                    prefix = source.get("prefix", "")
                    variables |= {f"{prefix}{key}": value.decode() for key, value in entries.items()}
        for variable in container.get("env") or []:
            value = self._value(variable, container, variables)
            if value is not None:
                variables[variable["name"]] = value
        return variables

    def _value(self, variable: Json, container: Json, known: dict[str, str]) -> str | None:
        origin = variable.get("valueFrom")
        if not origin:
            return expand(variable.get("value", ""), known)
        if "fieldRef" in origin:
            return self.field(origin["fieldRef"]["fieldPath"])
        if "resourceFieldRef" in origin:
            return _resource(container, origin["resourceFieldRef"])
        member, kind = ("configMapKeyRef", "configmaps") if "configMapKeyRef" in origin else ("secretKeyRef", "secrets")
        reference = origin[member]
        is_optional = reference.get("optional", False)
        entries = self.data(kind, reference["name"], is_optional)
        if reference["key"] in entries:
            return entries[reference["key"]].decode()
        if is_optional:
            return None
        raise ConfigError(f"couldn't find key {reference['key']} in {kind.removesuffix('s')} {reference['name']}")

    def command(self, container: Json, image: Image, variables: dict[str, str]) -> list[str]:
        """Returns the argv: `command` replaces the image's entrypoint and drops its arguments, `args` replace those."""
        if container.get("command"):
            argv = [*container["command"], *(container.get("args") or [])]
        else:
            argv = [*image.entrypoint, *(container.get("args") or image.cmd)]
        if not argv:
            raise ConfigError(f"no command: neither the container nor the image {container['image']} names one")
        return [expand(argument, variables) for argument in argv]

    def security(self, container: Json) -> Json:
        """Returns the container's security context over the pod's."""
        return {**(self.spec.get("securityContext") or {}), **(container.get("securityContext") or {})}

    def user(self, container: Json, image: Image) -> tuple[int, int]:
        """Returns uid and gid: runAsUser and runAsGroup, else the image's USER, else root."""
        context = self.security(container)
        uid, gid = account(image.root, image.user) if image.user else (0, 0)
        if "runAsUser" in context:
            uid, gid = account(image.root, str(context["runAsUser"]))
        if context.get("runAsNonRoot") and uid == 0:
            raise ConfigError("container has runAsNonRoot and image will run as root")
        return uid, int(context.get("runAsGroup", gid))


def expand(text: str, variables: dict[str, str]) -> str:
    """Replaces `$(NAME)` by known variables; `$$` is a dollar, an unknown name stays as it is written."""

    def value(match: re.Match[str]) -> str:
        return "$" if match[0] == "$$" else variables.get(match[1], match[0])

    return re.sub(r"\$\$|\$\(([\w.-]+)\)", value, text)


def _resource(container: Json, reference: Json) -> str:
    group, _, name = reference["resource"].partition(".")
    resources: Json = container.get("resources") or {}
    machine = {"cpu": str(os.cpu_count()), "memory": "1Gi"}
    amount: Any = (resources.get(group) or {}).get(name) or machine.get(name, "0")
    divisor = quantity(str(reference.get("divisor") or "1")) or Fraction(1)
    return str(-int(-quantity(str(amount)) / divisor // 1))


def quantity(text: str) -> Fraction:
    """Returns the number that a Kubernetes quantity such as `500m` or `1Gi` stands for."""
    match = re.fullmatch(r"([\d.]+)([A-Za-z]*)", text)
    if match is None or match[2] not in _SUFFIXES:
        raise ConfigError(f"'{text}' is no quantity")
    return Fraction(match[1]) * _SUFFIXES[match[2]]
