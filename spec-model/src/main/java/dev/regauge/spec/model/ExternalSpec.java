package dev.regauge.spec.model;

import dev.regauge.spec.model.form.AtLeastOneOf;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.Inline;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.TextFormat;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A data object that is made elsewhere, and how each target sees that it was made.
 *
 * @param signals what tells a target that it was made: the written fields by the adapter's id. What
 *     they are is in the adapter's {@link SignalForm}, by which the engine judges them.
 */
@AtLeastOneOf({"port", "table"})
public record ExternalSpec(
    Optional<ForeignPortSpec> port,
    @Format(TextFormat.TABLE_NAME) Optional<String> table,
    @Format(TextFormat.NAME) Optional<String> catalog,
    @Format(TextFormat.NAME) Optional<String> partitions,
    @Format(TextFormat.DURATION) Optional<String> freshness,
    @Inline @KeyFormat(TextFormat.FREE) @Format(TextFormat.ONE_LINE)
        SortedMap<String, SortedMap<String, String>> signals) {

  /** A port of another product, under a contract. */
  public record ForeignPortSpec(
      @Format(TextFormat.PRODUCT_NAME) String domain,
      @Format(TextFormat.PRODUCT_NAME) String product,
      @Format(TextFormat.NAME) String port,
      @Format(TextFormat.ONE_LINE) Optional<String> contract) {}
}
