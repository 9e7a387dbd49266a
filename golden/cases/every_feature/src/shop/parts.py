"""A fan-out: a list, a step for each of its items, and what is made of the results."""


def names():
    return ["north", "south"]


def one(item):
    return [{"part": item}]


def merge(results):
    return [row for rows in results for row in rows]
