package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Choice;
import java.util.List;
import java.util.Optional;

/** What the checks of a product must reach; what is not written follows from the tier. */
public record QualityGateSpec(
    @Choice({"bronze", "silver", "gold"}) Optional<String> tier,
    @Between(min = 0, max = 100) Optional<Double> minTestCoverage,
    @Choice({
          "not_null",
          "unique",
          "range",
          "accepted_values",
          "pattern",
          "row_count",
          "freshness",
          "relationships",
          "schema",
          "expression",
          "sql",
          "row_count_parity",
          "aggregate_parity",
          "key_parity",
          "checksum_parity",
          "python"
        })
        Optional<List<String>> requiredTests,
    @Between(min = 0, max = 100) Optional<Double> minScore,
    @Between(min = 0, max = 100) Optional<Double> warnScore,
    @Choice({"block", "warn", "notify"}) Optional<String> action) {}
