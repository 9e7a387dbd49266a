"""A variable reaches the step that declares it, and no other."""


def act(engine):
    engine.run("step_environment")


def effect(seen):
    words = {step: [row["word"] for row in seen.rows(f"step_environment.{step}")] for step in ("step", "other")}
    assert words == {"step": ["strict"], "other": [""]}, words
    return {"value": "strict"}
