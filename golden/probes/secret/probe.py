"""A secret reaches the step that names it, and neither another step nor what the engine stores."""

import json

from regauge_engines.probes.engines import SECRET


def act(engine):
    engine.run("secret")
    return engine.stored()


def effect(seen):
    names = {step: [row["names"] for row in seen.rows(f"secret.{step}")] for step in ("step", "other")}
    assert len(names["step"]) == 1 and "WORD" in names["step"][0].split(","), names
    assert names["other"] == [""], names
    assert len(seen.notes) > 1000 and SECRET not in seen.notes, "the secret is in the engine's store"
    assert SECRET not in json.dumps(list(seen.events))
    return {"searched": f"{len(seen.notes) // 1024} KiB of the engine's store"}
