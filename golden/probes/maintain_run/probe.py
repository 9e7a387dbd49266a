"""Four runs append an old row and a new one each: upkeep leaves the new ones, few snapshots, and the records."""


def act(engine):
    for _ in range(4):
        engine.run("maintain_run")


def effect(seen):
    assert seen.statuses("maintain_run/upkeep") == ["success"] * 4, seen.statuses("maintain_run/upkeep")
    assert [row["name"] for row in seen.rows("maintain_run.visits")] == ["new"] * 4, seen.rows("maintain_run.visits")
    # Four runs make twelve: rows appended, old ones deleted, files rewritten.
    snapshots = seen.snapshots("maintain_run.visits")
    assert 1 <= snapshots <= 6, snapshots
    return {"rows left": 4, "snapshots left": snapshots}


def instead(seen):
    names = sorted(row["name"] for row in seen.rows("maintain_run.visits"))
    assert names == ["new"] * 4 + ["old"] * 4, names
    assert seen.snapshots("maintain_run.visits") == 4
