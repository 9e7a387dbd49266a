"""A source for Regauge: pages of rows from a REST API."""
