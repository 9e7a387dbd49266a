"""Stands for a Spark application; no test runs it."""
