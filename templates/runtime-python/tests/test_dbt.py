"""Runs of kind dbt: a real dbt-core with dbt-duckdb in an environment of its own, and what is published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from regauge_engines.venvs import environment

from regauge_runtime.dbt.failures import dbt_error
from support import Home, Json, check, sql, statuses

LOCK = Path(__file__).parents[1] / "locks/dbt.txt"

PROJECT = """
name: shop
profile: shop
version: "1.0"
vars: {least: 0}
"""
MODELS = {
    "orders": "select id, customer, amount from {{ ref('raw_orders') }} where amount >= {{ var('least') }}",
    "customers": "select customer, sum(amount) as spent from {{ ref('orders') }} group by customer",
    "days": "{{ config(materialized='incremental', unique_key='id') }} select id, {{ var('factor', 1) }} * id as n,"
    " {% if is_incremental() %} 'later' {% else %} 'first' {% endif %} as run from {{ ref('raw_orders') }}",
    "outside": "select * from {{ source('crm', 'people') }}",
    "wide": "select 170141183460469231731687303715884105727::hugeint // 1000 as huge,"
    " '{{ env_var('GREETING') }}' as hi",
    "wrong": "select nothing from {{ ref('raw_orders') }}",
    "day": "select '{{ var('partition') }}' as seen, '{{ var('partition_start') }}' as begin, 1 as n",
}
SCHEMA = """
version: 2
sources:
  - {name: crm, schema: crm_prod, tables: [{name: people}]}
models:
  - name: orders
    columns:
      - {name: id, data_tests: [unique]}
      - name: amount
        data_tests:
          - accepted_values:
              name: usual
              arguments: {values: [10, 20], quote: false}
              config: {severity: warn}
      - name: customer
        data_tests: [{relationships: {name: known, arguments: {to: ref('raw_people'), field: name}}}]
"""
UNIQUE, USUAL, KNOWN = "unique_orders_id", "usual", "known"


@pytest.fixture(scope="module")
def dbt_python() -> Path:
    return environment(LOCK) / "bin/python"


@pytest.fixture
def shop(home: Home, dbt_python: Path) -> Home:
    """A project of two seeds and some models beside the product's code; the tables of the seeds are there."""
    project = home.path / "code/dbt"
    for folder in ("models", "seeds"):
        (project / folder).mkdir(parents=True)
    (project / "dbt_project.yml").write_text(PROJECT)
    (project / "models/schema.yml").write_text(SCHEMA)
    for name, text in MODELS.items():
        (project / f"models/{name}.sql").write_text(text)
    (project / "seeds/raw_orders.csv").write_text("id,customer,amount\n1,ada,10\n2,ada,20\n3,alan,-5\n")
    (project / "seeds/raw_people.csv").write_text("name\nada\nalan\n")
    home.env = {"REGAUGE_DBT_PYTHON_SALES_SHOP": str(dbt_python), "GREETING": "hello"}
    for seed in ("orders", "people"):
        query = f"select * from read_csv('{project}/seeds/raw_{seed}.csv')"
        home.asset(f"raw/{seed}", sql(query), partitioned=False)
        assert home.step(f"raw/{seed}")["status"] == "success"
    return home


def node(unique_id: str, **more: Any) -> Json:
    """A run of one node, which makes the table that the helper of the asset names."""
    models = [{"id": unique_id, "table": more.pop("table", ""), "keepsRows": more.pop("keepsRows", False)}]
    return {"kind": "dbt", "project": "dbt", "models": models, "command": "build", "reads": {}} | more


def model(home: Home, name: str, reads: dict[str, str] | None = None, **more: Any) -> Json:
    """Adds the asset of a model; `reads`: unique id → the asset that makes it."""
    reads, tests = reads or {}, more.pop("tests", {})
    run = node(f"model.shop.{name}", table=f"marts.{name}", **more.pop("run", {}))
    run["reads"] = {unique_id: key.replace("/", ".") for unique_id, key in reads.items()}
    checks = [check(one, {"kind": "dbt", "test": test}, on_fail) for one, (test, on_fail) in tests.items()]
    more = {"partitioned": False, "checks": [vars_of(one) for one in checks]} | more
    return home.asset(f"marts/{name}", run, reads=dict.fromkeys(reads.values(), "identity"), **more)


def vars_of(one: Json) -> Json:
    return {"name": one["name"], "test": one["test"], "on_fail": one["onFail"]}


def found_tests(home: Home) -> dict[str, tuple[str, str]]:
    """The tests of `orders` by name, with their unique ids, which hold a hash of dbt's: as its own parse says."""
    import json
    import subprocess

    folder = home.path / "parsed"
    folder.mkdir()
    output = {"type": "duckdb", "path": str(folder / "p.duckdb")}
    (folder / "profiles.yml").write_text(json.dumps({"shop": {"target": "t", "outputs": {"t": output}}}))
    dbt = Path(home.env["REGAUGE_DBT_PYTHON_SALES_SHOP"]).with_name("dbt")
    where = ["--project-dir", str(home.path / "code/dbt"), "--profiles-dir", str(folder), "--target-path", str(folder)]
    line = [str(dbt), "--no-send-anonymous-usage-stats", "--log-path", str(folder), "parse", *where]
    subprocess.run(line, check=True, capture_output=True, env=home.environment())
    nodes = json.loads((folder / "manifest.json").read_text())["nodes"]
    found = {one["name"]: unique_id for unique_id, one in nodes.items() if one["resource_type"] == "test"}
    return {UNIQUE: (found[UNIQUE], "block"), USUAL: (found[USUAL], "warn"), KNOWN: (found[KNOWN], "block")}


READS = {"seed.shop.raw_orders": "raw/orders", "seed.shop.raw_people": "raw/people"}


def test_models_follow_one_another_and_their_tests_are_checks(shop: Home) -> None:
    model(shop, "orders", READS, tests=found_tests(shop))
    model(shop, "customers", {"model.shop.orders": "marts/orders"})
    result = shop.step("marts/orders")
    assert result["status"] == "success", result
    assert statuses(result) == {UNIQUE: "passed", USUAL: "passed", KNOWN: "passed"}
    assert result["metadata"]["dbt"]["model"] == "model.shop.orders"
    assert [(row["id"], row["amount"]) for row in shop.rows("marts.orders")] == [(1, 10), (2, 20)]
    assert shop.step("marts/customers")["rows"] == {"marts.customers": 1}
    assert [(row["customer"], int(row["spent"])) for row in shop.rows("marts.customers")] == [("ada", 30)]


def test_a_test_that_fails_keeps_its_rows_from_readers_and_one_that_warns_does_not(shop: Home) -> None:
    (shop.path / "code/dbt/seeds/raw_orders.csv").write_text("id,customer,amount\n1,ada,10\n1,bob,30\n")
    assert shop.step("raw/orders", cause="manual:2")["status"] == "success"
    tests = found_tests(shop)
    model(shop, "orders", READS, tests=tests, audited=True)
    result = shop.step("marts/orders")
    assert (result["status"], result["exitCode"]) == ("failed", 21), result
    assert statuses(result) == {UNIQUE: "failed", USUAL: "warned", KNOWN: "failed"}
    unique = next(one for one in result["checks"] if one["name"] == UNIQUE)
    assert (unique["failedCount"], unique["totalCount"]) == (1, 2)
    assert unique["sample"] == [{"unique_field": 1, "n_records": 2}]
    assert "having count(*) > 1" in unique["query"]
    del tests[UNIQUE], tests[KNOWN]
    shop.plan["assets"] = [one for one in shop.plan["assets"] if one["key"] != "marts/orders"]
    model(shop, "orders", READS, tests=tests)
    assert shop.step("marts/orders", cause="manual:3")["status"] == "success"
    assert len(shop.rows("marts.orders")) == 2


def test_an_incremental_model_is_given_its_rows_and_a_full_refresh_is_not(shop: Home) -> None:
    model(shop, "days", {"seed.shop.raw_orders": "raw/orders"}, run={"keepsRows": True})
    assert shop.step("marts/days")["status"] == "success"
    assert {row["run"] for row in shop.rows("marts.days")} == {"first"}
    (shop.path / "code/dbt/seeds/raw_orders.csv").write_text("id,customer,amount\n3,alan,1\n4,ada,1\n")
    shop.step("raw/orders", cause="manual:2")
    shop.plan["assets"][-1]["run"]["vars"] = {"factor": 100}
    shop.save()
    assert shop.step("marts/days", cause="manual:2")["status"] == "success"
    rows = {row["id"]: (row["n"], row["run"]) for row in shop.rows("marts.days")}
    assert rows == {1: (1, "first"), 2: (2, "first"), 3: (300, "later"), 4: (400, "later")}
    shop.plan["assets"][-1]["run"]["fullRefresh"] = True
    shop.save()
    assert shop.step("marts/days", cause="manual:3")["status"] == "success"
    assert {row["id"]: row["run"] for row in shop.rows("marts.days")} == {3: "first", 4: "first"}


def test_a_seed_is_a_table(shop: Home) -> None:
    shop.asset("seed/people", node("seed.shop.raw_people", table="seed.people", command="seed"), partitioned=False)
    assert shop.step("seed/people")["rows"] == {"seed.people": 2}
    assert [row["name"] for row in shop.rows("seed.people")] == ["ada", "alan"]


def test_a_source_is_the_products_table_and_a_variable_the_runs(shop: Home) -> None:
    model(shop, "outside", {"source.shop.crm.people": "raw/people"})
    assert shop.step("marts/outside")["rows"] == {"marts.outside": 2}
    model(shop, "day", partitioned=True)
    assert shop.step("marts/day", "2024-01-02")["status"] == "success"
    (row,) = shop.rows("marts.day")
    assert (row["seen"], row["begin"][:10], row["partition_date"]) == ("2024-01-02", "2024-01-02", "2024-01-02")


def test_wide_integers_lose_nothing_and_the_environment_reaches_dbt(shop: Home) -> None:
    model(shop, "wide")
    assert shop.step("marts/wide")["status"] == "success"
    (row,) = shop.rows("marts.wide")
    assert (int(row["huge"]), row["hi"]) == (170141183460469231731687303715884105, "hello")


@pytest.mark.parametrize(
    ("name", "change", "exit_code", "code"),
    [
        ("wrong", "", 70, "DBT_SQL"),
        ("orders", "select * from {{ ref('nobody') }}", 70, "DBT_COMPILATION"),
        ("orders", "select '{{ env_var('NOBODY_SET_IT') }}' as x", 78, "ENV_VAR"),
        ("orders", "select 'x'::int as id", 72, "DBT_DATA"),
        ("gone", "", 78, "DBT_MODEL"),
    ],
)
def test_what_dbt_says_has_a_category(shop: Home, name: str, change: str, exit_code: int, code: str) -> None:
    if change:
        (shop.path / f"code/dbt/models/{name}.sql").write_text(change)
    model(shop, name, READS)
    result = shop.step(f"marts/{name}")
    assert (result["exitCode"], result["error"]["code"]) == (exit_code, code), result["error"]


def test_a_test_that_is_not_there_any_more_is_a_crashed_check(shop: Home) -> None:
    model(shop, "customers", {"model.shop.orders": "raw/orders"}, tests={"gone": ("test.shop.gone", "block")})
    (shop.path / "code/dbt/models/customers.sql").write_text("select 1 as customer")
    result = shop.step("marts/customers")
    assert (result["status"], result["error"]["code"]) == ("failed", "CHECK_CRASHED")
    assert "run dbt parse" in result["error"]["message"]


def test_without_an_environment_that_has_dbt_the_step_says_so(shop: Home) -> None:
    shop.env = {}
    model(shop, "orders", READS)
    result = shop.step("marts/orders")
    assert (result["exitCode"], result["error"]["code"]) == (78, "DBT_ENVIRONMENT")


@pytest.mark.parametrize(
    ("message", "category", "code"),
    [
        ("Runtime Error\n  IO Error: Could not read", "TRANSIENT", "DBT_IO"),
        ("Out of Memory Error: failed to allocate", "RESOURCE", "RESOURCE"),
        ("something else", "TRANSIENT", "DBT"),
    ],
)
def test_messages_that_no_test_here_can_provoke(message: str, category: str, code: str) -> None:
    failure = dbt_error(message, "dbt, model.shop.orders")
    assert (failure.regauge_category, failure.code) == (category, code)


def group(home: Home, key: str, names: list[str], reads: dict[str, str], **more: Any) -> Json:
    """Adds an asset of several models, each with a table of its own; `tests`: name → id, policy, model."""
    folder = key.rsplit("/", 1)[0]
    tests = more.pop("tests", {})
    checks = [
        {"name": name, "test": {"kind": "dbt", "test": test, "table": f"{folder}.{model}"}, "on_fail": on_fail}
        for name, (test, on_fail, model) in tests.items()
    ]
    kept = more.pop("keeps", [])
    models = [{"id": f"model.shop.{name}", "table": f"{folder}.{name}", "keepsRows": name in kept} for name in names]
    run = node("", **more.pop("run", {})) | {
        "models": models,
        "reads": {unique_id: other.replace("/", ".") for unique_id, other in reads.items()},
    }
    audited = more.pop("audited", False)
    asset = home.asset(
        key, run, reads=dict.fromkeys(reads.values(), "identity"), partitioned=False, checks=checks, silent=True, **more
    )
    asset["outputs"] = []
    for name in names:
        table = f"{folder}.{name}"
        output = {"name": name, "table": table, "write": "replace", "key": [], "isAudited": audited}
        asset["outputs"].append(output)
        home.plan["tables"][table] = {"name": table, "store": "local", "storeKind": "catalog", "producer": key}
    home.save()
    return asset


def test_several_models_of_one_step_have_a_table_each(shop: Home) -> None:
    tests = {name: (*found, "orders") for name, found in found_tests(shop).items()}
    # In another order than dbt makes them.
    group(shop, "marts/core", ["customers", "orders", "days"], READS, tests=tests, keeps=["days"])
    result = shop.step("marts/core")
    assert result["status"] == "success", result
    assert result["rows"] == {"marts.customers": 1, "marts.orders": 2, "marts.days": 3}
    assert statuses(result) == {UNIQUE: "passed", USUAL: "passed", KNOWN: "passed"}
    assert {(one["table"], one["totalCount"]) for one in result["checks"]} == {("marts.orders", 2)}
    assert result["metadata"]["dbt"]["models"]["marts.orders"]["model"] == "model.shop.orders"
    assert [(row["customer"], int(row["spent"])) for row in shop.rows("marts.customers")] == [("ada", 30)]
    assert shop.step("marts/core", cause="manual:2")["status"] == "success"
    assert {row["run"] for row in shop.rows("marts.days")} == {"later"}


def test_a_test_that_blocks_one_of_several_models_keeps_all_from_readers(shop: Home) -> None:
    tests = {name: (*found, "orders") for name, found in found_tests(shop).items()}
    group(shop, "marts/core", ["orders", "customers"], READS, tests=tests, audited=True)
    assert shop.step("marts/core")["status"] == "success"
    (shop.path / "code/dbt/seeds/raw_orders.csv").write_text("id,customer,amount\n1,ada,10\n1,ada,70\n")
    assert shop.step("raw/orders", cause="manual:2")["status"] == "success"
    result = shop.step("marts/core", cause="manual:2")
    assert (result["status"], result["exitCode"], result["error"]["code"]) == ("failed", 21, "CHECK_FAILED"), result
    assert statuses(result) == {UNIQUE: "failed", USUAL: "warned", KNOWN: "passed"}
    assert {one["table"]: one["isPublished"] for one in result["outputs"]} == {
        "marts.orders": False,
        "marts.customers": False,
    }
    assert [(row["customer"], int(row["spent"])) for row in shop.rows("marts.customers")] == [("ada", 30)]


def test_one_of_several_models_that_fails_leaves_all_as_they_were(shop: Home) -> None:
    (shop.path / "code/dbt/models/customers.sql").write_text("select nothing from {{ ref('orders') }}")
    (shop.path / "code/dbt/models/last.sql").write_text("select * from {{ ref('customers') }}")
    # `last` is left out by dbt, and it is not what failed.
    group(shop, "marts/core", ["last", "customers", "orders"], READS)
    result = shop.step("marts/core")
    assert (result["status"], result["error"]["code"]) == ("failed", "DBT_SQL")
    assert "model.shop.customers" in result["error"]["message"]
    assert result.get("outputs", []) == []
