"""Exports: the rows of a table are sent to a system outside (docs/exports.md)."""
