"""Where the databases' SQL differs in what checks say; everything else is the same text for all."""

from __future__ import annotations

from dataclasses import dataclass

from regauge_runtime.cuts import sql_literal


@dataclass(frozen=True)
class Dialect:
    """One database's words; Iceberg tables are read by DuckDB."""

    name: str

    def matches(self, column: str, regex: str, is_case_sensitive: bool) -> str:
        """Returns whether a text holds a match of a regular expression, anywhere in it."""
        pattern = sql_literal(regex)
        if self.name == "postgres":
            return f"({column} {'~' if is_case_sensitive else '~*'} {pattern})"
        return f"regexp_matches({column}, {pattern}, {sql_literal('c' if is_case_sensitive else 'i')})"


DUCKDB = Dialect("duckdb")
POSTGRES = Dialect("postgres")
