"""The twin's function: same module, same name, another environment."""

import sqlalchemy

WHO = "twin"


def days(context) -> list[dict[str, object]]:
    """Returns who made the row and with which SQLAlchemy."""
    return [{"who": WHO, "amount": 0.0, "sqlalchemy": sqlalchemy.__version__}]
