"""Loads files, and gives the lock back."""


def files():
    return [{"name": "a.csv", "rows": 1}]


def unlock():
    return None
