"""A run of kind `semantic`: models are handed to the layer, and their rollups are built anew (docs/semantic.md)."""

from __future__ import annotations

from functools import partial
from typing import Any

from regauge_runtime.errors import Configuration
from regauge_runtime.plan import JsonObject
from regauge_runtime.python_run import HandedOver, Produced
from regauge_runtime.semantic.cube import Cube
from regauge_runtime.semantic.handover import SUFFIX, hand_over
from regauge_runtime.step import Step
from regauge_runtime.values import Values

LAYER = "cube"


def run_semantic(step: Step, values: Values) -> Produced:
    """Returns what is handed over when the step publishes: before that nothing has happened yet."""
    run = step.asset["run"]
    models: list[JsonObject] = run["models"]
    files = {f"{model['name']}{SUFFIX}": _file(step, str(model["name"])) for model in models}
    layer: dict[str, Any] = {}
    if "layer" in run:
        resource = step.plan.resource(run["layer"])
        layer = values.resolve(resource.get("config", {}), f"resource {run['layer']}")
        for setting in ("models", "url"):
            if setting in layer and not str(layer[setting]).strip():
                # As if it were not written, nothing would be handed over, and the step be well.
                raise Configuration(f"resource {run['layer']}.{setting} is empty", code="CUBE_LAYER")
    told: JsonObject = {"models": [str(model["name"]) for model in models]}
    work = partial(_publish, step, models, files, layer, told)
    return Produced(metadata={"semantic": told}, handed_over=HandedOver(LAYER, told["models"], work))


def _publish(
    step: Step, models: list[JsonObject], files: dict[str, bytes], layer: dict[str, Any], told: JsonObject
) -> None:
    if layer.get("models"):
        folder = f"{step.plan.scope}/{step.asset['identifier']}"
        told |= hand_over(str(layer["models"]), step.data_dir, folder, files)
    if layer.get("url"):
        cube = Cube(str(layer["url"]), layer.get("secret"), layer.get("token"))
        cube.require_models({str(model["name"]): _members(model) for model in models})
        rolled_up = [str(model["name"]) for model in models if model.get("rollups")]
        # Cube refuses to build nothing.
        told["built"] = cube.build(rolled_up) if rolled_up else 0


def _members(model: JsonObject) -> set[str]:
    return {str(member["name"]) for kind in ("measures", "dimensions") for member in model.get(kind, [])}


def _file(step: Step, model: str) -> bytes:
    path = step.home / "model" / "cubes" / f"{model}{SUFFIX}"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Configuration(f"{step.key}: the product home has no {path.relative_to(step.home)}") from None
