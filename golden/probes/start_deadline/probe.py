"""A tick whose run had to wait for an earlier one longer than its trigger allows is left out: its step is skipped."""


def act(engine):
    by_hand = engine.start("start_deadline")
    engine.fires("start_deadline")
    engine.wait(by_hand)
    # Airflow makes the run of a tick only when none is in its way any more; elsewhere it has fired already.
    engine.fires("start_deadline")


def effect(seen):
    statuses = seen.statuses("start_deadline/step")
    # A later tick may have begun in time.
    assert "skipped" in statuses and "success" in statuses, statuses
    return {"12 s late or more, 5 s allowed": f"{statuses.count('skipped')} skipped"}


def instead(seen):
    assert set(seen.statuses("start_deadline/step")) == {"success"}
    assert len(seen.statuses("start_deadline/step")) > 1
