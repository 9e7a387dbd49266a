"""Reads the daily observations as they were delivered."""

import csv


def read_day(context, observations: str, rehearse_outage: bool) -> list[dict[str, str]]:
    """Returns the rows of the run's day, every value as the text that stands in the file.

    Raises ConnectionError on the first attempt of a rehearsed outage, so that the retry can be seen.
    """
    if rehearse_outage and context.attempt == 1:
        raise ConnectionError("the weather service is away (rehearsed)")
    wanted = context.partition.replace("-", "/")
    with open(observations, newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["date"] == wanted]
