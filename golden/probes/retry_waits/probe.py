"""The waits between attempts are the spec's: wait · multiplier^(n-1), from an attempt's end to the next start."""

from regauge_engines.probes.seen import gaps

WAITS = (2, 4)
# Argo knows whole seconds only, cut off.
WHOLE_SECONDS = {"argo": 1}
# A busy machine may come later than asked, an engine must never come sooner.
LATENCY = 120


def act(engine):
    engine.run("retry_waits")


def effect(seen):
    attempts = seen.attempts("retry_waits/step")
    assert [one["status"] for one in attempts] == ["failed", "failed", "success"]
    waited = gaps(attempts)
    slack = WHOLE_SECONDS.get(seen.engine, 0)
    for wait, seconds in zip(WAITS, waited, strict=True):
        assert wait - slack <= seconds < wait + LATENCY, waited
    return {"waits": "; ".join(f"{wait} s asked, {seconds:.1f} s" for wait, seconds in zip(WAITS, waited, strict=True))}


def instead(seen):
    assert seen.statuses("retry_waits/step") == ["failed"]
