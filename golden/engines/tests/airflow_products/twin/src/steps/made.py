"""The twin's function: same module, same name, another environment."""

import os

import sqlalchemy

WHO = "twin"


def days(context) -> list[dict[str, object]]:
    """Returns who made the row, with which SQLAlchemy, and which of Airflow's settings can be seen."""
    seen = " ".join(sorted(name for name in os.environ if name.startswith("AIRFLOW")))
    return [{"who": WHO, "amount": 0.0, "sqlalchemy": sqlalchemy.__version__, "seen": seen}]
