"""Probes: small parts of a product whose effect an engine must show, and must not show when the leaf is taken out.

`golden/probes/README.md` says how to add one.
"""
