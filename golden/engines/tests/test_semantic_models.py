"""The files of a semantic layer's models, compiled by Cube itself: every text is what the product says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from regauge_engines.cli import ROOT, generate
from regauge_engines.semantic.tools import Refused, compiled

HOSTILE = [
    "back\\slash \\n \\u0041 and at the end \\",
    "{{ jinja }} {% raw %} {# comment #} }} %}",
    "${template} `ticks` $\\{x\\}",
    'f"{format}" \'single\' "double" """ \'\'\'',
    "two\nlines\n  with: yaml\n- and > more |\n",
    " sql: > folded\nsql: > again",
    "control \x01 \r \x7f, a tab \t, and \u2028",
    "no reference {CUBE} {total} {a.b}",
    "日本語 🚂 \u00e9",
    "---\n# comment: {",
    "null",
    "",
]


def models_of(product: Path, out: Path) -> dict[str, str]:
    folder = generate(product, out, "argo")["argo"] / "model/cubes"
    return {f"model/cubes/{path.name}": path.read_text("utf-8") for path in sorted(folder.glob("*.yml"))}


def product(folder: Path, models: list[dict[str, Any]]) -> Path:
    folder.mkdir()
    tree = {
        "apiVersion": "regauge.dev/v1",
        "kind": "DataProduct",
        "metadata": {"name": "hostile"},
        "catalogs": {"lake": {"type": "rest", "uri": {"env": "URI"}, "default": True}},
        "environments": {"prod": {"values": {"URI": "https://catalog.example.com"}}},
        "assets": [{"key": "cube/all", "run": {"semantic": {"models": models}}}],
    }
    (folder / "product.yaml").write_text(json.dumps(tree), "utf-8")
    return folder


def test_cube_compiles_the_golden_case(tmp_path: Path) -> None:
    cubes = compiled(models_of(ROOT / "golden/cases/semantic", tmp_path / "out"))
    daily, customers = cubes["revenue_daily"], cubes["customers"]
    assert daily["sql"] == "select *\nfrom gold.revenue\nwhere channel <> '\\{%' and {'kind': 'web'} is not null\n"
    assert daily["measures"]["a_head"]["sql"] == "<total> / nullif(<count>, 0)"
    assert daily["measures"]["total"]["sql"] == "<CUBE>.total"
    assert daily["dimensions"]["id"]["primaryKey"] is True
    assert daily["joins"] == [
        {"name": "customers", "relationship": "belongsTo", "sql": "<CUBE>.customer = <customers.id>"}
    ]
    assert daily["rollups"] == {"by_day": "rollup"}
    assert daily["meta"]["tax"] == {"rate": 0.23, "isIn": False, "since": None}
    assert daily["meta"]["cost_centers"] == [12, 14]
    assert customers["table"] == "gold.customers"
    assert customers["dimensions"]["place"] | {"description": None} == {
        "type": "geo", "description": None, "latitude": "lat", "longitude": "lon",
    }  # fmt: skip


def test_hostile_texts_come_through_as_they_are(tmp_path: Path) -> None:
    models = [
        {
            "name": f"model_{number}",
            "description": text,
            "sql": f"select '{text}' as said",
            "measures": [{"name": "n", "type": "count", "description": text}],
            "dimensions": [{"name": "said", "type": "string", "sql": "said", "description": text}],
            "metadata": {"said": text, "snake_case": [text], "camelCase": {"a b": text}},
        }
        for number, text in enumerate(HOSTILE)
    ]
    files = models_of(product(tmp_path / "hostile", models), tmp_path / "out")
    cubes = compiled(files)
    for number, text in enumerate(HOSTILE):
        cube = cubes[f"model_{number}"]
        assert cube["sql"] == f"select '{text}' as said", (number, cube["sql"])
        # An empty description is none; Cube has null for an empty text.
        said = text or None
        assert cube.get("description") == said
        assert cube["measures"]["n"].get("description") == said
        assert cube["dimensions"]["said"].get("description") == said
        assert cube["meta"] == {"said": said, "snake_case": [said], "camelCase": {"a b": said}}, (number, cube["meta"])


def test_braces_of_sql_stay_beside_references(tmp_path: Path) -> None:
    sql = "{'a': {CUBE}.x, 'b': {{total}}} || '\\{' || \"{ CUBE }\".y || '{not one}'"
    models = [
        {
            "name": "mixed",
            "sql": "select 1 as x",
            "measures": [{"name": "total", "type": "sum", "sql": "x"}, {"name": "both", "type": "number", "sql": sql}],
        }
    ]
    cubes = compiled(models_of(product(tmp_path / "mixed", models), tmp_path / "out"))
    wanted = "{'a': <CUBE>.x, 'b': {<total>}} || '\\{' || \"<CUBE>\".y || '{not one}'"
    assert cubes["mixed"]["measures"]["both"]["sql"] == wanted


def test_the_judge_refuses_what_cube_does() -> None:
    with pytest.raises(Refused, match="Jinja"):
        compiled({"model/cubes/a.yml": 'cubes:\n  - name: a\n    sql: "select {{ x }}"\n'})
    with pytest.raises(Refused, match="primary key"):
        compiled(
            {
                "model/cubes/a.yml": "cubes:\n  - name: a\n    sql_table: a\n    joins:\n"
                '      - {name: b, relationship: many_to_one, sql: "{CUBE}.x = {b}.x"}\n',
                "model/cubes/b.yml": "cubes:\n  - name: b\n    sql_table: b\n    measures: [{name: n, type: count}]\n",
            }
        )
