"""A pack is one step in which each asset ends as by itself; a group that needs a failed one does not begin."""

from regauge_engines.probes.seen import end, start

# Of a job that is one pack: only what needs the failed asset is left undone.
ENDS = {
    "first": "success",
    "reader": "success",
    "broken": "failed",
    "kept": "not_run",
    "left_out": "skipped",
    "joined": "success",
}
# Of a job whose groups are packs: `late` needs only what was made, but of a pack that failed.
GROUPS = {
    "fine": "success",
    "hurt": "failed",
    "good": "success",
    "none": "skipped",
    "late": "not_run",
    "next": "success",
}


def act(engine):
    for job in ("job_pack", "job_pack_groups", "job_pack_fast", "job_pack_slow"):
        engine.run(job)


def effect(seen):
    assert ends_of(seen, ENDS) == ENDS, ends_of(seen, ENDS)
    assert seen.attempts("job_pack/broken")[-1]["attempt"] == 2
    assert [row["n"] for row in seen.rows("job_pack.reader")] == [2]
    assert set(seen.checks("job_pack/first").values()) == {"passed"}, seen.checks("job_pack/first")
    assert set(seen.checks("job_pack/reader").values()) == {"passed"}, seen.checks("job_pack/reader")
    assert ends_of(seen, GROUPS) == GROUPS, ends_of(seen, GROUPS)
    if seen.engine == "local":
        return {"a group that needs a failed one": "not begun"}
    # The engine's own steps, whatever they run.
    assert len(steps(seen, ENDS)) == 1, steps(seen, ENDS)
    assert len(steps(seen, GROUPS)) == 3, steps(seen, GROUPS)
    fast, slow = span(seen, "fast"), span(seen, "slow")
    return {"four assets": f"{fast:.0f} s in one step, {slow:.0f} s in four"}


def instead(seen):
    assert ends_of(seen, ENDS) == ENDS, ends_of(seen, ENDS)
    assert ends_of(seen, GROUPS) == GROUPS | {"late": "success"}, ends_of(seen, GROUPS)


def ends_of(seen, ends):
    return {name: seen.statuses(f"job_pack/{name}")[-1] for name in ends}


def steps(seen, ends):
    """The steps in which assets began."""
    began = [seen.attempts(f"job_pack/{name}")[-1] for name in ends]
    return {one.get("step", one["asset"]) for one in began if "start" in one}


def span(seen, name):
    """Seconds from the begin of the first asset to the end of the last."""
    all_of = [seen.attempts(f"job_pack/{name}{number}")[-1] for number in range(1, 5)]
    return (max(map(end, all_of)) - min(map(start, all_of))).total_seconds()
