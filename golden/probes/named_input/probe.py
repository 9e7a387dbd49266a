"""A function gets its input by the name that the spec gives it; by another name it does not find it."""


def act(engine):
    engine.run("named_input")


def effect(seen):
    assert seen.statuses("named_input/sum")[-1] == "success", seen.statuses("named_input/sum")
    assert [row["n"] for row in seen.rows("named_input.sum")] == [42]
    return {"rows read": 2}


def instead(seen):
    assert seen.statuses("named_input/numbers") == ["success"]
    assert set(seen.statuses("named_input/sum")) == {"failed"}
