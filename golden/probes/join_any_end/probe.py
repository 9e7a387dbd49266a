"""What comes after all, however they ended, runs after a failure."""


def act(engine):
    engine.run("join_any_end")


def effect(seen):
    ends = [seen.statuses(f"join_any_end/{name}")[-1] for name in ("broken", "kept", "anyhow")]
    assert ends == ["failed", "not_run", "success"], ends


def instead(seen):
    assert seen.statuses("join_any_end/anyhow")[-1] == "not_run"
