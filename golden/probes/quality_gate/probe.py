"""Below the gate's score an asset's rows are not published; weights and dimensions make the score.

With the same two checks the score is 80 (three quarters of one dimension), 40 when the wrong one weighs nine, and 64.4
when it has a dimension to itself (0.25 of 0.45); 75 is demanded.
"""


def act(engine):
    engine.run("quality_gate")


def effect(seen):
    names = ("usual", "weighty", "elsewhere", "silver")
    outcomes = {name: seen.checks(f"quality_gate/{name}").get("quality_gate") for name in names}
    assert outcomes == {"usual": "passed", "weighty": "failed", "elsewhere": "failed", "silver": None}, outcomes
    statuses = {name: seen.statuses(f"quality_gate/{name}") for name in names}
    assert statuses["usual"] == statuses["silver"] == ["success"], statuses
    assert statuses["weighty"] == statuses["elsewhere"] == ["failed"], statuses
    assert len(seen.rows("quality_gate.usual")) == 1 and seen.rows("quality_gate.weighty") == []
    return {"scores": "80, 40 and 64.4 of 75"}


def instead(seen):
    assert seen.statuses("quality_gate/weighty") == ["success"]
