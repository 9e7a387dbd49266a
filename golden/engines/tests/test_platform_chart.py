"""The chart of services: Helm finds no fault with it, and makes the same objects of it as `services render`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from regauge_engines.cli import ROOT, regauge
from regauge_engines.deploy.tools import Refused, helm
from regauge_engines.objects import documents

SHOP = ROOT / "golden/services/shop/expected"
CHART = SHOP / "helm/platform"
PROD = ("--values", CHART / "values-prod.yaml")

Objects = dict[tuple[str, str], dict[str, Any]]


def _objects(texts: list[str]) -> Objects:
    return {(each["kind"], each["metadata"]["name"]): each for text in texts for each in documents(text)}


def _rendered(chart: Path, *arguments: str | Path, namespace: str = "sales-shop") -> Objects:
    return _objects([helm("template", "release", chart, "--namespace", namespace, *arguments)])


def _plain(folder: Path) -> Objects:
    """The objects that `services render --to kubernetes` wrote, without the namespace, which no release can hold."""
    objects = _objects([file.read_text("utf-8") for file in sorted(folder.rglob("*.yaml"))])
    return {key: each for key, each in objects.items() if key[0] != "Namespace"}


@pytest.mark.parametrize("values", [(), PROD])
def test_helm_finds_no_fault(values: tuple[str | Path, ...]) -> None:
    assert "0 chart(s) failed" in helm("lint", "--strict", CHART, *values)


def test_its_objects_are_those_of_render() -> None:
    assert _rendered(CHART) == _plain(SHOP / "kubernetes/kubernetes")


def test_an_environments_values_make_its_objects() -> None:
    assert _rendered(CHART, *PROD, namespace="data") == _plain(SHOP / "kubernetes-prod/kubernetes")


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("services.trino.replicas=many", "replicas"),
        ("services.catalog.replicas=2", "replicas"),
        ("services.postgres.replicas=-1", "replicas"),
        ("services.postgres.storage.data=big", "data"),
        ("services.postgres.storage.dta=8Gi", "dta"),
        ("services.postgres.env.POSTGRES_PASSWORD=letmein", "POSTGRES_PASSWORD"),
        ("services.postgres.env.PG-DATA=/data", "PG-DATA"),
        ("services.postgres.env.PGDATA=5", "PGDATA"),
        ("services.postgres.secrets.POSTGRES_PASSWORD=letmein", "POSTGRES_PASSWORD"),
        ("services.postgres.image.digest=latest", "digest"),
        ("services.postgres.image.tag=null", "tag"),
        ("services.catalog.pullPolicy=Sometimes", "pullPolicy"),
        ("services.trino.resources.requests.cpu=plenty", "cpu"),
        ("services.trino.resources.request.cpu=1", "request"),
        ("services.tirno.replicas=2", "tirno"),
        ("environment.CATALOG_MEMORI=4g", "CATALOG_MEMORI"),
        ("colour=blue", "colour"),
    ],
)
def test_a_wrong_value_is_refused(value: str, why: str) -> None:
    for command in (("lint", CHART), ("template", "release", CHART)):
        with pytest.raises(Refused, match=re.escape(why)):
            helm(*command, "--set", value)


def test_what_scales_never_goes_down_to_none() -> None:
    with pytest.raises(Refused, match="never goes down to none"):
        _rendered(CHART, "--set", "services.trino.replicas=0")
    off = _rendered(CHART, "--set", "services.trino.replicas=0,services.trino.maxReplicas=1")
    assert off["Deployment", "trino"]["spec"]["replicas"] == 0
    assert ("HorizontalPodAutoscaler", "trino") not in off


def test_values_are_where_they_belong() -> None:
    digest = "sha256:" + "0" * 64
    changed = [
        "services.trino.enabled=false",
        f"services.catalog.image.digest={digest}",
        "services.catalog.resources.limits.memory=2Gi",
        "services.postgres.maxReplicas=3",
        "services.postgres.storage.data=20Gi",
        "services.postgres.storageClass=fast",
        "services.postgres.secrets.POSTGRES_PASSWORD.name=other",
        "services.postgres.env.NEW=$(x)",
        "environment.CATALOG_MEMORY=8g",
        "waiter.image.repository=mirror.example.com/busybox",
    ]
    found = _rendered(
        CHART, *(word for value in changed for word in ("--set-string" if "NEW" in value else "--set", value))
    )
    assert not [key for key in found if key[1] == "trino"]
    catalog = found["Deployment", "catalog"]["spec"]["template"]["spec"]
    assert catalog["containers"][0]["image"] == f"registry.example.com/catalog:1.4.0@{digest}"
    assert catalog["containers"][0]["resources"]["limits"] == {"memory": "2Gi"}
    assert {"name": "CATALOG_MEMORY", "value": "8g"} in catalog["containers"][0]["env"]
    assert catalog["initContainers"][0]["image"] == "mirror.example.com/busybox:1.37.0"
    postgres = found["StatefulSet", "postgres"]["spec"]
    assert "replicas" not in postgres
    claim = postgres["volumeClaimTemplates"][0]["spec"]
    assert (claim["resources"]["requests"]["storage"], claim["storageClassName"]) == ("20Gi", "fast")
    env = postgres["template"]["spec"]["containers"][0]["env"]
    # Kubernetes reads $(x) in a text: it arrives as it was written.
    assert {"name": "NEW", "value": "$$(x)"} in env
    (password,) = (each for each in env if each["name"] == "POSTGRES_PASSWORD")
    assert password["valueFrom"]["secretKeyRef"] == {"name": "other", "key": "password", "optional": False}
    assert found["HorizontalPodAutoscaler", "postgres"]["spec"]["maxReplicas"] == 3


def test_texts_that_look_like_helms_arrive_as_they_were_written(tmp_path: Path) -> None:
    """Braces, quotes, line ends and what looks like our own places, in every text of a service."""
    hostile = "{{ .Values.x }} {{{a}}} \"q\" 'q' \\ # é 🚂 \n\t: - $(x) $$ ${y} hole0; true"
    service = {
        "apiVersion": "regauge.dev/v1", "kind": "Service", "metadata": {"name": "db", "owner": "team:a"},
        "plane": "relational", "image": "postgres:17.2", "env": {"A": hostile, "B": "true", "C": " 1", "D": "\n"},
        "entrypoint": ["sh", hostile], "command": [hostile, "hole0;"], "labels": {"note": "{{ now }}"},
        "setup": [{"name": "s", "command": ["sh", hostile]}], "health": {"exec": {"command": [hostile]}},
        "files": [{"source": "../conf/a", "dest": "/etc/a"}],
    }  # fmt: skip
    (tmp_path / "services").mkdir()
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf/a").write_text(hostile, "utf-8")
    (tmp_path / "services/db.yaml").write_text(json.dumps(service), "utf-8")
    product = {
        "apiVersion": "regauge.dev/v1", "kind": "DataProduct", "metadata": {"name": "p", "domain": "d"},
        "include": ["services/*.yaml"],
    }  # fmt: skip
    (tmp_path / "product.yaml").write_text(json.dumps(product), "utf-8")
    for form in ("helm", "kubernetes"):
        regauge("services", "render", str(tmp_path), "--to", form, "-o", str(tmp_path / "out"))
    found = _rendered(tmp_path / "out/platform", namespace="d-p")
    assert found == _plain(tmp_path / "out/kubernetes")
    assert found["ConfigMap", "db-files"]["data"]["file-0"] == hostile
