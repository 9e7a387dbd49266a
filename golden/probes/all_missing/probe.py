"""A tick of a trigger that takes all makes the partitions without a passed record, each once, and no other."""

from collections import Counter

from regauge_engines.probes.seen import key_of


def act(engine):
    engine.run("all_missing", "2025-01-02")
    engine.fires("all_missing")


def effect(seen):
    runs = Counter(key_of(one) for one in seen.attempts("all_missing/step"))
    # The tick's own partition is the newest; a second tick may have refreshed it.
    newest = max(runs)
    assert set(runs) == {f"2025-01-0{day}" for day in range(1, len(runs) + 1)} and len(runs) >= 4, runs
    assert all(times == 1 for key, times in runs.items() if key != newest), runs
    caught = [key_of(one) for one in seen.attempts("all_missing/step") if key_of(one) not in ("2025-01-02", newest)]
    assert caught == sorted(caught), caught
    return {"caught up": f"{len(caught)} missed days, oldest first"}


def instead(seen):
    assert len({key_of(one) for one in seen.attempts("all_missing/step")}) == 2
