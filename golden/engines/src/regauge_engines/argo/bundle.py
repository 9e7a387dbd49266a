"""A bundle in a namespace: its manifests applied as an operator does, and the values of an environment beside them."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

from regauge_engines.argo.api import Json
from regauge_engines.argo.cluster import Cluster


def apply_manifests(cluster: Cluster, manifests: Path, namespace: str) -> str:
    """Applies a file or folder of manifests on the server's side and returns what kubectl says, a line an object."""
    return cluster.kubectl("apply", "--server-side", "--namespace", namespace, "--recursive", "-f", str(manifests))


def dry_run(cluster: Cluster, manifests: Path, namespace: str) -> str:
    """Has the server judge manifests without keeping them; strict: an unknown field is an error.

    Argo's own kinds are judged only when the cluster was started with full definitions.
    """
    flags = ["--dry-run=server", "--validate=strict", "--namespace", namespace]
    return cluster.kubectl("apply", "--server-side", *flags, "--recursive", "-f", str(manifests))


def put_config_map(cluster: Cluster, namespace: str, name: str, values: Mapping[str, str]) -> None:
    """Makes or replaces a config map."""
    _put(cluster, "configmaps", namespace, {"metadata": {"name": name}, "data": dict(values)})


def put_secret(cluster: Cluster, namespace: str, name: str, values: Mapping[str, str]) -> None:
    """Makes or replaces a secret."""
    encoded = {key: base64.b64encode(value.encode()).decode() for key, value in values.items()}
    _put(cluster, "secrets", namespace, {"metadata": {"name": name}, "data": encoded})


def _put(cluster: Cluster, kind: str, namespace: str, body: Json) -> None:
    collection = f"/api/v1/namespaces/{namespace}/{kind}"
    one = f"{collection}/{body['metadata']['name']}"
    if cluster.api.get_or_none(one) is None:
        cluster.api.create(collection, body)
    else:
        cluster.api.call("PUT", one, body)
