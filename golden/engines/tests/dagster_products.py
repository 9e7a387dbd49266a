"""Small products for the tests of Dagster: equal inner names, another domain, and a step that does as it is told."""

from __future__ import annotations

import textwrap
from pathlib import Path

from regauge_engines.cli import generate
from regauge_engines.dagster_run import DagsterBundle

PRODUCT = """
apiVersion: regauge.dev/v1
kind: DataProduct
metadata: {{name: days, domain: {domain}, owner: "team:{domain}", labels: {{tier: gold}}}}
code: {code}
defaults: {{timezone: Europe/Berlin, retry: {{max: 2, wait: PT1S}}, maxRuntime: PT5M}}
catalogs:
  lake: {{type: jdbc, uri: {{env: CATALOG_URI}}, warehouse: {{env: WAREHOUSE}}}}
resources: {{pg: {{type: postgres, config: {{dsn: {{env: PG_DSN}}}}}}}}
pools: {{lake: 2, narrow: 1}}
params:
  mode: {{type: string, default: ok}}
  marker: {{type: string, default: ""}}
partitions:
  day: {{daily: {{start: "2025-03-28", end: "2025-04-10"}}}}
  region: {{static: {{values: [eu, us], column: region}}}}
assets:
  - key: raw/days
    partitions: day
    pool: lake
    outputs: [{{columns: [{{name: amount, type: long, id: 12}}, {{name: who, type: string, id: 5, primaryKey: true}}]}}]
    run: {{python: "days.load:day"}}
    checks: [{{row_count: {{min: 1}}, onFail: warn}}]
  - key: clean/days
    description: Rows that may be read
    partitions: day
    pool: lake
    inputs: [raw/days]
    run: {{sql: "select * from raw.days"}}
    checks:
      - {{range: {{column: amount, min: 0}}, onFail: block}}
      - {{range: {{column: amount, max: 5}}, onFail: error, name: small_amounts}}
  - key: sums/days
    partitions: day
    inputs: [clean/days]
    run: {{sql: "select sum(amount) as amount from clean.days where partition_date = :partition"}}
  - key: ends/days
    partitions: day
    inputs: [sums/days]
    run: {{sql: "select amount from sums.days where partition_date = :partition"}}
  - key: regions
    partitions: region
    run: {{command: ["sh", "-c", "test -n \\"$REGAUGE_PARTITION\\""]}}
  - {{key: narrow/a, pool: narrow, run: {{python: "days.load:hold"}}}}
  - {{key: narrow/b, pool: narrow, run: {{python: "days.load:hold"}}}}
  - {{key: stuck/swallows, retry: 0, maxRuntime: PT3S, run: {{python: "days.load:swallow"}}}}
  # Long enough for the session to begin on a busy machine, which may take a quarter of a minute to start a step.
  - {{key: stuck/sleeps, retry: 0, maxRuntime: PT40S, resources: [pg], run: {{python: "days.load:pg_sleep"}}}}
jobs:
  - {{name: daily, select: ["+sums/days"], triggers: [{{cron: "30 2 * * *"}}], overlap: skip, catchup: true}}
  - {{name: latest, select: ["sums/days", "ends/days"], triggers: [{{cron: "0 6 * * 1"}}]}}
  - {{name: first, select: [narrow/a]}}
  - {{name: second, select: [narrow/b]}}
  - {{name: stuck, select: ["stuck/swallows", "stuck/sleeps"]}}
  - {{name: minutely, select: [regions], triggers: [{{cron: "* * * * *"}}]}}
environments:
  quiet: {{jobs: {{minutely: {{enabled: false}}}}, pools: {{lake: 7}}}}
"""

LOAD = '''
"""Makes a day's rows; what it is told to do otherwise stands in the parameter `mode`."""
import os
import pathlib
import time


def day(context, mode, marker):
    if mode == "wait":
        pathlib.Path(marker).write_text(str(os.getpid()))
        try:
            time.sleep(3600)
        except BaseException:
            time.sleep(3600)
    if mode == "flaky" and context.attempt == 1:
        raise ConnectionError("the source is down")
    if mode == "die" and context.attempt == 1:
        os.kill(os.getppid(), 9)
        os.kill(os.getpid(), 9)
    if mode == "wrong":
        raise SystemExit(70)
    if mode == "version":
        import sqlalchemy

        return [{{"amount": {amount}, "who": sqlalchemy.__version__}}]
    return [{{"amount": -1 if mode == "bad" else {amount}, "who": "{who}"}}]


def hold(context, marker):
    while not pathlib.Path(marker).exists():
        time.sleep(0.1)


def swallow(context):
    while True:
        try:
            time.sleep(1)
        except BaseException:
            pass


def pg_sleep(context, pg):
    pg.connect().execute("select pg_sleep(3600)")
'''


def bundle(folder: Path, domain: str, amount: int, lock: str | None = None) -> DagsterBundle:
    """Returns the Dagster bundle of a product of that domain, ready to run; `amount` is what each day has.

    `lock` is what the user's own environment is made of, as pinned requirements.
    """
    source = folder / domain
    code = "{paths: [src]}" if lock is None else "{paths: [src], lock: requirements.txt}"
    (source / "src/days").mkdir(parents=True)
    (source / "src/days/__init__.py").write_text("")
    if lock is not None:
        (source / "requirements.txt").write_text(lock)
    (source / "src/days/load.py").write_text(textwrap.dedent(LOAD.format(amount=amount, who=domain)).lstrip())
    (source / "product.yaml").write_text(PRODUCT.format(domain=domain, code=code).lstrip())
    return DagsterBundle.prepared(generate(source / "product.yaml", folder / f"{domain}-out", "dagster")["dagster"])


def variables(folder: Path) -> dict[str, str]:
    """Returns what gives a product an embedded catalog of its own."""
    return {"CATALOG_URI": "embedded", "WAREHOUSE": "unused", "REGAUGE_DATA": str(folder), "PG_DSN": "unused"}
