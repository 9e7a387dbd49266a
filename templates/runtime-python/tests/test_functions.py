"""How functions get arguments and what they may return (semantics 26)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from support import Home, Json, command, python, sql

CODE = """
import pyarrow as pa
from regauge_runtime import Result
from regauge_runtime.errors import Transient, Permanent

def table(context, up): return up.append_column('doubled', pa.array([v * 2 for v in up.column('v').to_pylist()]))
def batches(context): return iter(pa.table({'v': [1, 2, 3]}).to_batches(2))
def reader(context): return pa.table({'v': [1]}).to_reader()
def rows(context, size, word='x'): return [{'v': i, 'w': word} for i in range(size)]
def listed(up: list[dict]): return [{'n': len(up), 'kind': type(up).__name__}]
def everything(**all): return [{'names': ','.join(sorted(all))}]
def wants(context, nobody): return []
def told(context): return Result(metadata={'url': 'http://x'}, rows={'made.elsewhere': 7})
def told_with_data(context): return Result(metadata={'k': 1}, data=[{'v': 1}])
def later(context): raise Transient('busy', retry_after=90)
def never(context): raise Permanent('gone')
def leaves(context): raise SystemExit(72)
def done(context): raise SystemExit(0)
def odd(context): return 42
def about(context):
    import os
    return [{'p': context.partition, 's': context.partition_start, 'e': context.partition_end, 'a': context.attempt,
             'k': context.run_key, 'env': os.environ['REGAUGE_PARTITION_START'],
             'param': os.environ['REGAUGE_PARAM_SIZE'],
             'mode': os.environ['MODE'], 'cwd': os.getcwd()}]
def resource(geo, api): return [{'v': geo['place'], 'base': api.config['base_url'], 'token': api.config['token']}]
def token_names(context):
    import os
    return [{'names': ','.join(sorted(name for name, value in os.environ.items() if value == 's3cret-value'))}]
def connect(place): return {'place': place}
"""


@pytest.fixture
def coded(home: Home, request: pytest.FixtureRequest) -> Home:
    sys.modules.pop("functions", None)
    sys.path[:] = [entry for entry in sys.path if not entry.endswith("/code/src") and not entry.endswith("/code")]
    home.code("functions", CODE)
    home.plan["params"] = {"size": {"name": "size", "type": "int", "defaultValue": 2}}
    home.asset("u/up", sql("select unnest([1, 2]) as v"))
    home.step("u/up", "2024-01-01")
    return home


def run(home: Home, function: str, **more: object) -> Json:
    home.asset("f/out", python(f"functions:{function}"), **more)  # type: ignore[arg-type]
    return home.step("f/out", "2024-01-01")


def test_inputs_by_name(coded: Home) -> None:
    assert run(coded, "table", reads={"u/up": "identity"})["rows"] == {"f.out": 2}
    assert sorted(row["doubled"] for row in coded.rows("f.out")) == [2, 4]


@pytest.mark.parametrize(("function", "count"), [("batches", 3), ("reader", 1), ("rows", 2)])
def test_what_may_be_returned(coded: Home, function: str, count: int) -> None:
    assert run(coded, function)["rows"] == {"f.out": count}


def test_params_are_typed_and_defaults_stay(coded: Home) -> None:
    coded.asset("f/out", python("functions:rows"))
    assert coded.step("f/out", "2024-01-01", size="3")["rows"] == {"f.out": 3}
    assert {row["w"] for row in coded.rows("f.out")} == {"x"}
    with pytest.raises(Exception, match="parameter size is 'x', not of type int"):
        coded.step("f/out", "2024-01-01", size="x")


def test_annotations_choose_the_shape(coded: Home) -> None:
    run(coded, "listed", reads={"u/up": "identity"})
    assert [(row["n"], row["kind"]) for row in coded.rows("f.out")] == [(2, "list")]


def test_all_that_is_given(coded: Home) -> None:
    run(coded, "everything", reads={"u/up": "identity"})
    assert coded.rows("f.out")[0]["names"] == "context,size,up"


def test_an_unknown_argument_is_permanent(coded: Home) -> None:
    result = run(coded, "wants")
    assert result["exitCode"] == 70
    assert result["error"]["message"] == "functions:wants wants an argument nobody; given are context, size"


def test_the_context_and_the_variables(coded: Home) -> None:
    run(coded, "about", env={"MODE": "strict"})
    row = coded.rows("f.out")[0]
    assert (row["p"], row["s"].isoformat(), row["e"].isoformat()) == (
        "2024-01-01",
        "2024-01-01T00:00:00+00:00",
        "2024-01-02T00:00:00+00:00",
    )
    assert (row["a"], row["k"], row["env"]) == (1, "shop/daily/2024-01-01/manual:1", "2024-01-01T00:00:00Z")
    assert (row["param"], row["mode"], Path(row["cwd"])) == ("2", "strict", coded.path / "code")


def test_results_and_records_of_functions_with_their_own_io(coded: Home) -> None:
    result = run(coded, "told", silent=True)
    assert (result["status"], result["metadata"], result["rows"]) == (
        "success",
        {"url": "http://x"},
        {"made.elsewhere": 7},
    )
    again = coded.step("f/out", "2024-01-01", attempt=2)
    assert again["metadata"]["alreadyPublished"]
    rows = coded.rows("regauge.records")
    assert [(row["asset"], row["partition"], row["status"], row["rows"]) for row in rows] == [
        ("f/out", "2024-01-01", "passed", "7")
    ]


def test_a_result_with_data(coded: Home) -> None:
    result = run(coded, "told_with_data")
    assert (result["metadata"], result["rows"]) == ({"k": 1}, {"f.out": 1})


@pytest.mark.parametrize(
    ("function", "code", "category"),
    [
        ("later", 75, "TRANSIENT"),
        ("never", 70, "PERMANENT"),
        ("leaves", 72, "VALIDATION"),
        ("odd", 72, "VALIDATION"),
        ("missing", 70, "PERMANENT"),
    ],
)
def test_failures(coded: Home, function: str, code: int, category: str) -> None:
    result = run(coded, function, waits=[1.0])
    assert (result["status"], result["exitCode"], result["error"]["category"]) == ("failed", code, category)
    if function == "later":
        assert result["retry"] == {"again": True, "waitSeconds": 90.0}


def test_leaving_with_zero_is_no_failure(coded: Home) -> None:
    assert run(coded, "done")["status"] == "success"


def test_resources_and_secrets(coded: Home) -> None:
    token = {"secretRef": {"name": "shop-api", "key": "token", "source": "env"}}
    coded.plan["resources"] = {
        "geo": {"name": "geo", "type": "python", "factory": "functions:connect", "config": {"place": {"env": "PLACE"}}},
        "api": {"name": "api", "type": "http", "config": {"base_url": "http://x", "token": token}},
    }
    missing = run(coded, "resource", resources=["geo", "api"])
    assert (missing["exitCode"], missing["error"]["code"]) == (78, "CONFIGURATION")
    assert "resource geo.place: the value PLACE is not set" in missing["error"]["message"]
    coded.env = {"PLACE": "Paris"}
    secret = coded.step("f/out", "2024-01-01")
    assert (
        "the secret shop-api/token (env) is not set: the process has no REGAUGE_SECRET_SHOP_API_TOKEN"
        in secret["error"]["message"]
    )
    coded.env |= {"SHOP_API_TOKEN": "s3cret-value"}
    assert coded.step("f/out", "2024-01-01")["status"] == "success"
    assert coded.rows("f.out")[0]["token"] == "s3cret-value"


def test_a_step_sees_the_secrets_alone_that_its_asset_names(coded: Home) -> None:
    token = {"secretRef": {"name": "shop-api", "key": "token", "source": "kubernetes"}}
    coded.env = {"REGAUGE_SECRET_SHOP_API_TOKEN": "s3cret-value"}
    assert run(coded, "token_names", env={"TOKEN": token})["status"] == "success"
    assert coded.rows("f.out")[0]["names"] == "TOKEN"
    coded.asset("f/out", python("functions:token_names"))
    assert coded.step("f/out", "2024-01-02")["status"] == "success"
    assert {row["partition_date"]: row["names"] for row in coded.rows("f.out")}["2024-01-02"] == ""


def test_secrets_are_hidden_in_messages(coded: Home) -> None:
    token = {"secretRef": {"name": "db", "key": "password", "source": "kubernetes"}}
    coded.plan["resources"] = {"wh": {"name": "wh", "type": "postgres", "config": {"dsn": token}}}
    coded.env = {"REGAUGE_SECRET_DB_PASSWORD": "postgresql://nobody:hidden@127.0.0.1:1/none"}
    coded.asset("s/out", sql("select 1 as v", engine="wh"))
    result = coded.step("s/out", "2024-01-01")
    assert result["status"] == "failed" and "hidden" not in str(result)


def test_environment_files(coded: Home) -> None:
    (coded.path / "env").mkdir()
    (coded.path / "env" / "prod.json").write_text('{"name": "prod", "values": {"PLACE": "Rome"}}')
    coded.plan["resources"] = {
        "geo": {"name": "geo", "type": "python", "factory": "functions:connect", "config": {"place": {"env": "PLACE"}}}
    }
    coded.code("functions", CODE + "\ndef place(geo): return [geo]\n")
    coded.env = {"REGAUGE_ENV": "prod", "PLACE": "Paris"}
    run(coded, "place", resources=["geo"])
    assert coded.rows("f.out")[0]["place"] == "Rome"
    coded.env = {"REGAUGE_ENV": "nope"}
    assert coded.step("f/out", "2024-01-02")["exitCode"] == 78


def test_commands(home: Home) -> None:
    words = '[*sys.argv[1:], os.environ["REGAUGE_PARTITION"], os.environ["REGAUGE_ATTEMPT"]]'
    script = f'import os, sys; open("out.txt", "w").write(" ".join({words}))'
    home.asset(
        "c/run", command(sys.executable, "-c", script, "{{ partition }}", "$HOME; x", templated=True), silent=True
    )
    assert home.step("c/run", "2024-01-02")["status"] == "success"
    assert (home.path / "code" / "out.txt").read_text() == "2024-01-02 $HOME; x 2024-01-02 1"
    home.asset("c/plain", command("sh", "-c", 'test "$1" = "{{ partition }}"', "sh", "{{ partition }}"), silent=True)
    assert home.step("c/plain", "2024-01-02")["status"] == "success"


def test_commands_find_the_code(home: Home) -> None:
    home.code("tool", "import sys\nsys.exit(0 if sys.argv[1:] == ['x'] else 70)\n")
    home.asset("c/run", command(sys.executable, "-m", "tool", "x"), silent=True)
    assert home.step("c/run", "2024-01-02")["status"] == "success"


@pytest.mark.parametrize(("code", "exit_code"), [(1, 75), (65, 65), (70, 70), (71, 71), (72, 72), (75, 75), (78, 78)])
def test_command_exit_codes(home: Home, code: int, exit_code: int) -> None:
    home.asset("c/run", command("sh", "-c", f"exit {code}"), silent=True)
    result = home.step("c/run", "2024-01-02")
    assert (result["status"], result["exitCode"]) == ("failed", exit_code)


def test_a_command_that_is_not_there(home: Home) -> None:
    home.asset("c/run", command("./no-such-thing"), silent=True)
    assert home.step("c/run", "2024-01-02")["exitCode"] == 78
