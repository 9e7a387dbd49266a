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
FEWER = ROOT / "golden/mutations/fewer.txt"


def write(seen: Seen, products: int, each: int, kinds: Sequence[str]) -> None:
    """Writes both; where only some kinds were tried, what is known of the others stays."""
    engines = {
        engine: {
            schema: {
                "loaded": row.loaded,
                "refused": row.refused,
                "nothing": len(row.nothing),
                "places": sorted(row.places),
            }
            for schema, row in sorted(rows.items())
            if row.tried
        }
        for engine, rows in seen.items()
    }
    tried = {schema for rows in engines.values() for schema in rows}
    never = sorted({schema for rows in seen.values() for schema in rows} - tried)
    if kinds:
        known = json.loads(RESULTS.read_text("utf-8"))
        engines = {engine: known["engines"][engine] | rows for engine, rows in engines.items()}
        never = sorted({kind for kind in known["neverSound"] if kind not in kinds} | set(never))
    results = {"products": products, "each": each, "engines": engines, "neverSound": never}
    RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", "utf-8")
    PAGE.write_text(page(results), "utf-8")


def fewer(results: dict[str, Any]) -> list[str]:
    """Returns the kinds that were changed in fewer products than asked for on some engine."""
    kinds = {schema for rows in results["engines"].values() for schema in rows} | set(results["neverSound"])
    return sorted(
        kind for kind in kinds if any(_tried(rows.get(kind)) < results["each"] for rows in results["engines"].values())
    )


def reasons() -> dict[str, str]:
    """Returns why kinds are changed in fewer products, by the beginning of the kind; the longest counts."""
    rows = [line.split(": ", 1) for line in FEWER.read_text("utf-8").splitlines() if line and line[0] != "#"]
    return {kind: reason for kind, reason in rows}


def reason(kind: str, of: dict[str, str]) -> str:
    """Returns why a kind is changed in fewer products, and an empty text where nobody has said it."""
    known = [beginning for beginning in of if kind.startswith(beginning)]
    return of[max(known, key=len)] if known else ""


def page(results: dict[str, Any]) -> str:
    """Returns the page of some results."""
    engines = results["engines"]
    schemas = sorted({schema for rows in engines.values() for schema in rows})
    rows = [row for of in engines.values() for row in of.values()]
    rare = fewer(results)
    loaded, refused = sum(row["loaded"] for row in rows), sum(row["refused"] for row in rows)
    lines = [
        "# What a change of one value changes in each engine",
        "",
        f"Written by `./golden/mutations/matrix --write`: {len(schemas)} kinds of value, each changed by itself in",
        f"{results['each']} products or more for each engine. There are {results['products']} compact products; where",
        "fewer have a kind, the parts of those that have it are put into others. The run made",
        f"{loaded:,} bundles that an engine loaded, and {refused:,} products that a target refused:",
        "Airflow's serialized DAGs, Dagster's repository snapshot with steps and jobs, Argo's objects. A cell has the",
        "changes that were "
        "loaded, and in how many places of the engine's own object they show beside the step's plan; `plan` says that",
        "the step alone reads it. A changed bundle whose files for the engine are those of one of the last, byte by",
        "byte, is not loaded a second time.",
        "`golden/mutations/README.md` tells how it is judged.",
        "",
        "| value | " + " | ".join(sorted(engines)) + " |",
        "|---|" + "---|" * len(engines),
    ]
    for schema in schemas:
        cells = [_cell(engines[engine].get(schema)) for engine in sorted(engines)]
        lines.append(f"| `{schema}` | " + " | ".join(cells) + " |")
    if rare:
        why = reasons()
        lines += [
            "",
            f"## Changed in fewer than {results['each']} products",
            "Of each engine the products in which it was changed, or refused, and why there are no more.",
            "",
            "| value | " + " | ".join(sorted(engines)) + " | why |",
            "|---|" + "---|" * (len(engines) + 1),
        ]
        for schema in rare:
            counts = [str(_tried(engines[engine].get(schema))) for engine in sorted(engines)]
            lines.append(f"| `{schema}` | " + " | ".join(counts) + f" | {reason(schema, why)} |")
    return "\n".join(lines) + "\n"


def _tried(row: dict[str, Any] | None) -> int:
    return row["loaded"] + row["refused"] if row else 0


def _cell(row: dict[str, Any] | None) -> str:
    if row is None:
        return "-"
    own = [place for place in row["places"] if place != "plan"]
    seen = f"{len(own)} places" if own else "plan" if row["places"] else "nothing"
    loaded = f"{row['loaded']}: {seen}" if row["loaded"] else ""
    refused = f"{row['refused']} refused" if row["refused"] else ""
    return ", ".join(filter(None, [loaded, refused])) or "-"
