"""Reads Iceberg tables without pyiceberg and our runtime: catalog row, metadata JSON, Avro manifests, Parquet files.

It exists so that "the engines wrote equal rows" does not rest on the code that wrote them. It knows the SQL catalog
(sqlite or PostgreSQL), local and S3 paths (an endpoint that answers unsigned requests, as the tests' own), and no
delete files: a table with some is an error, not a wrong answer.
"""

from __future__ import annotations

import datetime
import decimal
import io
import json
import pathlib
import sqlite3
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import Any

import fastavro
import pyarrow.parquet

Row = list[Any]


class IndependentReader:
    """Reads the tables of one SQL catalog.

    `uri` is `sqlite:///path` or `postgresql…://user:password@host:port/database`; `endpoint` the S3 server's URL.
    """

    def __init__(self, uri: str, endpoint: str | None = None) -> None:
        self.uri = uri
        self.endpoint = endpoint

    def tables(self) -> dict[str, str]:
        """Returns `namespace.table` → location of its current metadata file."""
        query = "select table_namespace, table_name, metadata_location from iceberg_tables"
        if self.uri.startswith("sqlite"):
            connection: Any = sqlite3.connect(self.uri.removeprefix("sqlite:///"))
        else:
            import psycopg2

            connection = psycopg2.connect("postgresql://" + self.uri.split("://", 1)[1])
        try:
            cursor = connection.cursor()
            cursor.execute(query)
            return {f"{namespace}.{name}": location for namespace, name, location in cursor.fetchall()}
        finally:
            connection.close()

    def read(self, table: str, *, ref: str = "main") -> tuple[list[str], list[Row]]:
        """Returns the column names and the sorted rows of a table's branch, every value as JSON can say it exactly."""
        metadata = self._metadata(table)
        schema = _schema(metadata)
        columns = [field["name"] for field in schema["fields"]]
        fields = {field["id"]: field["name"] for field in schema["fields"]}
        snapshot_id = metadata.get("refs", {}).get(ref, {}).get("snapshot-id")
        snapshot = next((s for s in metadata.get("snapshots", []) if s["snapshot-id"] == snapshot_id), None)
        rows: list[Row] = []
        for path in self._data_files(snapshot) if snapshot else ():
            data = pyarrow.parquet.read_table(io.BytesIO(self._bytes(path)))
            # Columns are found by field id: a renamed column keeps its data.
            by_id = {int((field.metadata or {}).get(b"PARQUET:field_id", b"-1")): field.name for field in data.schema}
            names = {fields[field_id]: name for field_id, name in by_id.items() if field_id in fields}
            values = {
                column: data.column(names[column]).to_pylist() if column in names else [None] * data.num_rows
                for column in columns
            }
            rows += [[exact(values[column][index]) for column in columns] for index in range(data.num_rows)]
        return columns, sorted(rows, key=lambda row: json.dumps(row))

    def schema(self, table: str) -> dict[str, Any]:
        """Returns a table's current schema as the format spells it: `fields`, `identifier-field-ids`."""
        return _schema(self._metadata(table))

    def events(self, runner: str) -> Iterator[dict[str, Any]]:
        """Yields one trace event of kind `table` for each table of the catalog but our own records."""
        for table in sorted(self.tables()):
            if not table.startswith("regauge."):
                columns, rows = self.read(table)
                event = {"v": 1, "kind": "table", "runner": runner, "table": table, "columns": columns, "rows": rows}
                yield event | {"snapshots": len(self._metadata(table).get("snapshots", []))}

    def _metadata(self, table: str) -> dict[str, Any]:
        return dict(json.loads(self._bytes(self.tables()[table])))

    def _data_files(self, snapshot: dict[str, Any]) -> Iterator[str]:
        for manifest in fastavro.reader(io.BytesIO(self._bytes(snapshot["manifest-list"]))):
            if manifest["content"] != 0:
                raise RuntimeError("a delete manifest: this reader knows data files only")
            for entry in fastavro.reader(io.BytesIO(self._bytes(manifest["manifest_path"]))):
                if entry["status"] != 2:
                    yield entry["data_file"]["file_path"]

    def _bytes(self, location: str) -> bytes:
        parts = urllib.parse.urlparse(location)
        if parts.scheme in ("s3", "s3a"):
            assert self.endpoint, "an S3 location needs the endpoint"
            with urllib.request.urlopen(f"{self.endpoint}/{parts.netloc}{urllib.parse.quote(parts.path)}") as answer:
                return bytes(answer.read())
        if parts.scheme != "file":
            return pathlib.Path(location).read_bytes()
        # pyiceberg escapes a partition's value in the path and then takes the escaped text for the file's name.
        written = pathlib.Path(location.removeprefix("file://"))
        return (written if written.exists() else pathlib.Path(urllib.parse.unquote(parts.path))).read_bytes()


def _schema(metadata: dict[str, Any]) -> dict[str, Any]:
    return dict(next(s for s in metadata["schemas"] if s["schema-id"] == metadata["current-schema-id"]))


def exact(value: Any) -> Any:
    """Returns a value as JSON that loses nothing: decimals and times as text, doubles as they are."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case decimal.Decimal() | datetime.date() | datetime.datetime() | datetime.time():
            return str(value)
        case bytes():
            return value.hex()
        case list() | tuple():
            return [exact(item) for item in value]
        case dict():
            return {str(key): exact(item) for key, item in value.items()}
        case _:
            return str(value)
