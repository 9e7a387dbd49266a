"""Hooks: which events a step tells, to whom, in what order, and what becomes of a hook that fails or hangs."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from regauge_engines.loopback import LoopbackServer

from support import Home, Json, command, python, sql

SCHEMAS = Path(__file__).parents[1] / "schemas" / "hooks"
TOKEN = "canary-of-the-hooks"
CODE = """
import os, pathlib, sys, time
def made():
    return [{"id": 1}, {"id": 2}]
def copied(made):
    return made
def broken():
    raise ValueError("the token is " + os.environ["TOKEN"])
def hook(event):
    path = pathlib.Path(os.environ["REGAUGE_DATA"], "told")
    with path.open("a") as file:
        file.write(f"{event['event_type']} {os.environ['REGAUGE_HOOK']} {os.environ.get('TOKEN', '-')}\\n")
def hangs(event):
    time.sleep(600)
def refuses(event):
    raise SystemExit(20)
"""


class Listener(LoopbackServer):
    """Keeps what it is told; answers with `status`, and holds its answer back until `go`."""

    def __init__(self) -> None:
        self.told: list[Json] = []
        self.paths: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.status = 204
        self.go = threading.Event()
        self.go.set()
        super().__init__(_Handler, "listener")

    def events(self) -> list[str]:
        """Returns the events in the order in which they came."""
        return [event["event_type"] for event in self.told]


class _Handler(BaseHTTPRequestHandler):
    listener: Listener

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.listener.told.append(body)
        self.listener.paths.append(self.path)
        self.listener.headers.append(dict(self.headers))
        self.listener.go.wait(60)
        self.send_response(self.listener.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        yield server
        server.go.set()


def hook(name: str, action: Json, *events: str, **more: Any) -> dict[str, Json]:
    """Returns a hook as the plan has it."""
    plan: Json = {"name": name, "events": list(events), "assets": [], "tags": {}, "priority": 100}
    return {name: plan | {"failurePolicy": "log", "timeoutSeconds": 30, "action": action} | more}


def webhook(url: Any, **headers: Any) -> Json:
    return {"kind": "webhook", "url": url, "headers": headers}


def product(home: Home, *hooks: dict[str, Json], **more: Any) -> Home:
    """A product of two assets, the second of which reads the first."""
    home.code("shop_hooks", CODE)
    home.asset(
        "a/made",
        python("shop_hooks:made"),
        partitioned=False,
        checks=[{"name": "few", "test": {"kind": "row_count", "max": 1}, "onFail": "warn"}],
        tags={"tier": "gold"},
        **more,
    )
    home.asset("a/copied", sql("select * from a.made"), partitioned=False, reads={"a/made": "identity"})
    home.plan["hooks"] = {name: plan for one in hooks for name, plan in one.items()}
    home.save()
    return home


def valid(event: Json) -> None:
    """Judges an event by the schema of its group."""
    schema = json.loads((SCHEMAS / f"{event['event_type'].split('.')[0]}.json").read_text())
    fastjsonschema.validate(schema, event)


def traced(path: Path) -> list[Json]:
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    return [line for line in lines if line["kind"] == "hook"]


def test_a_step_tells_its_events_by_their_schemas(home: Home, listener: Listener) -> None:
    product(home, hook("all", webhook(listener.url + "/in")))
    assert home.step("a/made")["status"] == "success"
    first = ["transform.start", "transform.end", "quality.result", "publish.start", "publish.end"]
    assert listener.events() == first
    assert home.step("a/copied")["status"] == "success"
    assert listener.events()[5:] == [
        "transform.start",
        "transform.end",
        "publish.start",
        "publish.end",
        "lineage.edges",
    ]
    for event in listener.told:
        valid(event)
    made, checked, published, edges = listener.told[1], listener.told[2], listener.told[4], listener.told[-1]
    assert (made["tool"], made["status"], made["metrics"]["rows"]) == ("python", "success", 2)
    assert (made["run_id"], made["tags"]) == ("shop/daily/-/manual:1", {"tier": "gold"})
    assert (checked["check_name"], checked["passed"], checked["severity"]) == ("few", False, "warn")
    assert (published["target_system"], published["tables"]) == ("iceberg", ["a.made"])
    assert edges["edges"] == [{"from": "a.made", "to": "a.copied"}]
    assert edges["asset_keys"] == ["a/copied", "a/made"]
    assert home.step("a/made")["metadata"]["alreadyPublished"]
    assert len(listener.told) == 10, "what is done already is not told again"


def test_a_schema_refuses_what_it_does_not_know(home: Home, listener: Listener) -> None:
    product(home, hook("all", webhook(listener.url), "quality.result"))
    home.step("a/made")
    event = listener.told[0]
    valid(event)
    for wrong in ({"version": "2.0"}, {"passed": "no"}, {"sample": [{"id": 1}]}):
        with pytest.raises(fastjsonschema.JsonSchemaException):
            valid(event | wrong)


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({"assets": ["a/copied"]}, ["a/copied"]),
        ({"tags": {"tier": "gold"}}, ["a/made"]),
        ({"tags": {"tier": "gold"}, "assets": ["a/copied"]}, []),
        ({}, ["a/made", "a/copied"]),
    ],
)
def test_filters_choose_the_assets(home: Home, listener: Listener, filters: Json, told: list[str]) -> None:
    product(home, hook("some", webhook(listener.url), "publish.end", **filters))
    home.step("a/made")
    home.step("a/copied")
    assert [event["asset_key"] for event in listener.told] == told


def test_the_lower_priority_goes_first_and_then_the_name(home: Home, listener: Listener) -> None:
    url = listener.url
    product(
        home,
        hook("b", webhook(f"{url}/b"), "publish.start"),
        hook("a", webhook(f"{url}/a"), "publish.start"),
        hook("z", webhook(f"{url}/z"), "publish.start", priority=1),
    )
    home.step("a/made")
    assert listener.paths == ["/z", "/a", "/b"]


@pytest.mark.parametrize(("policy", "status"), [("ignore", "success"), ("log", "success"), ("raise", "failed")])
def test_a_policy_decides_what_a_failing_hook_does(
    home: Home, listener: Listener, policy: str, status: str, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    listener.status = 503
    home.env["REGAUGE_TRACE"] = str(tmp_path / "trace")
    product(
        home,
        hook("first", webhook(f"{listener.url}/1"), "transform.start", failurePolicy=policy),
        hook("second", webhook(f"{listener.url}/2"), "transform.start", failurePolicy="ignore"),
    )
    result = home.step("a/made")
    assert result["status"] == status
    assert listener.paths == ["/1", "/2"], "the others are told all the same"
    assert ("hook first at transform.start: HTTP 503" in capfd.readouterr().err) == (policy == "log")
    if policy == "raise":
        error = result["error"]
        assert (error["category"], error["code"], result["exitCode"]) == ("TRANSIENT", "HOOK_FAILED", 75)
    lines = traced(tmp_path / "trace")
    assert [(line["hook"], line["event"], line["status"]) for line in lines] == [
        ("first", "transform.start", "failed"),
        ("second", "transform.start", "failed"),
    ]


@pytest.mark.parametrize(("status", "category", "code"), [(404, "PERMANENT", 70), (302, "PERMANENT", 70)])
def test_an_answer_has_its_category(home: Home, listener: Listener, status: int, category: str, code: int) -> None:
    listener.status = status
    product(home, hook("one", webhook(listener.url), "transform.start", failurePolicy="raise"))
    result = home.step("a/made")
    assert (result["error"]["category"], result["exitCode"]) == (category, code)
    assert listener.paths == ["/"] or listener.paths == [""], "no redirect is followed"


def test_a_check_that_a_hook_refuses_publishes_nothing(home: Home, listener: Listener) -> None:
    listener.status = 500
    product(home, hook("one", webhook(listener.url), "quality.result", failurePolicy="raise"))
    result = home.step("a/made")
    assert result["error"]["code"] == "HOOK_FAILED"
    listener.status = 200
    assert home.step("a/made", attempt=2)["rows"] == {"a.made": 2}, "nothing was published before"


def test_a_hook_after_the_commit_takes_nothing_back(home: Home, listener: Listener) -> None:
    listener.status = 500
    product(home, hook("one", webhook(listener.url), "publish.end", failurePolicy="raise"))
    result = home.step("a/made")
    assert (result["status"], result["rows"]) == ("failed", {"a.made": 2})
    assert home.step("a/made", attempt=2)["metadata"]["publishedByAttempt"] == 1


@pytest.mark.parametrize("kind", ["webhook", "command", "python"])
def test_a_hook_that_hangs_is_cut_off(home: Home, listener: Listener, kind: str, tmp_path: Path) -> None:
    listener.go.clear()
    actions = {
        "webhook": webhook(listener.url),
        "command": {"kind": "command", "argv": ["sleep", "600"]},
        "python": {"kind": "python", "entrypoint": "shop_hooks:hangs"},
    }
    home.env["REGAUGE_TRACE"] = str(tmp_path / "trace")
    product(home, hook("slow", actions[kind], "transform.start", timeoutSeconds=1))
    began = time.monotonic()
    assert home.step("a/made")["status"] == "success"
    assert time.monotonic() - began < 300
    (line,) = traced(tmp_path / "trace")
    assert (line["status"], line["error"]["message"]) == (
        "killed",
        "hook slow at transform.start: it took longer than 1 s",
    )


def test_a_command_gets_the_event_and_the_step(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    text = 'cat > "$REGAUGE_DATA/$REGAUGE_HOOK"; echo "said by $REGAUGE_EVENT of $REGAUGE_ASSET ${TOKEN:-none}"'
    shell = {"kind": "command", "argv": ["sh", "-c", text]}
    product(home, hook("told", shell, "publish.end"), env={"TOKEN": TOKEN})
    assert home.step("a/made")["status"] == "success"
    valid(json.loads((home.data / "told").read_text()))
    out, err = capfd.readouterr()
    assert "said by publish.end of a/made none" in err, "the asset's own variables are the asset's"
    assert "said by" not in out, "stdout is the step's"


def test_a_function_gets_the_event(home: Home) -> None:
    function = {"kind": "python", "entrypoint": "shop_hooks:hook"}
    product(home, hook("told", function, "transform.start", "publish.end"), env={"TOKEN": TOKEN})
    assert home.step("a/made")["status"] == "success"
    assert (home.data / "told").read_text().splitlines() == ["transform.start told -", "publish.end told -"]


def test_a_hook_cannot_end_a_step_as_blocked(home: Home) -> None:
    function = {"kind": "python", "entrypoint": "shop_hooks:refuses"}
    product(home, hook("told", function, "transform.start", failurePolicy="raise"))
    result = home.step("a/made")
    assert (result["status"], result["exitCode"]) == ("failed", 75)


def test_slack_gets_one_line(home: Home, listener: Listener) -> None:
    product(home, hook("told", {"kind": "slack", "url": listener.url}, "quality.result"))
    home.step("a/made")
    assert listener.told == [{"text": "shop: quality.result a/made few warned"}]


def test_secrets_reach_the_address_and_nothing_else(
    home: Home, listener: Listener, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    secret = {"secretRef": {"name": "hook", "key": "token", "source": "kubernetes"}}
    home.env |= {"REGAUGE_SECRET_HOOK_TOKEN": TOKEN, "REGAUGE_TRACE": str(tmp_path / "trace")}
    listener.status = 403
    product(
        home,
        hook("told", webhook(listener.url, Authorization=secret), failurePolicy="log"),
        hook("lost", webhook(secret), failurePolicy="log"),
        env={"TOKEN": secret},
    )
    home.plan["assets"][0]["run"] = python("shop_hooks:broken")
    home.save()
    result = home.process("a/made").result
    assert result["status"] == "failed"
    assert {headers["Authorization"] for headers in listener.headers} == {TOKEN}
    assert "the token is ***" in json.dumps(listener.told)
    said = json.dumps(result) + json.dumps(listener.told) + (tmp_path / "trace").read_text() + str(capfd.readouterr())
    assert TOKEN not in said


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "no-address-at-all", "http://[::1"])
def test_an_address_is_one_of_the_web(home: Home, url: str) -> None:
    product(home, hook("told", webhook(url), "transform.start", failurePolicy="raise"))
    result = home.step("a/made")
    assert result["exitCode"] == 78
    assert url not in result["error"]["message"]


def test_a_failure_for_good_is_told_once(home: Home, listener: Listener) -> None:
    product(home, hook("told", webhook(listener.url), "asset.failed"), waits=[0.0])
    home.plan["assets"][0]["run"] = command("sh", "-c", "exit 75")
    home.save()
    assert home.process("a/made", attempt=1).code == 75
    assert listener.told == [], "it will be tried again"
    assert home.process("a/made", attempt=2).code == 75
    (event,) = listener.told
    valid(event)
    assert (event["status"], event["attempt"], event["error"]["category"]) == ("failed", 2, "TRANSIENT")


def test_a_step_that_is_killed_is_told_too(home: Home, listener: Listener) -> None:
    shell = {"kind": "command", "argv": ["sh", "-c", 'sleep 600 & cat > "$0"', str(home.path / "last")]}
    product(
        home,
        hook("told", webhook(listener.url), "asset.failed"),
        hook("left", shell, "asset.failed", failurePolicy="raise"),
        maxRuntimeSeconds=1,
    )
    home.plan["assets"][0]["run"] = command("sleep", "600")
    home.save()
    finished = home.process("a/made")
    assert (finished.code, finished.result["error"]["code"]) == (75, "TIMEOUT")
    (event,) = listener.told
    valid(event)
    assert (event["status"], event["error"]["code"]) == ("killed", "TIMEOUT")
    assert json.loads((home.path / "last").read_text())["event_type"] == "asset.failed"


def test_setup_and_noop_tell_nothing(home: Home, listener: Listener) -> None:
    product(home, hook("told", webhook(listener.url)))
    home.asset("a/point", {"kind": "noop"}, partitioned=False, silent=True)
    home.job(setup=command("true"))
    assert home.step("a/point")["status"] == "success"
    assert home.step("daily:setup")["status"] == "success"
    assert listener.told == []


def test_ingestion_has_events_of_its_own(home: Home, listener: Listener) -> None:
    (home.path / "code" / "src" / "connectors").mkdir()
    home.code(
        "connectors/stores",
        "def validate_config(config): return True\n"
        "def test_connection(config): return True\n"
        "def get_schema(config): return None\n"
        "def fetch_data(config): return [{'id': 1}]\n",
    )
    home.asset("in/stores", {"kind": "connector", "type": "stores", "config": {}}, partitioned=False, group="in")
    home.plan["hooks"] = hook("told", webhook(listener.url), "ingestion.start", "ingestion.end")
    home.save()
    assert home.step("in/stores")["status"] == "success"
    assert listener.events() == ["ingestion.start", "ingestion.end"]
    for event in listener.told:
        valid(event)
    end = listener.told[1]
    assert (end["table_name"], end["group_name"], end["metrics"]["rows"]) == ("in.stores", "in", 1)


def test_without_hooks_nothing_of_them_is_loaded(home: Home) -> None:
    product(home)
    home.code(
        "shop_hooks",
        CODE + "\ndef loaded():\n    assert not [m for m in sys.modules if '.hooks' in m]\n    return [{'id': 1}]\n",
    )
    home.plan["assets"][0]["run"] = python("shop_hooks:loaded")
    home.save()
    assert home.process("a/made").result["status"] == "success"
