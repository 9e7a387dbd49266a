"""A check for Regauge: rules of the business, as functions of a row."""
