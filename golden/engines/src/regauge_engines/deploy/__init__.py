"""Helm and Compose's own loader, as judges of what is rendered."""
