"""A tick that comes due while a run of its job goes on makes nothing, neither then nor later; the next one does."""

from datetime import datetime

from regauge_engines.probes.seen import end, start


def act(engine):
    for _ in range(3):
        if engine.fires("overlap_skip", 2) >= 2:
            return


def _within_others(seen):
    """The ticks that ran and came due while another tick's step went on."""
    made = [one for one in seen.attempts("overlap_skip/step") if one["status"] == "success"]
    assert len(made) > 1, made
    due = {one["runKey"]: datetime.fromisoformat(one["runKey"].rsplit("tick:", 1)[1]) for one in made}
    return [
        key
        for key, tick in due.items()
        for other in made
        if other["runKey"] != key and start(other) < tick < end(other)
    ]


def effect(seen):
    assert _within_others(seen) == []
    return {"steps of 75 s, a tick each minute": "no tick ran that came due within another's step"}


def instead(seen):
    assert _within_others(seen) != []
