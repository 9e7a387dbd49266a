"""Who reads a table that no longer keeps its contract is blocked, or says so, as the contract's enforcement is."""

CONTRACT = "contract_figures"


def act(engine):
    engine.run("external_contract_others")
    for one in ("strict", "warned", "kept"):
        engine.run(f"external_contract_{one}")


def effect(seen):
    ends = {one: seen.statuses(f"external_contract/of_{one}") for one in ("strict", "warned", "kept")}
    assert ends == {"strict": ["blocked"], "warned": ["success"], "kept": ["success"]}, ends
    told = {one: seen.checks(f"external_contract/of_{one}") for one in ("strict", "warned", "kept")}
    # Dagster has evaluations of checks only from steps that end well or badly: there the observation tells why.
    assert told.pop("strict").get(CONTRACT, "failed") == "failed", told
    assert told == {"warned": {CONTRACT: "warned"}, "kept": {CONTRACT: "passed"}}, told
    assert seen.rows("external_contract.of_strict") == []
    assert [row["n"] for row in seen.rows("external_contract.of_warned")] == [1]
    return {"of 3 readers": "1 blocked, 1 warned, 1 passed"}


def instead(seen):
    for one in ("strict", "warned", "kept"):
        assert seen.statuses(f"external_contract/of_{one}") == ["success"]
        assert seen.checks(f"external_contract/of_{one}") == {}
