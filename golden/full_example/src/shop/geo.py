"""Functions that the example names."""


def connect(*_args: object, **_values: object) -> None:
    """Do nothing; the example is only checked."""
