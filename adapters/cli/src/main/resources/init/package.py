"""The code of PRODUCT."""
