"""What somebody else makes and grows too old is told by the product's own watch, once; what is young is not."""

import time

OLD, YOUNG = "external_freshness/old", "external_freshness/young"


def act(engine):
    engine.run("external_freshness")
    time.sleep(2)
    return engine.watch(times=2)


def effect(seen):
    told = {key: [event["status"] for event in seen.notes if event["asset"] == key] for key in (OLD, YOUNG)}
    # A look of the engine's own clock may have come between, before or right after the tables were written.
    assert told[OLD] in (["failed"], ["failed", "success", "failed"]) and told[YOUNG] == [], told
    assert seen.statuses("external_freshness/others") == ["success"]
    return {"told": "once, of a table that no product of Regauge writes"}


def instead(seen):
    assert [event for event in seen.notes if event["asset"] in (OLD, YOUNG)] == [], seen.notes
    assert seen.statuses("external_freshness/others") == ["success"]
