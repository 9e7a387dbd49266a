"""Cube's own compiler of data models, from npm, for what is made of a semantic layer's models."""
