"""What the mail and the survey tell, and what was found otherwise."""

from regauge_runtime import Result


def news(cursor):
    """Return the tenants that have written since the last look."""
    return [], cursor


def sites(cursor):
    """Return the places that were surveyed since the last look."""
    return [], cursor


def found(context):
    """Add the tenants that nobody has written of."""
    return Result(adds={"tenant": ["acme"]})
