"""Two runs write the keys 1, 2 and then 2, 3: append keeps all rows, merge the newest of each key, replace the last."""

WANTED = {"append": [(1, 1), (2, 1), (2, 2), (3, 2)], "merge": [(1, 1), (2, 2), (3, 2)], "replace": [(2, 2), (3, 2)]}


def act(engine):
    engine.run("write", params={"write_n": 1})
    engine.run("write", params={"write_n": 2})


def effect(seen):
    found = {mode: sorted((row["id"], row["n"]) for row in seen.rows(f"write.{mode}")) for mode in WANTED}
    assert found == WANTED, found
    return {"rows": ", ".join(f"{mode} {len(rows)}" for mode, rows in WANTED.items())}
