"""Binds are found where they are binds, and nowhere else."""

from __future__ import annotations

import pytest

from regauge_runtime.errors import Configuration
from regauge_runtime.sql_text import binds_in, fill_template, replace_binds

KNOWN = {"partition": "x", "n": 1, "p_1": 2}


def marked(query: str) -> str:
    return replace_binds(query, KNOWN, lambda name: f"<{name}>")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("select :partition", "select <partition>"),
        ("where a=:partition and b>=:p_1", "where a=<partition> and b>=<p_1>"),
        ("(:n,:n)", "(<n>,<n>)"),
        ("select ':partition', 'it''s :n', :n", "select ':partition', 'it''s :n', <n>"),
        ("select E'\\':n' || :n", "select E'\\':n' || <n>"),
        ('select ":n" from ":partition"', 'select ":n" from ":partition"'),
        ("select 1 -- :n\n, :n", "select 1 -- :n\n, <n>"),
        ("select /* :n /* :n */ :n */ :n", "select /* :n /* :n */ :n */ <n>"),
        ("select $$ :n $$, $q$ :n $q$, :n", "select $$ :n $$, $q$ :n $q$, <n>"),
        ("select x::n, :n::int", "select x::n, <n>::int"),
        ("select a[1:n], a[:n]", "select a[1:n], a[<n>]"),
        ("select {'a':n, 'b': :n}", "select {'a':n, 'b': <n>}"),
        ("x := :n", "x := <n>"),
        ("select :other", "select :other"),
        ("select 'open :n", "select 'open :n"),
        ("select /* open :n", "select /* open :n"),
    ],
)
def test_binds(query: str, expected: str) -> None:
    assert marked(query) == expected


def test_binds_in() -> None:
    assert binds_in("select :n, ':partition'", KNOWN) == {"n"}


def test_templates() -> None:
    words = {"partition": "2024-01-01", "params.x": "{{ partition }}"}
    assert fill_template("a {{ partition }} {{params.x}} {{", words, "here") == "a 2024-01-01 {{ partition }} {{"
    with pytest.raises(Configuration, match=r"here: .*nope.* is unknown; known are params.x, partition"):
        fill_template("{{ nope }}", words, "here")
