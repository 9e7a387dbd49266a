"""The pod of a container run: one container, restricted, without a token, started once; standard library only."""

from __future__ import annotations

import math
from typing import Any

from regauge_runtime.container.order import Order
from regauge_runtime.plan import JsonObject

CONTAINER = "main"
OWNER = "regauge.dev/container-of"
RUN = "regauge.dev/run"


def pod_of(order: Order, step_pod: str | None, step_uid: str | None) -> JsonObject:
    """Returns the pod; it belongs to the step's own pod, where that is known, and is deleted with it."""
    owners: list[JsonObject] = []
    if step_pod and step_uid:
        owners = [{"apiVersion": "v1", "kind": "Pod", "name": step_pod, "uid": step_uid}]
    labels = {"app.kubernetes.io/managed-by": "regauge", OWNER: order.owner}
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {
            "name": order.name,
            "labels": labels,
            "annotations": {RUN: order.run},
            "ownerReferences": owners,
        },
        "spec": _without_empty(
            {
                "restartPolicy": "Never",
                "automountServiceAccountToken": False,
                "enableServiceLinks": False,
                # The step ends it at its limit; this is for a step that is lost.
                "activeDeadlineSeconds": None if order.seconds is None else max(1, math.ceil(order.seconds)),
                "imagePullSecrets": [{"name": name} for name in order.pull_secrets],
                "nodeSelector": order.node_selector,
                "tolerations": [_toleration(taint) for taint in order.tolerations],
                "securityContext": {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
                "containers": [_container(order)],
            }
        ),
    }


def _container(order: Order) -> JsonObject:
    variables: list[JsonObject] = [{"name": name, "value": as_is(value)} for name, value in order.variables.items()]
    variables += [
        {"name": name, "valueFrom": {"secretKeyRef": {"name": secret.name, "key": secret.key}}}
        for name, secret in order.secrets.items()
    ]
    return _without_empty(
        {
            "name": CONTAINER,
            "image": order.image,
            "imagePullPolicy": order.pull_policy,
            "command": [as_is(word) for word in order.command],
            "args": [as_is(word) for word in order.args],
            "env": variables,
            "resources": _without_empty({"requests": order.requests, "limits": order.limits}),
            "securityContext": {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}},
        }
    )


def as_is(text: str) -> str:
    """Returns a text as Kubernetes leaves it: `$(NAME)` in it would be replaced, and `$$` be one dollar."""
    return text.replace("$", "$$")


def _toleration(taint: JsonObject) -> JsonObject:
    known = {"seconds": "tolerationSeconds"}
    return {known.get(name, name): value for name, value in taint.items() if value is not None}


def _without_empty(tree: dict[str, Any]) -> JsonObject:
    return {name: value for name, value in tree.items() if value not in (None, [], {})}
