"""Loads orders."""


def orders() -> None:
    """Does nothing here."""
