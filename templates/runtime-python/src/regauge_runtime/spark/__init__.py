"""Runs of kind spark: an application of the product, in a Spark of the step's own."""
