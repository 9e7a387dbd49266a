"""Writes the Dagster code of N assets as its author would by hand: `hand_dagster.py COUNT FOLDER`, a package `hand`.

The same assets, checks, retries and jobs as the product `specs.jobs(COUNT)` has, a module a group, a plain `@dg.asset` each.
"""

import os
import pathlib
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "measure"))
import specs  # noqa: E402

HEAD = '''import dagster as dg

from hand.common import RETRY, make

'''
ASSET = '''
@dg.asset(
    key=dg.AssetKey({key}),
    deps=[{deps}],
    group_name="{group}",
    description="Asset number {index} of the thin product, with a line of words",
    owners=["team:bench"],
    kinds={{"iceberg", "python"}},
    tags={{"tier": "gold"}},
    code_version="1",
    retry_policy=RETRY,
    check_specs=[dg.AssetCheckSpec("row_count", asset=dg.AssetKey({key}))],
)
def asset_{index}(context: dg.AssetExecutionContext):
    yield from make(context, {index})

'''
COMMON = '''import dagster as dg

RETRY = dg.RetryPolicy(max_retries=2, delay=60, backoff=dg.Backoff.EXPONENTIAL)


def make(context, index):
    rows = index
    yield dg.AssetCheckResult(check_name="row_count", passed=rows >= 1)
    yield dg.MaterializeResult(metadata={"rows": rows})
'''


def key(name: str) -> str:
    """Returns a key as code."""
    return "[" + ", ".join(f'"{part}"' for part in name.split("/")) + "]"


def main(count: int, folder: pathlib.Path) -> None:
    """Writes the package."""
    package = folder / "hand"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "common.py").write_text(COMMON)
    groups: dict[str, list[int]] = {}
    for index in range(count):
        groups.setdefault(specs.name(index).split("/")[0], []).append(index)
    for group, indices in groups.items():
        text = HEAD
        for index in indices:
            deps = ", ".join(f"dg.AssetKey({key(name)})" for name in specs.upstream(index))
            text += ASSET.format(key=key(specs.name(index)), deps=deps, group=group, index=index)
        (package / f"{group}.py").write_text(text)
    names = list(groups)
    text = f"import dagster as dg\n\nfrom hand import {', '.join(names)}\n\nJOBS = [\n"
    for first in range(0, len(names), 10):
        chosen = ", ".join(f'"{name}"' for name in names[first : first + 10])
        text += f'    dg.define_asset_job("hundred_{first // 10}", selection=dg.AssetSelection.groups({chosen})),\n'
    text += f"]\ndefs = dg.Definitions(assets=dg.load_assets_from_modules([{', '.join(names)}]), jobs=JOBS)\n"
    (package / "definitions.py").write_text(text)


if __name__ == "__main__":
    main(int(sys.argv[1]), pathlib.Path(sys.argv[2]))
