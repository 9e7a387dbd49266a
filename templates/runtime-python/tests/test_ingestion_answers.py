"""What sources say when they refuse, in the words of real APIs: GitHub's limit, Salesforce's and OAuth's refusals."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from email.message import Message
from io import BytesIO
from typing import Any
from urllib.error import HTTPError

import pytest
from regauge_engines.github_server import GitHubServer
from regauge_engines.salesforce_server import SalesforceServer

from regauge_runtime.ingest.answers import answer_of
from regauge_runtime.ingest.outcome import IngestionError, outcome_of
from regauge_runtime.ingest.rest_cursor import asked, rest_config
from support import Home

TOKEN = "ghp_of-the-tests"
SOQL = "SELECT Id, SystemModstamp FROM Account WHERE SystemModstamp >= {incremental.start_value}"


def refusal(body: bytes, status: int = 400, **headers: str) -> HTTPError:
    told = Message()
    for name, value in headers.items():
        told[name.replace("_", "-")] = value
    return HTTPError("http://x", status, "no", told, BytesIO(body))


def refused(result: dict[str, Any]) -> IngestionError:
    error = outcome_of(result, "bronze/any").error
    assert error is not None, result
    return error


@pytest.fixture
def github() -> Iterator[GitHubServer]:
    with GitHubServer(TOKEN) as server:
        server.happen(1, "2026-03-01T00:00:00Z")
        yield server


@pytest.fixture
def salesforce() -> Iterator[SalesforceServer]:
    with SalesforceServer("3MVG9client", "of-the-client") as server:
        server.change(1, "2026-03-01T00:00:00+00:00", "One")
        yield server


def events(server: GitHubServer) -> dict[str, Any]:
    client = {"base_url": server.url, "auth": {"type": "bearer", "token": TOKEN}}
    resource = {"name": "events", "endpoint": {"path": "repos/octocat/hello-world/events"}}
    config = {"client": client, "resources": [resource]}
    source = "dlt.sources.rest_api:rest_api_source"
    return {"kind": "dlt", "source": source, "resource": "events", "args": {"config": config}}


def accounts(server: SalesforceServer, soql: str = SOQL, initial: str = "2026-01-01T00:00:00Z") -> dict[str, Any]:
    auth = {
        "type": "oauth2_client_credentials",
        "access_token_url": f"{server.url}/services/oauth2/token",
        "client_id": server.client[0],
        "client_secret": {"secretRef": {"name": "crm", "key": "secret", "source": "kubernetes"}},
    }
    endpoint = {"path": "services/data/v62.0/query", "params": {"q": soql}, "data_selector": "records"}
    config = {
        "client": {"base_url": server.url, "auth": auth, "paginator": {"type": "json_link", "next_url_path": "next"}},
        "resources": [{"name": "accounts", "endpoint": endpoint}],
    }
    return {
        "kind": "dlt",
        "source": "dlt.sources.rest_api:rest_api_source",
        "resource": "accounts",
        "args": {"config": config},
        "incremental": {"cursor": "SystemModstamp", "initialValue": initial},
    }


@pytest.mark.parametrize("kind", ["dlt", "connector"])
def test_a_403_of_who_asked_too_often_is_tried_again_when_it_may(home: Home, github: GitHubServer, kind: str) -> None:
    config = {"base_url": github.url, "endpoint": "repos/octocat/hello-world/events", "auth_token": TOKEN}
    run = events(github) if kind == "dlt" else {"kind": "connector", "type": "rest_api", "config": config}
    home.asset("bronze/events", run, partitioned=False)
    github.limit(600)
    error = refused(home.step("bronze/events"))
    assert (error.category, error.code) == ("TRANSIENT", "RATE_LIMITED")
    assert error.retry_after_seconds is not None and 500 < error.retry_after_seconds < 602
    assert "API rate limit exceeded for user ID 583231." in error.message


def test_a_token_that_is_refused_is_still_permanent(home: Home, github: GitHubServer) -> None:
    run = events(github)
    run["args"]["config"]["client"]["auth"]["token"] = "an-old-one"
    home.asset("bronze/events", run, partitioned=False)
    error = refused(home.step("bronze/events"))
    assert (error.category, error.code) == ("PERMANENT", "AUTH_FAILED")


def test_a_client_that_oauth_does_not_know_is_permanent(home: Home, salesforce: SalesforceServer) -> None:
    home.env["REGAUGE_SECRET_CRM_SECRET"] = "another"
    home.asset("bronze/accounts", accounts(salesforce), partitioned=False)
    result = home.step("bronze/accounts")
    error = refused(result)
    assert (error.category, error.code, result["exitCode"]) == ("PERMANENT", "AUTH_FAILED", 70)
    assert "invalid client credentials" in error.message


def test_what_the_source_says_can_be_mapped(home: Home, salesforce: SalesforceServer) -> None:
    home.env["REGAUGE_SECRET_CRM_SECRET"] = "of-the-client"
    home.asset("bronze/accounts", accounts(salesforce), partitioned=False)
    salesforce.is_used_up = True
    assert refused(home.step("bronze/accounts")).code == "AUTH_FAILED"
    rule = {"match": "REQUEST_LIMIT_EXCEEDED", "category": "TRANSIENT", "code": "RATE_LIMITED"}
    home.plan["assets"][-1]["errors"] = {"map": [rule]}
    home.save()
    error = refused(home.step("bronze/accounts", cause="manual:2"))
    assert (error.category, error.code) == ("TRANSIENT", "RATE_LIMITED")


def test_a_refused_query_says_why_and_no_secret(home: Home, salesforce: SalesforceServer) -> None:
    home.env["REGAUGE_SECRET_CRM_SECRET"] = "of-the-client"
    home.asset("bronze/accounts", accounts(salesforce, "SELECT of-the-client FROM Account"), partitioned=False)
    result = home.step("bronze/accounts")
    error = refused(result)
    assert error.code == "HTTP_400" and "MALFORMED_QUERY: unexpected token" in error.message
    assert "of-the-client" not in json.dumps(result)


def test_the_assets_cursor_is_what_the_request_asks_for(home: Home, salesforce: SalesforceServer) -> None:
    home.env["REGAUGE_SECRET_CRM_SECRET"] = "of-the-client"
    home.asset("bronze/accounts", accounts(salesforce), partitioned=False, write="append")
    assert home.step("bronze/accounts", cause="manual:1")["rows"] == {"bronze.accounts": 1}
    salesforce.change(2, "2026-03-01T00:00:00+00:00", "Two, of the same instant")
    assert home.step("bronze/accounts", cause="manual:2")["rows"] == {"bronze.accounts": 1}
    assert [text.rpartition(" ")[2] for text in salesforce.asked] == [
        "2026-01-01T00:00:00Z",
        "2026-03-01T00:00:00.000+00:00",
    ]


def test_a_key_has_the_name_of_its_column_not_of_the_sources_field(home: Home, salesforce: SalesforceServer) -> None:
    home.env["REGAUGE_SECRET_CRM_SECRET"] = "of-the-client"
    run = accounts(salesforce, SOQL.replace("Id,", "Id, Name,"))
    home.asset("bronze/accounts", run, partitioned=False, write="merge", merge_key=["id"])
    assert home.step("bronze/accounts", cause="manual:1")["rows"] == {"bronze.accounts": 1}
    # Changed again within the cursor's instant: a row of a known key, and not the row that is known.
    salesforce.change(1, "2026-03-01T00:00:00+00:00", "One, renamed")
    assert home.step("bronze/accounts", cause="manual:2")["rows"] == {"bronze.accounts": 1}
    assert [row["name"] for row in home.rows("bronze.accounts")] == ["One, renamed"]


def test_an_instant_is_asked_for_with_the_colon_of_its_offset() -> None:
    assert asked("2026-03-01T00:45:00.000+0000") == "2026-03-01T00:45:00.000+00:00"
    assert asked("2026-03-01T00:45:00-0530") == "2026-03-01T00:45:00-05:30"
    for other in ("2026-03-01T00:45:00Z", "2026-03-01", "A+0000", 20260301, None):
        assert asked(other) == other


def test_a_resource_that_has_a_cursor_keeps_it() -> None:
    own = {"name": "a", "endpoint": {"path": "a", "incremental": {"cursor_path": "b", "start_param": "since"}}}
    other = {"name": "b", "endpoint": {"path": "b"}}
    config = {"client": {}, "resources": [own, other, "c"]}
    assert rest_config(config, "a", {"cursor": "x"}) == config
    assert rest_config({"client": {}}, "a", {"cursor": "x"})["resources"] == ["a"]
    cursor = rest_config(config, "b", {"cursor": "x", "initialValue": 1})["resources"][1]["endpoint"]["incremental"]
    assert cursor == {"cursor_path": "x", "convert": asked, "initial_value": 1}


def test_an_answer_is_read_as_far_as_it_can_be() -> None:
    assert answer_of(ValueError("no answer at all")).words == ""
    assert answer_of(refusal(b"<html>")).words == ""
    assert answer_of(refusal(b'["text"]')).words == "" and answer_of(refusal(b"[]")).words == ""
    assert answer_of(refusal(b'{"error": {"nested": 1}, "message": "' + b"m" * 900 + b'"}')).words == "m" * 300
    assert answer_of(refusal(b'{"message": "' + b"m" * 70_000 + b'"}')).words == ""
    limit = {"x_ratelimit_remaining": "0"}
    assert answer_of(refusal(b"", 403, **limit, x_ratelimit_reset="30")).wait == 30.0
    assert answer_of(refusal(b"", 403, **limit, x_ratelimit_reset="soon")).wait is None
    for endless in ("inf", "nan", "1e999"):
        assert answer_of(refusal(b"", 403, **limit, x_ratelimit_reset=endless)).wait is None
    in_a_minute = f"{(time.time() + 60) * 1000:.0f}"
    assert 50 < (answer_of(refusal(b"", 403, **limit, x_ratelimit_reset=in_a_minute)).wait or 0) < 70
    assert answer_of(refusal(b"", 403, **limit, x_ratelimit_reset="1700000000")).wait == 0.0
    assert not answer_of(refusal(b"", 403, x_ratelimit_remaining="3")).is_limit
