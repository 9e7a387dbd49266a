"""Prometheus and its operator, as judges of what watches a product."""
