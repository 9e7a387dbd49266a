"""The bench's own data."""
