"""Writes product files of a given size: the wide kind (20 columns, 5 checks an asset), the thin kind (about 273 bytes an asset), and thin assets in jobs."""

from __future__ import annotations

COLUMNS = 20
# A catalog that every target's steps can reach.
LAKE = "catalogs: {lake: {type: jdbc, uri: {env: CATALOG_URI}, warehouse: {env: WAREHOUSE}}}"


def name(index: int) -> str:
    """Returns the key of the asset at a position; each layer of ten assets reads the layer before it."""
    return f"layer_{index // 10}/asset_{index}"


def upstream(index: int) -> list[str]:
    """Returns the two assets of the layer above that this one reads."""
    if index < 10:
        return []
    first = (index // 10 - 1) * 10
    return [name(first + index % 10), name(first + (index + 1) % 10)]


def thin(count: int) -> str:
    """Returns a product of assets with little more than a run, inputs and a retry."""
    lines = ["apiVersion: regauge.dev/v1", "kind: DataProduct", "metadata: {name: thin}", LAKE, "assets:"]
    for index in range(count):
        lines += [
            f"  - key: {name(index)}",
            f"    description: Asset number {index} of the thin product, with a line of words",
            "    owners: [team:bench]",
            "    tags: {tier: gold}",
            f"    inputs: [{', '.join(upstream(index))}]",
            f'    run: {{python: "bench.assets:make_{index}"}}',
            "    retry: 2",
            "    checks: [{row_count: {min: 1}}]",
        ]
    return "\n".join(lines) + "\n"


def jobs(count: int) -> str:
    """Returns the thin product with one job for each 100 assets; without a job each asset has its own DAG, file and workflow."""
    lines = ["jobs:"]
    for first in range(0, count, 100):
        groups = ", ".join(f'"group:layer_{layer}"' for layer in range(first // 10, min(first + 100, count) // 10))
        lines.append(f"  - {{name: hundred_{first // 100}, select: [{groups}]}}")
    return thin(count) + "\n".join(lines) + "\n"


def wide(count: int) -> str:
    """Returns a product of assets with declared columns and checks of five kinds."""
    lines = ["apiVersion: regauge.dev/v1", "kind: DataProduct", "metadata: {name: wide}", LAKE, "partitions: {day: {daily: 2025-01-01}}", "assets:"]
    for index in range(count):
        lines += [
            f"  - key: {name(index)}",
            "    partitions: day",
            f"    inputs: [{', '.join(upstream(index))}]",
            f'    run: {{python: "bench.assets:make_{index}"}}',
            "    retry: 2",
            "    outputs:",
            "      - columns:",
            *(f"          - {{name: column_{column}, type: long, required: {str(column == 0).lower()}}}" for column in range(COLUMNS)),
            "    checks:",
            "      - {not_null: column_0}",
            "      - {unique: column_0, onFail: block}",
            "      - {row_count: {min: 1}, onFail: warn}",
            "      - {range: {column: column_1, min: 0, max: 100}}",
            "      - {accepted_values: {column: column_2, values: [1, 2, 3]}}",
        ]
    return "\n".join(lines) + "\n"
