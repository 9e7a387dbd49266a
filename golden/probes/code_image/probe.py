"""The step's pod, as the API server has it, runs the image that the product names, pulled as it says."""

import json

NAMED = "registry.example.com:5000/proof/probes:1.4.0"


def act(engine):
    engine.run("code_image")
    stored, _ = json.JSONDecoder().raw_decode(engine.stored())
    (pod,) = [one for one in stored["items"] if one["kind"] == "Pod" and _is_of(one, engine.variant)]
    (step,) = [one for one in pod["spec"]["containers"] if one["name"] == "main"]
    secrets = [one["name"] for one in pod["spec"].get("imagePullSecrets", [])]
    return {"image": step["image"], "pulled": step["imagePullPolicy"], "with": secrets}


def effect(seen):
    assert seen.statuses("code_image/step") == ["success"]
    assert seen.notes == {"image": NAMED, "pulled": "Always", "with": ["registry"]}, seen.notes
    return {"image": NAMED}


def instead(seen):
    assert seen.notes == {"image": "proof-counter:0.1.0", "pulled": "IfNotPresent", "with": []}, seen.notes


def _is_of(pod, variant):
    labels = pod["metadata"].get("labels", {})
    return (
        labels.get("regauge.dev/asset") == "code_image.step" and labels.get("regauge.dev/product") == f"proof-{variant}"
    )
