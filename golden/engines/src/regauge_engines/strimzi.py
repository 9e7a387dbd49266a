"""Strimzi's own resource definitions, made by its own generator from the types of its release."""

from __future__ import annotations

import subprocess
from pathlib import Path

from regauge_engines.argo.tools import ToolsNotBuilt
from regauge_engines.cache import content_key, entry
from regauge_engines.maven_jars import jars, java

PROJECT = Path(__file__).parent / "buses/strimzi/pom.xml"
_TYPES = {"KafkaTopic": "topic", "KafkaUser": "user"}
# What of the definitions is not in the pom: raise it when the steps below change.
_RECIPE = "1"


def resource_definitions() -> list[Path]:
    """Returns the definitions of topics and users; a Java of 21 or newer makes them, once."""

    def make(folder: Path) -> None:
        words = [
            f"io.strimzi.api.kafka.model.{package}.{kind}={folder}/{kind}.yaml" for kind, package in _TYPES.items()
        ]
        command = java(jars("strimzi-jars", PROJECT), "io.strimzi.crdgenerator.CrdGenerator", "--yaml", *words)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise ToolsNotBuilt(f"Strimzi's generator: {done.stdout[-2000:]}{done.stderr[-2000:]}")

    return sorted(entry("strimzi", content_key(_RECIPE, PROJECT), make).glob("*.yaml"))
