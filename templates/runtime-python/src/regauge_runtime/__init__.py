"""Runs the steps of a Regauge product: one command, the same on every engine.

Importing this package loads nothing but the standard library, for it is also imported inside the user's own
environment, where a function may raise `regauge_runtime.errors.Transient` or return `regauge_runtime.Result`.
"""

from regauge_runtime.values_returned import CheckOutcome, Result

__all__ = ["CheckOutcome", "Result"]
__version__ = "0.1.0"
