"""A step that says which run it is of."""


def of_run(context, catalogs_n):
    """Return the run's number."""
    return [{"n": catalogs_n}]
