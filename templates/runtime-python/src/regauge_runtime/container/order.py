"""What is asked of a cluster or a container engine: an image, its words, its variables; standard library only."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, field

from regauge_runtime.errors import Configuration
from regauge_runtime.plan import JsonObject
from regauge_runtime.run_words import template_words
from regauge_runtime.sql_text import fill_template
from regauge_runtime.step import Step
from regauge_runtime.values import Values

# A name of Kubernetes that may also be a label's value; the hash keeps two names apart that are cut to the same text.
_LONGEST_NAME = 63
_DIGITS = 12
_OF_KUBERNETES = ("kubernetes", "external-secrets")
# Where the step itself keeps its files means nothing in another root.
_OF_THE_STEP = ("REGAUGE_DATA",)
# What the step hands on to who it runs, so that what that tells belongs to the run.
_HANDED_ON = ("TRACEPARENT",)


@dataclass(frozen=True)
class SecretKey:
    """A key of a secret of Kubernetes."""

    name: str
    key: str


@dataclass(frozen=True)
class Order:
    """One attempt's container.

    `name` and `owner` (a label): the same for all attempts of what one lock guards, of whatever run. `run`: which
    attempt of which run it is.
    `command` replaces the image's entrypoint and its arguments, `args` those alone. `seconds`: the attempt's limit.
    """

    name: str
    owner: str
    run: str
    image: str
    pull_policy: str
    pull_secrets: list[str]
    command: list[str]
    args: list[str]
    variables: dict[str, str]
    secrets: dict[str, SecretKey]
    requests: dict[str, str] = field(default_factory=dict)
    limits: dict[str, str] = field(default_factory=dict)
    node_selector: dict[str, str] = field(default_factory=dict)
    tolerations: list[JsonObject] = field(default_factory=list)
    seconds: float | None = None

    @property
    def what(self) -> str:
        """How messages call it."""
        return f"the container of {self.image}"


def order_of(step: Step, values: Values) -> Order:
    """Returns what the step asks for; Configuration when a value is missing or may not be in a container."""
    run = step.asset["run"]
    words: list[list[str]] = [run.get("command", []), run.get("args", [])]
    if run.get("isTemplated"):
        known = template_words(step)
        words = [[fill_template(word, known, f"{step.key}: the container") for word in part] for part in words]
    plain, secrets = _environment(step, values)
    compute: JsonObject = step.asset.get("compute", {})
    # Two runs of a job may be in their setup at once: no lock is held there.
    guarded = step.run_key if step.phase else step.record_partition
    limits = [float(one) for one in (step.asset.get("maxRuntimeSeconds"), step.run_limit_seconds) if one is not None]
    owner = _hash(step.plan.scope, step.key, guarded)
    return Order(
        name=_name(step, owner),
        owner=owner,
        run=f"{step.run_key} {step.key} {step.record_partition} {step.attempt}",
        image=image_of(step, values),
        pull_policy=run["image"]["pullPolicy"],
        pull_secrets=list(run["image"].get("pullSecrets", [])),
        command=words[0],
        args=words[1],
        variables=plain,
        secrets=secrets,
        requests=dict(compute.get("requests", {})),
        limits=dict(compute.get("limits", {})),
        node_selector=dict(compute.get("nodeSelector", {})),
        tolerations=list(compute.get("tolerations", [])),
        seconds=min(limits, default=None),
    )


def image_of(step: Step, values: Values) -> str:
    """Returns the reference of the image: `repository:tag` or `repository@sha256:…`."""
    image: JsonObject = step.asset["run"]["image"]
    repository = values.resolve(image["repository"], f"{step.key}: the image")
    pin = f"@{image['digest']}" if image.get("digest") else f":{image['tag']}" if image.get("tag") else None
    if not isinstance(repository, str) or not repository.strip() or pin is None:
        raise Configuration(f"{step.key}: the image has no repository, or neither tag nor digest", code="IMAGE")
    return f"{repository.strip()}{pin}"


def _environment(step: Step, values: Values) -> tuple[dict[str, str], dict[str, SecretKey]]:
    """Returns the variables with their values, and those whose value only Kubernetes knows."""
    plain = {name: value for name, value in step.variables().items() if name not in _OF_THE_STEP}
    plain |= {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
    plain |= values.addresses
    secrets: dict[str, SecretKey] = {}
    written: JsonObject = step.asset.get("env", {})
    for name, value in written.items():
        reference = value.get("secretRef") if isinstance(value, dict) and set(value) == {"secretRef"} else None
        if isinstance(reference, dict):
            if reference.get("source", "kubernetes") not in _OF_KUBERNETES:
                message = f"{step.key}: env.{name}: a container gets secrets of Kubernetes alone"
                raise Configuration(message, code="SECRET_PLACE")
            secrets[name] = SecretKey(str(reference["name"]), str(reference.get("key", "")))
    rest = {name: value for name, value in written.items() if name not in secrets}
    return plain | values.resolve_texts(rest, f"{step.key}: env"), secrets


def _name(step: Step, mark: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", f"{step.plan.scope}-{step.key}".lower()).strip("-")
    return f"{words[: _LONGEST_NAME - len(mark) - 1].strip('-') or 'x'}-{mark}"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:_DIGITS]
