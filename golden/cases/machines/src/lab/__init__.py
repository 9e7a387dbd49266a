"""Code of the lab."""
