"""What a step tells in OpenLineage."""
