"""Functions that the example names."""


def list_chunks(*_args: object, **_values: object) -> None:
    """Do nothing; the example is only checked."""


def one_chunk(*_args: object, **_values: object) -> None:
    """Do nothing; the example is only checked."""


def merge(*_args: object, **_values: object) -> None:
    """Do nothing; the example is only checked."""
