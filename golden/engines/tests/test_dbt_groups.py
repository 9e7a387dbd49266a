"""jaffle_shop asset by asset and several models in a step: the same rows, on the local runner and on Dagster."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from regauge_engines.cli import ROOT, differences, generate
from regauge_engines.dagster_run import DagsterBundle, DagsterRun
from regauge_engines.independent_reader import IndependentReader
from regauge_engines.local_run import LocalRun

CASES = ROOT / "golden/cases"
SECRETS = {"REGAUGE_SECRET_SHOP_SALT": "salt", "REGAUGE_SECRET_SHOP_TOKEN": "token"}


def variables(data: Path) -> dict[str, str]:
    """Returns the variables of a runner whose tables lie in a folder."""
    return {
        "CATALOG_URI": f"sqlite:///{data}/catalog.db",
        "WAREHOUSE": f"file://{data}/warehouse",
        "REGAUGE_DATA": str(data),
        **SECRETS,
    }


def product_of(case: str, folder: Path) -> Path:
    """Returns a case's product over a catalog that is a file here."""
    product = folder / case
    shutil.copytree(CASES / case, product, ignore=shutil.ignore_patterns("expected"))
    text = (product / "product.yaml").read_text("utf-8")
    assert "lake: {type: rest," in text
    (product / "product.yaml").write_text(text.replace("lake: {type: rest,", "lake: {type: jdbc,"), "utf-8")
    return product


def tables(data: Path) -> dict[str, list[str]]:
    """Returns the rows of each table as sorted texts."""
    events = IndependentReader(f"sqlite:///{data}/catalog.db").events("any")
    return {
        str(event["table"]): sorted(
            str(sorted(zip(map(str, event["columns"]), map(str, row), strict=True))) for row in event["rows"]
        )
        for event in events
    }


def made(rows: dict[str, list[str]], renamed: dict[str, str]) -> dict[str, list[str]]:
    return {renamed.get(table, table): found for table, found in rows.items()}


def test_a_group_makes_the_rows_that_its_models_make_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {}
    for case in ("dbt", "dbt_groups"):
        home = generate(product_of(case, tmp_path), tmp_path / f"{case}-out", "dagster")["dagster"]
        data = tmp_path / case / "local"
        data.mkdir()
        with monkeypatch.context() as here:
            for name, value in variables(data).items():
                here.setenv(name, value)
            local = LocalRun(home, data)
            assert local.run("nightly", "", "") == 0
        found[case] = tables(data)
    bundle = DagsterBundle(home)
    (tmp_path / "dagster/data").mkdir(parents=True)
    run = DagsterRun(tmp_path / "dagster", variables(tmp_path / "dagster/data"))
    (ended,) = run.in_one_process(bundle, [("nightly", None, {})])
    assert ended["success"], ended
    run.write_trace(bundle, tmp_path / "dagster.jsonl")
    assert differences(home / "plan.json", local.trace, tmp_path / "dagster.jsonl") == []
    assert tables(tmp_path / "dagster/data") == found["dbt_groups"]

    alone = {
        "raw.customers": "raw.raw_customers",
        "raw.orders": "raw.raw_orders",
        "raw.payments": "raw.raw_payments",
        "staging.customers": "staging.stg_customers",
        "staging.orders": "staging.stg_orders",
        "staging.payments": "staging.stg_payments",
    }
    assert len(found["dbt"]) == 9
    assert made(found["dbt"], alone) == found["dbt_groups"]
