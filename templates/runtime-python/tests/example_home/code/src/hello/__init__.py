"""The example product's own code."""
