"""A hook for Regauge: rings for each check that fails."""
