"""Models of a semantic layer: the files that arrive, what Cube is asked, and what its answers mean."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from pyarrow.fs import S3FileSystem
from regauge_engines.cube_server import JOBS, META, CubeServer

from regauge_runtime.semantic import cube
from regauge_runtime.semantic.cube import Cube
from support import Home, Json, check, sql

SECRET = "canary-of-the-layer"
MODEL = """cubes:
  - name: "revenue"
    sql: "select * from gold.revenue"
    measures:
      - name: "total"
        type: "sum"
        sql: "total"
"""

EARS = """
import json, os, pathlib
def hear(event):
    with pathlib.Path(os.environ["REGAUGE_DATA"], "heard").open("a") as file:
        file.write(json.dumps(event) + "\\n")
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CubeServer]:
    (tmp_path / "cube").mkdir()
    with CubeServer(SECRET, folder=tmp_path / "cube") as server:
        yield server


@pytest.fixture
def shop(home: Home, server: CubeServer) -> Home:
    """A table and its model, whose layer is a folder and the Cube that reads it."""
    home.env = {"REGAUGE_SECRET_CUBE_SECRET": SECRET}
    secret = {"secretRef": {"name": "cube", "key": "secret", "source": "kubernetes"}}
    config = {"models": str(server.folder), "url": server.url, "secret": secret}
    home.plan["resources"]["cube"] = {"name": "cube", "type": "cube", "config": config}
    home.asset("gold/revenue", sql("select 1 as total"), partitioned=False)
    model(home, "revenue", MODEL)
    home.asset("cube/revenue", run("revenue"), partitioned=False, silent=True, waits=[1.0])
    home.plan["assets"][-1]["upstream"] = [{"asset": "gold/revenue", "mapping": "all", "isRead": False}]
    home.save()
    assert home.step("gold/revenue")["status"] == "success"
    return home


def run(*models: str, rollups: bool = True, layer: bool = True) -> Json:
    """A run of models that have one measure each."""
    rollup = [{"name": "by_day", "measures": ["total"], "dimensions": []}] if rollups else []
    told = [{"name": name, "measures": [{"name": "total", "type": "sum"}], "rollups": rollup} for name in models]
    return {"kind": "semantic", "models": told} | ({"layer": "cube"} if layer else {})


def model(home: Home, name: str, text: str) -> None:
    folder = home.path / "model/cubes"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yml").write_text(text)


def files(server: CubeServer) -> dict[str, str]:
    assert server.folder is not None
    return {str(path.relative_to(server.folder)): path.read_text() for path in server.folder.rglob("*.*")}


def test_a_model_arrives_and_its_rollups_are_built_once(shop: Home, server: CubeServer) -> None:
    result = shop.step("cube/revenue")
    assert result["status"] == "success", result.get("error")
    assert result["metadata"]["semantic"] == {"models": ["revenue"], "written": 1, "removed": 0, "built": 1}
    assert files(server) == {"sales_shop/cube__revenue/revenue.yml": MODEL}
    assert server.built == [["revenue"]] and server.calls[0] == f"GET {META}" and server.calls[1] == f"POST {JOBS}"
    again = shop.step("cube/revenue", attempt=2)
    assert again["metadata"]["alreadyPublished"] and server.built == [["revenue"]]


def test_what_has_changed_is_written_and_what_is_no_model_any_more_goes(shop: Home, server: CubeServer) -> None:
    assert shop.step("cube/revenue")["status"] == "success"
    assert server.folder is not None
    (server.folder / "own.yml").write_text(MODEL.replace("revenue", "own"))
    same = shop.step("cube/revenue", cause="manual:2")
    assert (same["metadata"]["semantic"]["written"], len(server.built)) == (0, 2)
    shop.plan["assets"][-1]["run"] = run("orders")
    shop.save()
    model(shop, "orders", MODEL.replace("revenue", "orders"))
    told = shop.step("cube/revenue", cause="manual:3")["metadata"]["semantic"]
    assert told == {"models": ["orders"], "written": 1, "removed": 1, "built": 1}
    assert sorted(files(server)) == ["own.yml", "sales_shop/cube__revenue/orders.yml"]


def test_without_rollups_nothing_is_built_and_without_a_layer_nobody_is_asked(shop: Home, server: CubeServer) -> None:
    shop.plan["assets"][-1]["run"] = run("revenue", rollups=False)
    shop.save()
    assert shop.step("cube/revenue")["metadata"]["semantic"]["built"] == 0
    assert server.calls == [f"GET {META}"]
    shop.plan["assets"][-1]["run"] = run("revenue", layer=False)
    shop.save()
    assert shop.step("cube/revenue", cause="manual:2")["metadata"]["semantic"] == {"models": ["revenue"]}
    assert server.calls == [f"GET {META}"]


@pytest.mark.parametrize(
    ("answer", "headers", "code", "wait"),
    [(503, {"Retry-After": "7"}, 75, 7.0), (429, {}, 75, None), (400, {}, 70, None), (302, {}, 70, None)],
)
def test_what_an_answer_means(
    shop: Home, server: CubeServer, answer: int, headers: dict[str, str], code: int, wait: float | None
) -> None:
    server.answers.append((answer, headers))
    result = shop.step("cube/revenue")
    assert result["exitCode"] == code and f"HTTP {answer}" in result["error"]["message"], result
    if wait is not None:
        assert result["retry"] == {"again": True, "waitSeconds": wait}
    assert shop.step("cube/revenue", attempt=2)["status"] == "success"
    assert server.built == [["revenue"]]


def test_a_wrong_secret_is_refused_and_not_told(shop: Home, server: CubeServer) -> None:
    shop.env = {"REGAUGE_SECRET_CUBE_SECRET": "another-canary"}
    result = shop.step("cube/revenue")
    assert result["exitCode"] == 70 and "HTTP 403" in result["error"]["message"], result
    assert "canary" not in str(result)


@pytest.mark.parametrize("status", ["failure: no such table", "missing_partition"])
def test_a_build_that_failed_is_tried_again(shop: Home, server: CubeServer, status: str) -> None:
    server.statuses = ["processing", status]
    result = shop.step("cube/revenue")
    assert (result["exitCode"], result["error"]["code"]) == (75, "CUBE_BUILD") and status in result["error"]["message"]
    assert result["retry"]["again"]
    server.statuses = ["done"]
    assert shop.step("cube/revenue", attempt=2)["status"] == "success"
    assert len(server.built) == 2


def test_a_cube_that_reads_elsewhere_is_told_of(
    shop: Home, server: CubeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cube.Cube.require_models, "__defaults__", (0.5,))
    server.folder, server.cubes = None, {"revenue": ["day"]}
    result = shop.step("cube/revenue")
    assert (result["exitCode"], result["error"]["code"]) == (75, "CUBE_MODEL"), result
    assert "Cube has no revenue.total" in result["error"]["message"]
    server.cubes = {}
    assert "Cube has no model revenue" in shop.step("cube/revenue")["error"]["message"]
    assert server.built == []


def test_builds_that_go_on_are_an_end_of_the_attempt(server: CubeServer) -> None:
    server.folder, server.cubes, server.statuses = None, {"revenue": ["total"]}, ["processing"]
    with pytest.raises(Exception, match="still builds") as raised:
        Cube(server.url, SECRET).build(["revenue"], seconds=0.5)
    assert getattr(raised.value, "code", None) == "TIMEOUT"


def test_nobody_is_told_when_what_it_reads_is_blocked(shop: Home, server: CubeServer) -> None:
    shop.plan["assets"][0]["checks"] = [check("never", {"kind": "row_count", "min": 5}, "block")]
    shop.save()
    assert shop.step("gold/revenue", cause="manual:2")["exitCode"] == 21
    blocked = shop.step("cube/revenue", cause="manual:2")
    assert (blocked["exitCode"], blocked["status"]) == (20, "blocked"), blocked
    assert server.calls == [] and files(server) == {}


def test_hooks_hear_of_the_publication(shop: Home, server: CubeServer) -> None:
    events = ["publish.start", "publish.end"]
    shop.code("ears", EARS)
    action = {"kind": "python", "entrypoint": "ears:hear"}
    shop.plan["hooks"] = {
        "ears": {"name": "ears", "events": events, "action": action, "priority": 100, "policy": "raise",
                 "timeoutSeconds": 20, "assets": ["cube/revenue"], "tags": {}}
    }  # fmt: skip
    shop.save()
    assert shop.step("cube/revenue")["status"] == "success"
    schema = json.loads((Path(__file__).parents[1] / "schemas/hooks/publish.json").read_text())
    heard: list[Any] = [json.loads(line) for line in (shop.data / "heard").read_text().splitlines()]
    for event in heard:
        fastjsonschema.validate(schema, event)
    assert [(one["event_type"], one["target_system"], one["tables"], one["status"]) for one in heard] == [
        ("publish.start", "cube", ["revenue"], "started"),
        ("publish.end", "cube", ["revenue"], "success"),
    ]


@pytest.mark.parametrize("place", ["ftp://host/model", "models:///x"])
def test_a_place_that_is_none_is_a_configuration(shop: Home, server: CubeServer, place: str) -> None:
    shop.plan["resources"]["cube"]["config"] = {"models": place}
    shop.save()
    result = shop.step("cube/revenue")
    assert result["exitCode"] == 78 and place in result["error"]["message"], result


@pytest.mark.parametrize("setting", ["models", "url"])
def test_a_setting_that_an_environment_has_empty_is_told_of(shop: Home, server: CubeServer, setting: str) -> None:
    shop.plan["resources"]["cube"]["config"][setting] = {"env": "CUBE_SETTING"}
    shop.env["CUBE_SETTING"] = ""
    shop.save()
    result = shop.step("cube/revenue")
    assert (result["exitCode"], result["error"]["code"]) == (78, "CUBE_LAYER"), result
    assert files(server) == {} and server.calls == []


def test_models_go_to_an_object_store(shop: Home, s3: str) -> None:
    shop.env = {
        "AWS_ENDPOINT_URL": s3,
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_REGION": "us-east-1",
    }
    shop.plan["resources"]["cube"]["config"] = {"models": "s3://lake/model"}
    shop.save()
    # A process of its own: what Arrow knows of S3 it reads once.
    done = shop.process("cube/revenue")
    assert done.code == 0, done.err
    assert done.result["metadata"]["semantic"] == {"models": ["revenue"], "written": 1, "removed": 0}
    there = S3FileSystem(access_key="x", secret_key="x", region="us-east-1", endpoint_override=s3)
    with there.open_input_stream("lake/model/sales_shop/cube__revenue/revenue.yml") as file:
        assert file.read().decode() == MODEL
    assert shop.process("cube/revenue", cause="manual:2").result["metadata"]["semantic"]["written"] == 0
