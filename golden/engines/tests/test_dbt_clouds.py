"""dbt models in warehouses of clouds: dbt's real adapters take the profile of each, from the lock that a bundle has.

No such warehouse is to be had here, so nothing is built: dbt parses, which reads the profile and makes the adapter.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from regauge_engines.cli import ROOT, generate
from regauge_engines.venvs import environment

RUNTIME = ROOT / "templates/runtime-python"
PRODUCT = """
apiVersion: regauge.dev/v1
kind: DataProduct
metadata: {name: clouds}
code: {paths: [dbt]}
catalogs: {lake: {type: jdbc, uri: {env: CATALOG_URI}, warehouse: {env: WAREHOUSE}}}
resources:
  flake:
    type: snowflake
    config: {account: {env: SF_ACCOUNT}, user: {env: SF_USER}, token: {secretRef: sf/token}, database: d, schema: s}
  bricks:
    type: databricks
    config: {host: {env: DBX_HOST}, http_path: {env: DBX_PATH}, schema: s, token: {secretRef: dbx/token}}
  query: {type: bigquery, config: {project: {env: BQ_PROJECT}, dataset: s, keyfile_json: {secretRef: bq/key}}}
  lake: {type: trino, config: {host: {env: TRINO_HOST}, catalog: c, schema: s}}
assets:
  - {key: a/one, run: {dbt: {select: one, resource: flake}}}
  - {key: a/two, run: {dbt: {select: two, resource: bricks}}}
  - {key: a/three, run: {dbt: {select: three, resource: query}}}
  - {key: a/four, run: {dbt: {select: four, resource: there}}}
  - {key: a/five, run: {dbt: five}}
jobs: [{name: build, select: ["*"]}]
""".replace("  lake: {type: trino", "  there: {type: trino")
MODELS = ("one", "two", "three", "four", "five")
KEY = {
    "type": "service_account",
    "project_id": "p",
    "private_key_id": "1",
    "private_key": "-----BEGIN PRIVATE KEY-----\nM\"'{{ x }}\n-----END PRIVATE KEY-----\n",
    "client_email": "a@p.example.com",
    "token_uri": "https://example.com/token",
}
SNOWFLAKE = {"account": "org-acc", "user": "ada", "database": "analytics", "schema": "marts"}
DATABRICKS = {"host": "dbx.example.com", "http_path": "/sql/1.0/warehouses/abc", "schema": "marts"}
BIGQUERY = {"project": "p", "dataset": "marts"}
HOSTILE = "a'b\"c: {{ env_var('HOME') }} #"
PROGRAM = """
import json, os, sys
import yaml
from regauge_runtime.dbt.warehouse import profile_of
kind, config, project, folder, without = json.loads(sys.stdin.read())
output, variables = profile_of(kind, config, "wh")
for field in without:
    del output[field]
open(folder + "/profiles.yml", "w").write(yaml.safe_dump({"any": {"target": "t", "outputs": {"t": output}}}))
os.environ.update(variables)
from dbt.adapters.factory import FACTORY
from dbt.cli.main import dbtRunner
words = ["--no-send-anonymous-usage-stats", "--log-level-file", "none", "--log-path", folder, "--quiet", "parse"]
words += ["--project-dir", project, "--profiles-dir", folder, "--target-path", folder + "/target"]
done = dbtRunner().invoke(words)
if done.exception is not None:
    print(json.dumps({"error": str(done.exception)}))
else:
    made = FACTORY.adapters[kind].config.credentials
    print(json.dumps({"nodes": sorted(done.result.nodes), "read": made.to_dict(omit_none=True)}, default=str))
"""


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clouds")
    product = folder / "clouds"
    (product / "dbt/models").mkdir(parents=True)
    (product / "product.yaml").write_text(PRODUCT)
    (product / "dbt/dbt_project.yml").write_text('name: clouds\nversion: "1.0"\nprofile: any\n')
    for name in MODELS:
        (product / f"dbt/models/{name}.sql").write_text("select 1 as id")
    (folder / "profiles.yml").write_text("any: {target: t, outputs: {t: {type: duckdb, path: ':memory:'}}}")
    dbt = environment(RUNTIME / "locks/dbt.txt") / "bin/dbt"
    line = [dbt, "--no-send-anonymous-usage-stats", "parse", "--project-dir", product / "dbt"]
    subprocess.run([*line, "--profiles-dir", folder], check=True, capture_output=True, cwd=folder)
    return product


@pytest.fixture(scope="module")
def dbt_python(product: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of the environment that a bundle of all four warehouses asks for."""
    home = generate(product, tmp_path_factory.mktemp("out"), "dagster")["dagster"]
    return environment(home / "locks/dbt.txt") / "bin/python"


def parsed(
    dbt_python: Path, product: Path, folder: Path, kind: str, config: dict[str, Any], without: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Returns what dbt has read of a profile, or its error; `without` are fields that are taken out of the profile."""
    asked = json.dumps([kind, config, str(product / "dbt"), str(folder), without])
    env = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "PYTHONPATH": str(RUNTIME / "src")}
    done = subprocess.run(
        [dbt_python, "-c", PROGRAM], input=asked, env=env, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.parametrize(
    ("kind", "config", "read"),
    [
        ("snowflake", SNOWFLAKE | {"password": HOSTILE, "role": "r"}, {"password": HOSTILE, "role": "r"}),
        (
            "snowflake",
            SNOWFLAKE | {"private_key": KEY["private_key"], "private_key_passphrase": "x"},
            {"private_key": KEY["private_key"], "private_key_passphrase": "x", "account": "org-acc"},
        ),
        ("snowflake", SNOWFLAKE | {"token": "t0k"}, {"token": "t0k", "authenticator": "oauth"}),
        ("databricks", DATABRICKS | {"token": HOSTILE, "catalog": "main"}, {"token": HOSTILE, "database": "main"}),
        (
            "databricks",
            DATABRICKS | {"client_id": "c", "client_secret": "s"},
            {"client_id": "c", "client_secret": "s", "auth_type": "oauth"},
        ),
        ("bigquery", BIGQUERY | {"location": "EU"}, {"method": "oauth", "location": "EU", "database": "p"}),
        (
            "bigquery",
            BIGQUERY | {"keyfile_json": json.dumps(KEY)},
            {"method": "service-account-json", "keyfile_json": KEY, "schema": "marts"},
        ),
    ],
)
def test_dbts_own_adapter_takes_the_profile(
    dbt_python: Path, product: Path, tmp_path: Path, kind: str, config: dict[str, Any], read: dict[str, Any]
) -> None:
    told = parsed(dbt_python, product, tmp_path, kind, config)
    assert told.get("nodes") == sorted(f"model.clouds.{name}" for name in MODELS), told
    assert {field: told["read"].get(field) for field in read} == read
    assert all(text not in (tmp_path / "profiles.yml").read_text() for text in (HOSTILE, "BEGIN PRIVATE", "t0k"))


@pytest.mark.parametrize(
    ("kind", "config", "field"),
    [
        ("snowflake", SNOWFLAKE | {"password": "p"}, "account"),
        ("databricks", DATABRICKS | {"token": "t"}, "schema"),
        ("bigquery", BIGQUERY, "method"),
    ],
)
def test_a_field_less_and_dbt_refuses_it(
    dbt_python: Path, product: Path, tmp_path: Path, kind: str, config: dict[str, Any], field: str
) -> None:
    told = parsed(dbt_python, product, tmp_path, kind, config, (field,))
    assert "nodes" not in told, told
    assert field in told["error"] or "authentication method" in told["error"], told
