"""Runs of kind dbt: a model of a dbt project, built in a DuckDB of the step's own, its tests as the asset's checks."""
