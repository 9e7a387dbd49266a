"""Another product's day starts ours, once; one that failed there blocks its readers, and is not in what all read."""

from regauge_engines.probes.seen import key_of


def act(engine):
    engine.run("cross_product_other", "2025-01-02")
    engine.fires("cross_product")
    engine.run("cross_product_other", "2025-01-03")
    engine.run("cross_product", "2025-01-03")
    engine.run("cross_product_total")


def effect(seen):
    ends = {key_of(one): one["status"] for one in seen.attempts("cross_product/reader")}
    assert ends == {"2025-01-02": "success", "2025-01-03": "blocked"}, ends
    assert [row["n"] for row in seen.rows("cross_product.total")] == [1]
    return {"of 2 days there": "1 started ours, 1 blocked it"}


def instead(seen):
    ends = {key_of(one): one["status"] for one in seen.attempts("cross_product/reader")}
    assert ends == {"2025-01-03": "success"}, ends
