"""Runs of kind container: somebody else's image beside the step, which holds the lock and leaves the record."""
