"""A sensor that finds one thing in each of its first two looks, and nothing in any later one."""

import os


def news(cursor):
    """Return what is new since the cursor, and the next cursor."""
    looks = cursor or 0
    return ([f"hit{looks}"] if looks < 2 else []), min(looks + 1, 2)


def hit(context):
    """Return what the sensor found."""
    return [{"hit": os.environ.get("REGAUGE_HIT", "")}]
