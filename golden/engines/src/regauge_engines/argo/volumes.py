"""A pod's volumes as folders: emptyDir, configMap, secret, downwardAPI, projected, each of one pod alone; and claims.

A claim is a folder of its own that outlives its pods, for the services that have disks; it is there without anybody
who provides it. hostPath is refused: pods would share a path, which no bundle may rely on.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from regauge_engines.argo.api import Json, KubeApi
from regauge_engines.argo.isolation import Bind
from regauge_engines.argo.podspec import ConfigError, PodSpec

_MODE = 0o644


class Volumes:
    """The volumes of one pod under one folder, with its claims under that of all."""

    def __init__(self, api: KubeApi, pod: PodSpec, folder: Path, claims: Path) -> None:
        self._api = api
        self._claims = claims
        self._pod = pod
        self._folder = folder

    def make(self) -> None:
        """Makes all volumes of the pod and fills them."""
        for volume in self._pod.spec.get("volumes") or []:
            folder = self._folder / volume["name"]
            if "persistentVolumeClaim" in volume:
                self._claim(volume["persistentVolumeClaim"]["claimName"], folder)
                continue
            folder.mkdir(parents=True)
            folder.chmod(0o777)
            self._fill(volume, folder)

    def remove(self) -> None:
        """Removes the volumes; Argo's executor lies in one of them, 100 MB a pod."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def binds(self, container: Json) -> list[Bind]:
        """Returns what a container mounts, outer paths before inner ones."""
        binds: list[Bind] = []
        for mount in sorted(container.get("volumeMounts") or [], key=lambda mount: str(mount["mountPath"])):
            source = self._folder / mount["name"]
            if mount.get("subPath"):
                source = source / mount["subPath"]
                if not source.exists():
                    source.mkdir(parents=True)
            binds.append(Bind(source, mount["mountPath"].rstrip("/"), bool(mount.get("readOnly"))))
        return binds

    def _claim(self, name: str, folder: Path) -> None:
        kept = self._claims / self._pod.namespace / name
        kept.mkdir(parents=True, exist_ok=True)
        kept.chmod(0o777)
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.symlink_to(kept)

    def _fill(self, volume: Json, folder: Path) -> None:
        if "emptyDir" in volume:
            return
        if "projected" in volume:
            mode = volume["projected"].get("defaultMode", _MODE)
            for source in volume["projected"]["sources"]:
                self._fill_from(source, folder, mode)
        elif "configMap" in volume or "secret" in volume or "downwardAPI" in volume:
            self._fill_from(volume, folder, _MODE)
        else:
            kinds = ", ".join(sorted(set(volume) - {"name"}))
            raise ConfigError(f"volume {volume['name']}: {kinds} would be shared between pods")

    def _fill_from(self, source: Json, folder: Path, mode: int) -> None:
        if "serviceAccountToken" in source:
            wanted = source["serviceAccountToken"]
            _write(folder, {wanted["path"]: self._token(wanted)}, None, mode)
        elif "downwardAPI" in source:
            items = source["downwardAPI"]["items"]
            fields = {item["path"]: self._pod.field(item["fieldRef"]["fieldPath"]).encode() for item in items}
            _write(folder, fields, None, mode)
        else:
            member, kind = ("configMap", "configmaps") if "configMap" in source else ("secret", "secrets")
            wanted = source[member]
            # A volume says secretName, a projected source says name.
            name = wanted.get("secretName") or wanted["name"]
            entries = self._pod.data(kind, name, wanted.get("optional", False))
            _write(folder, entries, wanted.get("items"), wanted.get("defaultMode", mode))

    def _token(self, wanted: Json) -> bytes:
        """Returns a token of the pod's service account, bound to the pod: its rights are the cluster's real ones."""
        meta = self._pod.meta
        account = self._pod.spec.get("serviceAccountName", "default")
        spec: Json = {
            "expirationSeconds": wanted.get("expirationSeconds", 3600),
            "boundObjectRef": {"apiVersion": "v1", "kind": "Pod", "name": meta["name"], "uid": meta["uid"]},
        }
        if wanted.get("audience"):
            spec["audiences"] = [wanted["audience"]]
        request = {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": spec}
        path = f"/api/v1/namespaces/{self._pod.namespace}/serviceaccounts/{account}/token"
        return str(self._api.create(path, request)["status"]["token"]).encode()


def _write(folder: Path, entries: Mapping[str, bytes], items: list[Json] | None, mode: int) -> None:
    if items is not None:
        missing = [item["key"] for item in items if item["key"] not in entries]
        if missing:
            raise ConfigError(f"references non-existent config key: {', '.join(missing)}")
        entries = {item["path"]: entries[item["key"]] for item in items}
    for path, content in entries.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        file.chmod(mode)
