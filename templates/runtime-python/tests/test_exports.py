"""Rows that are sent to a system outside: what arrives, in which batches, and what a refusal means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from regauge_engines.sink_server import SinkServer

from support import Home, Json, sql


@pytest.fixture
def sink() -> Iterator[SinkServer]:
    with SinkServer(token="s3cr3t") as server:
        yield server


def export(home: Home, sink: SinkServer, query: str, **run: Any) -> Json:
    """A table and its export; the secret is a variable's."""
    home.asset("a/t", sql(query), partitioned=False)
    assert home.step("a/t")["status"] == "success"
    home.env = {"REGAUGE_SECRET_CRM_TOKEN": "s3cr3t"}
    plan: Json = {
        "kind": "export",
        "sink": "rest_api",
        "secret": {"secretRef": {"name": "crm", "key": "token", "source": "env"}},
        "config": {"base_url": sink.url, "endpoint": "/contacts"},
        "batchSize": 2,
    }
    more = {name: run.pop(name) for name in ("errors", "waits") if name in run}
    return home.asset("crm/sync", plan | run, partitioned=False, silent=True, reads={"a/t": "all"}, **more)


FIVE = "select id, 'p' || id as name from (values (3), (1), (5), (2), (4)) t(id)"


def test_rows_arrive_in_batches_with_a_key_each(home: Home, sink: SinkServer) -> None:
    export(home, sink, FIVE, fieldMapping={"id": "Id"})
    result = home.step("crm/sync")
    assert result["status"] == "success", result.get("error")
    assert result["rows"] == {"rest_api": 5} and result["metadata"]["export"] == {"batches": 3, "refused": 0}
    assert [one.body for one in sink.taken] == [[{"Id": 1}, {"Id": 2}], [{"Id": 3}, {"Id": 4}], [{"Id": 5}]]
    assert {(one.method, one.path, one.headers["authorization"]) for one in sink.taken} == {
        ("POST", "/contacts", "Bearer s3cr3t")
    }
    assert len({one.key for one in sink.taken}) == 3 and all(len(one.key) == 32 for one in sink.taken)
    again = home.step("crm/sync", attempt=2)
    assert again["metadata"]["alreadyPublished"] and len(sink.taken) == 3
    other = home.step("crm/sync", cause="manual:2")
    assert other["status"] == "success" and len({one.key for one in sink.taken}) == 6


def test_the_attempt_after_a_failure_sends_the_same_batches(home: Home, sink: SinkServer) -> None:
    export(home, sink, FIVE, waits=[1.0])
    sink.answers.extend([(204, {}), (503, {"Retry-After": "7"})])
    failed = home.step("crm/sync")
    assert (failed["exitCode"], failed["error"]["category"]) == (75, "TRANSIENT"), failed
    assert failed["retry"] == {"again": True, "waitSeconds": 7.0}
    # Files in another order are the same rows.
    home.table("a.t").overwrite(home.arrow("a.t").sort_by([("id", "descending")]))
    assert home.step("crm/sync", attempt=2)["status"] == "success"
    assert sink.taken[0].key == sink.taken[2].key and sink.taken[1].key == sink.taken[3].key
    assert sorted(row["id"] for row in sink.rows) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("policy", "code", "status"), [("fail", 65, "failed"), ("retry", 75, "failed"), ("warn", 0, "success")]
)
def test_a_batch_that_is_refused_keeps_no_other_from_its_way(
    home: Home, sink: SinkServer, policy: str, code: int, status: str
) -> None:
    export(home, sink, FIVE, errors={"onPartial": policy})
    sink.answers.extend([(204, {}), (422, {})])
    result = home.step("crm/sync")
    assert (result["exitCode"], result["status"]) == (code, status), result
    assert sorted(row["id"] for row in sink.rows) == [1, 2, 5]
    said = result["metadata"]["partial"] if status == "success" else result["error"]["message"]
    assert said.startswith("2 of 5 rows were refused") and "HTTP 422" in said


@pytest.mark.parametrize(
    ("answer", "exit_code", "sent"), [(401, 70, 1), (404, 70, 1), (429, 75, 1), (500, 75, 1), (400, 70, 3)]
)
def test_what_an_answer_means(home: Home, sink: SinkServer, answer: int, exit_code: int, sent: int) -> None:
    export(home, sink, FIVE)
    sink.answers.extend([(answer, {})] * 3)
    result = home.step("crm/sync")
    assert result["exitCode"] == exit_code and f"HTTP {answer}" in result["error"]["message"], result
    assert len(sink.taken) == sent and not sink.rows


def test_nobody_there_is_transient_and_names_no_secret(home: Home, sink: SinkServer) -> None:
    asset = export(home, sink, FIVE)
    asset["run"]["config"]["base_url"] = "http://127.0.0.1:1/s3cr3t"
    home.save()
    result = home.step("crm/sync")
    assert result["exitCode"] == 75 and "s3cr3t" not in str(result), result


def test_types_that_json_lacks(home: Home, sink: SinkServer) -> None:
    query = (
        "select 1.50::decimal(9,2) as d, date '2024-01-02' as day, timestamptz '2024-01-02 03:04:05+00' as at, "
        "'x'::blob as b, [1, 2] as l, {'a': 1} as s, null::int as n"
    )
    export(home, sink, query, config={"base_url": sink.url, "endpoint": "in", "method": "PUT", "rows_key": "rows"})
    assert home.step("crm/sync")["status"] == "success"
    assert sink.taken[0].method == "PUT" and sink.taken[0].body == {
        "rows": [{
            "d": "1.50", "day": "2024-01-02", "at": "2024-01-02T03:04:05+00:00", "b": "eA==", "l": [1, 2],
            "s": {"a": 1}, "n": None,
        }]
    }  # fmt: skip
    home.plan["assets"][0]["run"]["query"] = "select 'NaN'::double as x"
    home.save()
    home.step("a/t", cause="manual:2")
    assert home.step("crm/sync", cause="manual:2")["exitCode"] == 72


def test_a_sink_of_the_product(home: Home, sink: SinkServer) -> None:
    (home.path / "code" / "src" / "sinks").mkdir()
    (home.path / "code" / "src" / "sinks" / "files.py").write_text(
        "import json\nfrom pathlib import Path\n\n\ndef send(rows, config, key):\n"
        "    with Path(config['path']).open('a') as out:\n        out.write(json.dumps([key, rows]) + '\\n')\n"
    )
    out = home.path / "sent.jsonl"
    asset = export(home, sink, FIVE, config={"path": str(out)})
    asset["run"]["sink"] = "files"
    home.save()
    assert home.step("crm/sync")["status"] == "success" and len(out.read_text().splitlines()) == 3
    home.plan["assets"][-1]["run"]["sink"] = "fax"
    home.save()
    result = home.step("crm/sync", cause="manual:2")
    assert result["exitCode"] == 78 and "no module sinks.fax" in result["error"]["message"]


def test_a_column_that_is_not_there_is_said(home: Home, sink: SinkServer) -> None:
    export(home, sink, FIVE, fieldMapping={"mail": "Email"})
    result = home.step("crm/sync")
    assert result["exitCode"] == 72 and "no column mail" in result["error"]["message"] and not sink.taken
