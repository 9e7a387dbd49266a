"""The example of three sources on Dagster, Airflow, Argo and the local runner: GitHub, Salesforce and PostgreSQL.

GitHub's and Salesforce's servers are the tests' own and speak as those APIs are documented; PostgreSQL is real.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from regauge_engines.cli import ROOT, generate
from regauge_engines.github_server import GitHubServer
from regauge_engines.postgres import Postgres
from regauge_engines.salesforce_server import SalesforceServer
from regauge_engines.sides import Given, each_side

RUNNERS = ("local", "dagster", "airflow", "argo")
TABLES = ("bronze.github_events", "bronze.salesforce_accounts", "bronze.postgres_orders")


@dataclass(frozen=True)
class Sources:
    """The three, each with as much as takes more than one page."""

    github: GitHubServer
    salesforce: SalesforceServer
    postgres: Postgres
    dsn: str

    def begin(self) -> None:
        """Makes the sources as they are before the first run of a runner."""
        self.github.events.clear()
        for number in range(1, 251):
            self.github.happen(number, f"2026-03-01T{number // 60:02d}:{number % 60:02d}:00Z")
        self.salesforce.accounts.clear()
        for number in range(1, 46):
            self.salesforce.change(number, f"2026-03-01T00:{number:02d}:00+00:00", f"Account {number}")
        self.salesforce.change(46, "2025-12-31T00:00:00+00:00", "before the first instant that is asked for")
        for statement in (
            "drop table if exists orders",
            "create table orders (order_id bigint primary key, customer text, total numeric(12,2), "
            "updated_at timestamptz)",
            "insert into orders select n, 'c' || n % 7, n * 1.25, timestamptz '2026-03-01Z' + n * interval '1 minute' "
            "from generate_series(1, 30) n",
        ):
            self.postgres.execute(statement, "shop")

    def go_on(self) -> None:
        """Changes something in each, and has GitHub refuse for the next seconds."""
        self.github.happen(251, "2026-03-02T00:00:00Z")
        self.salesforce.change(7, "2026-03-02T00:00:00+00:00", "Account 7, renamed")
        self.salesforce.change(47, "2026-03-02T00:00:01+00:00", "Account 47")
        self.postgres.execute("update orders set total = 99.5, updated_at = '2026-03-02Z' where order_id = 3", "shop")
        self.postgres.execute("insert into orders values (31, 'c31', 1, '2026-03-02 00:00:01Z')", "shop")
        self.github.limit(3)


@dataclass(frozen=True)
class Told:
    """What a runner left, and what the sources were asked by its second run."""

    trace: list[dict[str, Any]]
    pages_of_github: int
    pages_of_salesforce: int
    refused: int
    soql: list[str]

    def rows(self, table: str) -> list[dict[str, Any]]:
        (found,) = [event for event in self.trace if event["kind"] == "table" and event["table"] == table]
        return [dict(zip(found["columns"], row, strict=True)) for row in found["rows"]]


@pytest.fixture(scope="module")
def sources() -> Iterator[Sources]:
    postgres = Postgres()
    postgres.start()
    try:
        dsn = postgres.database("shop", "psycopg")
        with GitHubServer("ghp_of-the-tests") as github, SalesforceServer("3MVG9client", "s3cret", 20) as salesforce:
            yield Sources(github, salesforce, postgres, dsn)
    finally:
        postgres.stop()


@pytest.fixture(scope="module")
def told(sources: Sources, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """Two runs of each runner: all that there is, then what is new."""
    given = Given(
        {
            "GITHUB_URL": sources.github.url,
            "SALESFORCE_URL": sources.salesforce.url,
            "SALESFORCE_TOKEN_URL": f"{sources.salesforce.url}/services/oauth2/token",
        },
        {
            "github": {"token": sources.github.token},
            "salesforce": {
                "client-id": sources.salesforce.client[0],
                "client-secret": sources.salesforce.client[1],
            },
            "orders-db": {"dsn": sources.dsn},
        },
    )
    bundles = generate(ROOT / "examples/three-sources", tmp_path_factory.mktemp("bundles"))
    left = {}
    for side in each_side(bundles, tmp_path_factory.mktemp("sides"), given):
        sources.begin()
        asked, refused, soql = len(sources.github.asked), sources.github.refused, len(sources.salesforce.asked)
        followed = sources.salesforce.followed
        side.run("hourly", [""])
        pages = len(sources.github.asked) - asked
        further = sources.salesforce.followed - followed
        sources.go_on()
        side.run("hourly", [""])
        trace = [json.loads(line) for line in side.trace().read_text("utf-8").splitlines()]
        left[side.name] = Told(trace, pages, further, sources.github.refused - refused, sources.salesforce.asked[soql:])
    return left


@pytest.mark.parametrize("runner", RUNNERS)
def test_all_pages_of_all_sources_come_and_then_what_changed(runner: str, told: dict[str, Told]) -> None:
    events, accounts, orders = (told[runner].rows(table) for table in TABLES)
    assert sorted(int(row["id"]) - 22_249_084_000 for row in events) == list(range(1, 252))
    names = {row["id"]: row["name"] for row in accounts}
    assert len(accounts) == 46 and len(names) == 46
    assert names["001D00000000007IAA"] == "Account 7, renamed" and names["001D00000000047IAA"] == "Account 47"
    totals = {row["order_id"]: float(row["total"]) for row in orders}
    assert sorted(totals) == list(range(1, 32)) and totals[3] == 99.5 and totals[4] == 5.0


@pytest.mark.parametrize("runner", RUNNERS)
def test_the_links_of_both_are_followed(runner: str, told: dict[str, Told]) -> None:
    assert told[runner].pages_of_github == 3
    # 45 of the 46 accounts are younger than the first instant: 20, 20 and 5.
    assert told[runner].pages_of_salesforce == 2


@pytest.mark.parametrize("runner", RUNNERS)
def test_the_second_query_begins_where_the_first_ended(runner: str, told: dict[str, Told]) -> None:
    first, second = told[runner].soql
    assert ">= 2026-01-01T00:00:00.000+00:00" in first
    assert ">= 2026-03-01T00:45:00.000+00:00" in second


@pytest.mark.parametrize("runner", RUNNERS)
def test_a_limit_of_github_is_waited_for(runner: str, told: dict[str, Told]) -> None:
    assert told[runner].refused == 1
    ended = [
        (event["status"], event["attempt"])
        for event in told[runner].trace
        if event["kind"] == "asset" and event["asset"] == "bronze/github_events" and event["status"] != "started"
    ]
    assert ended[-1] == ("success", 2)


@pytest.mark.parametrize("runner", RUNNERS[1:])
def test_the_runners_have_the_same_rows(runner: str, told: dict[str, Told]) -> None:
    for table in TABLES:
        assert sorted(told[runner].rows(table), key=str) == sorted(told["local"].rows(table), key=str)
