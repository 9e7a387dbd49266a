"""What a plugin's code raises is told as the plugin's, in the words of ingestion: category, code, message."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from regauge_runtime import function_call
from regauge_runtime.errors import Blocked, Failure, failure_of
from regauge_runtime.ingest.connectors import fetch
from regauge_runtime.plugin_code import FILE, PluginError, plugin_of
from support import Home, check

# The classes of httpx, by their names and members alone: a plugin may use any library.
LIBRARY = """
class Answer:
    def __init__(self, status, **headers):
        self.status_code, self.headers = status, headers


class HTTPStatusError(Exception):
    def __init__(self, status, **headers):
        super().__init__(f"the shop says {status}")
        self.response = Answer(status, **headers)


class RequestError(Exception):
    pass


class ConnectError(RequestError):
    pass


class UnsupportedProtocol(RequestError):
    pass


class Limited(Exception):
    regauge_category = "RESOURCE"
"""
RAISES: list[tuple[str, str, int, str]] = [
    ("HTTPStatusError(503)", "TRANSIENT", 75, "HTTP_503"),
    ("HTTPStatusError(429, **{'Retry-After': '7'})", "TRANSIENT", 75, "RATE_LIMITED"),
    ("HTTPStatusError(401)", "PERMANENT", 70, "AUTH_FAILED"),
    ("HTTPStatusError(404)", "PERMANENT", 78, "SOURCE_NOT_FOUND"),
    ("ConnectError('no route')", "TRANSIENT", 75, "UNREACHABLE"),
    ("RequestError('cut off')", "TRANSIENT", 75, "UNREACHABLE"),
    ("UnsupportedProtocol('gopher')", "PERMANENT", 78, "INVALID_URL"),
    ("KeyError('id')", "PERMANENT", 70, "KeyError"),
    ("ValueError('no number')", "PERMANENT", 78, "ValueError"),
    ("MemoryError()", "RESOURCE", 71, "RESOURCE"),
    ("Limited('enough')", "RESOURCE", 71, "Limited"),
    ("SystemExit(75)", "TRANSIENT", 75, "EXIT_75"),
]
CONNECTOR = """
from acme_library import *


class Shop:
    def validate_config(self, config):
        return config.get("fine", True)

    def test_connection(self, config):
        return True

    def get_schema(self, config):
        return None

    def fetch_data(self, config):
        yield {"id": 1}
        raise ERROR
"""


def plugin(code: Path, **modules: str) -> None:
    """Puts a plugin of these modules into a folder of code."""
    for name, text in {"acme_library": LIBRARY, **modules}.items():
        (code / f"{name}.py").write_text(text, encoding="utf-8")
    told = {"version": 1, "plugins": [{"name": "acme", "version": "1.2.0", "modules": sorted(modules)}]}
    (code / FILE).write_text(json.dumps(told), encoding="utf-8")


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of code that this process imports from, for one test."""
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if name.startswith("acme"):
            del sys.modules[name]


def told(call: Callable[[], Any]) -> Failure:
    with pytest.raises(PluginError) as raised:
        call()
    assert raised.value.plugin == "acme 1.2.0" and raised.value.__cause__ is not None
    return failure_of(raised.value)


@pytest.mark.parametrize(("raised", "category", "exit_code", "code_of_it"), RAISES)
def test_a_source_tells_category_code_and_whose_it_is(
    code: Path, raised: str, category: str, exit_code: int, code_of_it: str
) -> None:
    plugin(code, acme_shop=CONNECTOR.replace("ERROR", raised))
    failure = told(lambda: fetch("shop", {}, "acme_shop:Shop"))
    assert (failure.category, failure.exit_code, failure.code) == (category, exit_code, code_of_it)
    assert failure.message.startswith("plugin acme 1.2.0: ")


@pytest.mark.parametrize("how", ["raise ERROR", "yield {'id': 1}\n    raise ERROR"])
@pytest.mark.parametrize(("raised", "category", "exit_code", "code_of_it"), RAISES)
def test_a_function_tells_it_also_while_its_rows_are_read(
    code: Path, how: str, raised: str, category: str, exit_code: int, code_of_it: str
) -> None:
    body = how.replace("ERROR", raised)
    plugin(code, acme_rows=f"from acme_library import *\n\n\ndef rows():\n    {body}\n")
    failure = told(lambda: list(function_call.call("acme_rows:rows", {})))
    assert (failure.category, failure.exit_code, failure.code) == (category, exit_code, code_of_it)
    assert failure.message.startswith("plugin acme 1.2.0: ")


def test_how_long_the_other_side_asks_to_wait_is_kept(code: Path) -> None:
    plugin(code, acme_shop=CONNECTOR.replace("ERROR", "HTTPStatusError(429, **{'Retry-After': '7'})"))
    assert told(lambda: fetch("shop", {}, "acme_shop:Shop")).retry_after == 7.0


def test_settings_and_modules_that_are_wrong_are_the_plugins_too(code: Path) -> None:
    plugin(code, acme_shop=CONNECTOR, acme_broken="import acme_nowhere\n")
    refused = told(lambda: fetch("shop", {"fine": False}, "acme_shop:Shop"))
    assert (refused.code, refused.exit_code) == ("CONFIGURATION", 78)
    assert told(lambda: function_call.call("acme_broken:rows", {})).code == "IMPORT"
    assert told(lambda: function_call.call("acme_shop:gone", {})).code == "ENTRYPOINT"


def test_what_is_no_failure_and_what_is_the_products_own_are_as_before(code: Path) -> None:
    plugin(
        code,
        acme_ends="from regauge_runtime.errors import Blocked\n\n\ndef rows():\n    raise Blocked('later')\n",
    )
    with pytest.raises(Blocked):
        function_call.call("acme_ends:rows", {})
    (code / "acme_own.py").write_text("def rows():\n    raise ValueError('mine')\n")
    assert plugin_of("acme_own:rows") is None
    with pytest.raises(ValueError, match="mine"):
        function_call.call("acme_own:rows", {})


def test_the_error_of_a_step_says_it(home: Home) -> None:
    raised = CONNECTOR.replace("ERROR", "HTTPStatusError(503)")
    plugin(home.path / "code", acme_shop=raised)
    run = {"kind": "connector", "type": "shop", "entrypoint": "acme_shop:Shop", "config": {}}
    home.asset("bronze/orders", run, partitioned=False)
    error = home.process("bronze/orders").result["error"]
    assert (error["category"], error["code"]) == ("TRANSIENT", "HTTP_503")
    assert error["message"] == "plugin acme 1.2.0: connector shop: the shop says 503"


def test_the_error_of_a_check_and_of_a_hook_says_it(home: Home, tmp_path: Path) -> None:
    """Both run in a Python of their own, which may be another than the step's."""
    plugin(
        home.path / "code",
        acme_rules="def fine(rows):\n    raise KeyError('price')\n",
        acme_bell="def ring(event):\n    raise OSError('no bell')\n",
    )
    rule = check("fine", {"kind": "python", "entrypoint": "acme_rules:fine"}, "warn")
    home.asset("a/t", {"kind": "sql", "query": "select 1 as id"}, partitioned=False, checks=[rule])
    action = {"kind": "python", "entrypoint": "acme_bell:ring"}
    bell = {"name": "bell", "events": ["transform.start"], "assets": [], "tags": {}, "priority": 100}
    home.plan["hooks"] = {"bell": bell | {"failurePolicy": "log", "timeoutSeconds": 30, "action": action}}
    home.save()
    home.env["REGAUGE_TRACE"] = str(tmp_path / "trace")
    (told,) = home.process("a/t").result["checks"]
    assert told["status"] == "error"
    assert told["error"].endswith("plugin acme 1.2.0: acme_rules:fine: 'price'")
    lines = [json.loads(line) for line in (tmp_path / "trace").read_text().splitlines()]
    (hook,) = [line for line in lines if line["kind"] == "hook"]
    assert hook["error"]["message"] == "hook bell at transform.start: plugin acme 1.2.0: acme_bell:ring: no bell"
    assert hook["error"]["category"] == "TRANSIENT"
