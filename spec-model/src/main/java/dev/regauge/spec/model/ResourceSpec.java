package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.TextFormat;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A named dependency handed to a run.
 *
 * @param scope {@code internal}, or {@code edge} for what only services outside may use
 */
public record ResourceSpec(
    @Choice({
          "duckdb",
          "postgres",
          "http",
          "smtp",
          "python",
          "cube",
          "trino",
          "snowflake",
          "databricks",
          "bigquery",
          "s3",
          "kafka",
          "nats",
          "iceberg",
          "dbt",
          "flightsql",
          "spark"
        })
        String type,
    @Format(TextFormat.ENTRYPOINT) Optional<String> factory,
    @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, Value> config,
    @Choice({"internal", "edge"}) Optional<String> scope) {}
