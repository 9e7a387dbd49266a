"""The checks of a bundle's asset by the runtime, and as SQL written by hand, in turn: checks_and_sql.py HOME RUNS, run by the step's Python.

Prints a JSON object: the CPU seconds of each round by name. Imports and the making of the rows are in neither.
"""

import json
import sys
import time
from pathlib import Path

import duckdb

HOME, RUNS = Path(sys.argv[1]), int(sys.argv[2])
sys.path.insert(0, str(HOME / "code/src"))

from bench_orders import orders  # noqa: E402
from regauge_runtime.checks.run import CheckRun  # noqa: E402
from regauge_runtime.checks.tables import CheckedTable, CheckTables  # noqa: E402
from regauge_runtime.columns import storable  # noqa: E402
from regauge_runtime.plan import Plan  # noqa: E402
from regauge_runtime.step import parse_call, resolve_step  # noqa: E402
from regauge_runtime.stores import Stores  # noqa: E402
from regauge_runtime.values import Values  # noqa: E402

HAND = [
    "select (select coalesce(sum(n - 1), 0) from (select count(*) as n from orders group by id having n > 1)), (select count(*) from orders)",
    "select count(*) filter (where customer is null), count(*) from orders",
    "select count(*) filter (where amount < 0 or amount > 100000), count(*) from orders",
    "select count(*) filter (where country not in ('de', 'fr', 'it', 'es')), count(*) from orders",
    "select count(*) filter (where not regexp_matches(email, '[^@]+@[^@]+')), count(*) from orders",
    "select 0, count(*) from orders",
    "select count(*) filter (where (amount >= tax) is not true), count(*) from orders",
    "select 0, count(*) from orders where country = 'de'",
]


def by_hand(rows):
    """One connection, one query a check."""
    with duckdb.connect() as connection:
        connection.register("orders", rows)
        return [connection.execute(query).fetchone() for query in HAND]


def main():
    """Measures; both must find every row sound."""
    call = parse_call(["--home", str(HOME), "--asset", "bronze/orders", "--job", "bronze_orders", "--cause", "manual:1"])
    values = Values.load(HOME)
    step = resolve_step(call, Plan.load(HOME))
    rows = storable(orders())
    table = CheckedTable("orders", "bronze.orders", lambda cut: rows, rows.schema)
    tables = CheckTables(step, Stores(step.plan, values, step.data_dir), [table], [])
    costs = {"checks": [], "hand": []}
    # The first of each is thrown away: it fills caches.
    for run in range(RUNS + 1):
        for name, work in (("checks", lambda: CheckRun(step, values, tables, None).results()), ("hand", lambda: by_hand(rows))):
            start = time.process_time()
            found = work()
            if run:
                costs[name].append(time.process_time() - start)
            failed = [one["status"] != "passed" if name == "checks" else one[0] for one in found]
            assert len(found) == len(HAND) and not any(failed), found
    print(json.dumps(costs))


main()
