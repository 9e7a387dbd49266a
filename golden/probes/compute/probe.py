"""The step's pod, as the API server has it, gets the amounts, the nodes and the taints that the asset asks for."""

import json

SMALL = {"requests": {"cpu": "100m", "memory": "256Mi"}, "limits": {"cpu": "500m", "memory": "512Mi"}}
ASKED = {"requests": {"cpu": "250m", "memory": "512Mi"}, "limits": {"cpu": "1", "memory": "3Gi"}}
BATCH = {"key": "batch", "operator": "Exists", "effect": "NoSchedule"}


def act(engine):
    engine.run("compute")
    stored, _ = json.JSONDecoder().raw_decode(engine.stored())
    (pod,) = [one for one in stored["items"] if one["kind"] == "Pod" and _is_of(one, engine.variant)]
    (step,) = [one for one in pod["spec"]["containers"] if one["name"] == "main"]
    taints = [one for one in pod["spec"].get("tolerations", []) if one["key"] == "batch"]
    return {"gets": step["resources"], "on": pod["spec"].get("nodeSelector"), "despite": taints}


def effect(seen):
    assert seen.statuses("compute/step") == ["success"]
    assert seen.notes == {"gets": ASKED, "on": {"kubernetes.io/os": "linux"}, "despite": [BATCH]}, seen.notes
    return {"limits": "1 cpu, 3Gi", "nodes": "kubernetes.io/os=linux"}


def instead(seen):
    assert seen.notes == {"gets": SMALL, "on": None, "despite": []}, seen.notes


def _is_of(pod, variant):
    labels = pod["metadata"].get("labels", {})
    return labels.get("regauge.dev/asset") == "compute.step" and labels.get("regauge.dev/product") == f"proof-{variant}"
