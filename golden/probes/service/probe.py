"""A step finds the services of its own product: the host where it names one, and the URL of each."""


def act(engine):
    engine.run("service")


def effect(seen):
    (row,) = seen.rows("service.step")
    assert row["store"] == "probe-store.probes.svc", row
    assert row["probe_store_url"] == "http://probe-store.probes.svc:80", row
    assert row["probe_outside_url"] == "https://outside.example:8443/api", row
    return {"the step asks": row["probe_store_url"]}


def instead(seen):
    (row,) = seen.rows("service.step")
    assert not [name for name, value in row.items() if value], row
