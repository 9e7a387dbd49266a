"""Makes the features table."""
