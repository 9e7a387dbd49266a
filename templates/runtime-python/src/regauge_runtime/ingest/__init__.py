"""Ingestion: rows that come from outside, by dlt, a connector or Airbyte, into the step's own commit."""
