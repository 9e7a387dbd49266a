"""A step is killed after its first commit: both of its outputs are there, as one commit brought them."""


def act(engine):
    engine.run("atomic_outputs")


def effect(seen):
    found = [[row["n"] for row in seen.rows(f"atomic_outputs.{name}")] for name in ("one", "two")]
    assert found == [[1], [2]], found
    assert seen.statuses("atomic_outputs/pair")[0] != "success"
    return {"outputs after the kill": 2}


def instead(seen):
    found = [[row["n"] for row in seen.rows(f"atomic_outputs.{name}")] for name in ("one", "two")]
    assert found == [[1], []], found
