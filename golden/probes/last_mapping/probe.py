"""A reader of the last partition gets the latest by time that is published, not the one that was written last."""


def act(engine):
    engine.run("last_mapping", "2025-01-03")
    engine.run("last_mapping", "2025-01-02")
    engine.run("last_mapping_readers")


def effect(seen):
    days = [row["day"] for row in seen.rows("last_mapping.newest")]
    assert days == ["2025-01-03"], days
    return {"day read": "the 3rd, though the 2nd was written later"}


def instead(seen):
    assert len(seen.rows("last_mapping.newest")) == 2
