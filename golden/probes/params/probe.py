"""Each step of a run gets the parameters: what the run was given, else the default, with the declared type."""


def act(engine):
    engine.run("params")
    engine.run("params", params={"params_n": 40})


def effect(seen):
    for step in ("first", "second"):
        found = sorted((row["n"], row["type"]) for row in seen.rows(f"params.{step}"))
        assert found == [(7, "int"), (40, "int")], (step, found)
    return {"values": "7 by default, 40 as given, in both steps"}
