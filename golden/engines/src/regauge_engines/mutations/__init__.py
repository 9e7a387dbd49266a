"""Every value of compact products changed by itself, and what of it the engines' loaded objects show."""
