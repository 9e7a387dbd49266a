"""Finds the binds of a query and fills templates; standard library only.

`:name` is a bind where it stands outside of strings, quoted identifiers, dollar quotes and comments, is no `::cast`,
and `name` is a known one; any other colon (`{'a':b}`, `x[1:n]`, `:=`) is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from regauge_runtime.errors import Configuration

_TOKEN = re.compile(
    r"""
      (?P<escaped>  (?<![A-Za-z0-9_"])[eE]'(?:[^'\\]|\\.|'')*(?:'|\Z) )
    | (?P<string>   '(?:[^']|'')*(?:'|\Z) )
    | (?P<quoted>   "(?:[^"]|"")*(?:"|\Z) )
    | (?P<dollar>   (?<![A-Za-z0-9_$])\$(?P<tag>[A-Za-z_][A-Za-z0-9_]*|)\$.*?(?:\$(?P=tag)\$|\Z) )
    | (?P<line>     --[^\n]* )
    | (?P<comment>  /\* )
    | (?P<cast>     :: | := )
    | (?P<bind>     (?<![A-Za-z0-9_\]):'"]):(?P<name>[A-Za-z_][A-Za-z0-9_]*) )
    | (?P<other>    . )
    """,
    re.VERBOSE | re.DOTALL,
)


def replace_binds(
    query: str, known: Mapping[str, Any], mark: Callable[[str], str], text: Callable[[str], str] = str
) -> str:
    """Returns the query with `mark(name)` for each bind and `text(piece)` for everything else."""
    pieces, position = [], 0
    while position < len(query):
        match = _TOKEN.match(query, position)
        assert match is not None
        position = match.end()
        if match["comment"]:
            position = _end_of_comment(query, match.start())
            pieces.append(text(query[match.start() : position]))
        elif match["bind"] and match["name"] in known:
            pieces.append(mark(match["name"]))
        else:
            pieces.append(text(match[0]))
    return "".join(pieces)


def binds_in(query: str, known: Mapping[str, Any]) -> set[str]:
    """Returns the known binds that a query uses."""
    found: set[str] = set()

    def remember(name: str) -> str:
        found.add(name)
        return ""

    replace_binds(query, known, remember)
    return found


def _end_of_comment(query: str, start: int) -> int:
    """Comments nest, as in PostgreSQL."""
    depth, position = 0, start
    while position < len(query):
        if query.startswith("/*", position):
            depth, position = depth + 1, position + 2
        elif query.startswith("*/", position):
            depth, position = depth - 1, position + 2
            if depth == 0:
                return position
        else:
            position += 1
    return len(query)


def fill_template(template: str, words: Mapping[str, str], where: str) -> str:
    """Returns a text with `{{ name }}` replaced; Configuration for a name that is not known."""

    def word(match: re.Match[str]) -> str:
        name = match[1]
        if name not in words:
            raise Configuration(f"{where}: {{{{ {name} }}}} is unknown; known are {', '.join(sorted(words))}")
        return words[name]

    return re.sub(r"\{\{\s*([A-Za-z_][A-Za-z0-9_.]*)\s*\}\}", word, template)
