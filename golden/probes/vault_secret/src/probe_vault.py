"""A step that is handed a secret."""

import hashlib
import os


def finds_word(context):
    """Return the hash of what the variable WORD holds, for the word itself is a secret."""
    return [{"hash": hashlib.sha256(os.environ.get("WORD", "").encode()).hexdigest()}]
