"""Checks: tests on what a step wrote (semantics 19)."""
