"""What the matrix showed: a compact file, and the page that people read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from regauge_engines.cli import ROOT

if TYPE_CHECKING:
    from regauge_engines.mutations.matrix import Seen

RESULTS = ROOT / "golden/mutations/results.json"
PAGE = ROOT / "docs/mutation-matrix.md"


def write(seen: Seen, unsound: dict[str, int], products: int, each: int, kinds: Sequence[str]) -> None:
    """Writes both; where only some kinds were tried, what is known of the others stays."""
    engines = {
        engine: {
            schema: {"loaded": row.loaded, "refused": row.refused, "places": sorted(row.places)}
            for schema, row in sorted(rows.items())
        }
        for engine, rows in seen.items()
    }
    never = sorted(schema for schema in unsound if all(schema not in rows for rows in seen.values()))
    if kinds:
        known = json.loads(RESULTS.read_text("utf-8"))
        engines = {engine: known["engines"][engine] | rows for engine, rows in engines.items()}
        never = sorted({kind for kind in known["neverSound"] if kind not in kinds} | set(never))
    results = {"products": products, "each": each, "engines": engines, "neverSound": never}
    RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", "utf-8")
    PAGE.write_text(page(results), "utf-8")


def page(results: dict[str, Any]) -> str:
    """Returns the page of some results."""
    engines = results["engines"]
    schemas = sorted({schema for rows in engines.values() for schema in rows})
    lines = [
        "# What a change of one value changes in each engine",
        "",
        "Written by `./golden/mutations/matrix --write`: each kind of value of "
        f"{results['products']} compact products, changed by itself in up to {results['each']} of them.",
        "Every changed product was generated and loaded by the engine: Airflow's serialized DAGs, Dagster's repository",
        "snapshot with steps and jobs, Argo's objects. A cell has the changes that were loaded, and in how many places",
        "of the engine's own object they show beside the step's plan; `plan` says that the step alone reads it.",
        "`golden/mutations/README.md` tells how it is judged.",
        "",
        "| value | " + " | ".join(sorted(engines)) + " |",
        "|---|" + "---|" * len(engines),
    ]
    for schema in schemas:
        cells = [_cell(engines[engine].get(schema)) for engine in sorted(engines)]
        lines.append(f"| `{schema}` | " + " | ".join(cells) + " |")
    if results["neverSound"]:
        kinds = ", ".join(f"`{schema}`" for schema in results["neverSound"])
        lines += ["", f"No change of these by itself gave a sound product: {kinds}."]
    return "\n".join(lines) + "\n"


def _cell(row: dict[str, Any] | None) -> str:
    if row is None:
        return "-"
    own = [place for place in row["places"] if place != "plan"]
    loaded = f"{row['loaded']}: {f'{len(own)} places' if own else 'plan'}" if row["loaded"] else ""
    refused = f"{row['refused']} refused" if row["refused"] else ""
    return ", ".join(filter(None, [loaded, refused])) or "-"
