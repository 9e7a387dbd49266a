package dev.regauge.spec.model;

import dev.regauge.spec.model.form.AtLeastOneOf;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.Inline;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.TextFormat;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A data object that is made elsewhere, and how each target sees that it was made.
 *
 * @param contract says what its columns are and how old it becomes; both hold here unless this
 *     product says otherwise
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
    Optional<KeptContractSpec> contract,
    @Inline @KeyFormat(TextFormat.FREE) @Format(TextFormat.ONE_LINE)
        SortedMap<String, SortedMap<String, String>> signals) {

  /**
   * The contract that the maker gave for it, of which this product keeps a copy.
   *
   * @param file of the Open Data Contract Standard, version 3
   * @param enforcement what happens to readers when the table no longer keeps it: {@code strict},
   *     they are blocked; {@code warn}, they say so; {@code off}, nothing asks
   */
  public record KeptContractSpec(
      @Format(TextFormat.PATH) String file,
      @Choice({"off", "warn", "strict"}) Optional<String> enforcement) {}

  /** Returns the same with a limit of its age. */
  public ExternalSpec withFreshness(String limit) {
    return new ExternalSpec(
        port, table, catalog, partitions, Optional.of(limit), contract, signals);
  }

  /** A port of another product, under a contract. */
  public record ForeignPortSpec(
      @Format(TextFormat.PRODUCT_NAME) String domain,
      @Format(TextFormat.PRODUCT_NAME) String product,
      @Format(TextFormat.NAME) String port,
      @Format(TextFormat.ONE_LINE) Optional<String> contract) {}
}
