"""A value of the environment that the bundle was deployed for reaches the step that names it."""


def act(engine):
    engine.run("environment")


def effect(seen):
    assert seen.statuses("environment/step") == ["success"]
    words = [row["word"] for row in seen.rows("environment.step")]
    assert words == ["from-probing"], words
    return {"value": words[0]}
