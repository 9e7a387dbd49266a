"""The upkeep of Iceberg tables: a run of kind `maintain`, and what it does to each table (docs/maintenance.md)."""
