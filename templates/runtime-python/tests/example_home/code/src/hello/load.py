"""Makes up a day's orders."""

from datetime import timedelta


def orders(context, count):
    """Returns `count` orders of the run's day; fails its first attempt when the day is 2024-01-13."""
    if context.partition == "2024-01-13" and context.attempt == 1:
        raise ConnectionError("unlucky")
    day = int(context.partition.replace("-", ""))
    bad = context.partition == "2024-01-10"
    return [
        {
            "order_id": day * 100 + number,
            "amount": -1.0 if bad else 1.5 * number,
            "ordered_at": context.partition_start + timedelta(hours=number),
        }
        for number in range(count)
    ]
