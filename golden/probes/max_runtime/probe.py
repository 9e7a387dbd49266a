"""An attempt ends at its limit also where no exception can end it: in a call of C, and where all are swallowed."""

from regauge_engines.probes.seen import seconds

ASSETS = ("max_runtime/swallows", "max_runtime/native")


def act(engine):
    engine.run("max_runtime")


def effect(seen):
    took = {}
    for asset in ASSETS:
        (attempt,) = seen.attempts(asset)
        assert attempt["status"] in ("failed", "killed"), attempt
        took[asset.split("/")[1]] = f"{seconds(attempt):.0f} s"
    return {"limit": "3 s (+ 10 s to KILL)"} | took


def instead(seen):
    for asset in ASSETS:
        assert seen.statuses(asset) == ["success"]
        assert seconds(seen.attempts(asset)[0]) >= 29
