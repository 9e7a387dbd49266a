"""An asset without partitions is part of a partition's run, over all that is published so far."""


def act(engine):
    engine.run("unpartitioned", "2025-01-01")
    engine.run("unpartitioned", "2025-01-02")


def effect(seen):
    assert seen.statuses("unpartitioned/summary") == ["success", "success"]
    assert [row["n"] for row in seen.rows("unpartitioned.summary")] == [2]
    assert not any(one.get("partition") for one in seen.attempts("unpartitioned/summary"))
    return {"runs": "once in each run"}
