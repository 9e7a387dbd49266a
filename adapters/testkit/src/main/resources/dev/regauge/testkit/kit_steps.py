"""The Python of the kit's scenarios."""

import time


def three():
    """Return the items of a fan-out."""
    return [1, 2, 3]


def part(item):
    """Return a row of an item."""
    return [{"item": item}]


def never():
    """Answer a condition."""
    return False


def fails_twice(context):
    """Fail in the first two attempts, with an error that may be tried again."""
    if context.attempt < 3:
        raise ConnectionError(f"attempt {context.attempt}")
    return [{"attempt": context.attempt}]


def window(context):
    """Return how long the partition is."""
    return [{"hours": int((context.partition_end - context.partition_start).total_seconds()) // 3600}]


def key(context):
    """Return the run's partition."""
    return [{"key": context.partition}]


def swallows():
    """Go on whatever happens."""
    until = time.monotonic() + 600
    while time.monotonic() < until:
        try:
            time.sleep(1)
        except BaseException:  # noqa: BLE001, S112
            continue
