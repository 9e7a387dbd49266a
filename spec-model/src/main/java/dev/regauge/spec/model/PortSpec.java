package dev.regauge.spec.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;

/** A table that other products may read, under a contract. */
public record PortSpec(
    @Format(TextFormat.NAME) String name,
    @Format(TextFormat.TABLE_NAME) String table,
    Optional<ContractSpec> contract,
    Optional<AccessSpec> access) {

  /** What a port promises. */
  public record ContractSpec(
      @Format(TextFormat.VERSION) String version,
      @Choice({"draft", "active", "deprecated", "retired"}) Optional<String> status,
      Optional<SlaSpec> sla) {}

  /** Promised numbers; percentages. */
  public record SlaSpec(
      @Format(TextFormat.DURATION) Optional<String> freshness,
      @Between(min = 0, max = 100) Optional<Double> availability,
      @Between(min = 0, max = 100) Optional<Double> completeness) {}

  /** Who may read. */
  public record AccessSpec(
      @JsonProperty("default") @Choice({"allow", "deny"}) Optional<String> byDefault,
      List<GrantSpec> grants) {}

  /** A domain, or one product of it, that may. */
  public record GrantSpec(
      @Format(TextFormat.PRODUCT_NAME) String domain,
      @Format(TextFormat.PRODUCT_NAME) Optional<String> product,
      @Choice({"read", "write"}) Optional<String> access) {}
}
