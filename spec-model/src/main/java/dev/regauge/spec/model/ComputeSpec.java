package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How much of a machine a step gets: a preset, or amounts as Kubernetes writes them.
 *
 * @param preset {@code small}, {@code medium}, {@code large} or one of the platform's
 */
@ShortForm(field = "preset")
public record ComputeSpec(
    @Format(TextFormat.NAME) Optional<String> preset,
    Optional<AmountsSpec> requests,
    Optional<AmountsSpec> limits,
    @KeyFormat(TextFormat.ONE_LINE) @Format(TextFormat.ONE_LINE)
        SortedMap<String, String> nodeSelector,
    List<Value> tolerations) {

  /** Amounts of a machine. */
  public record AmountsSpec(
      @Format(TextFormat.QUANTITY) Optional<String> cpu,
      @Format(TextFormat.QUANTITY) Optional<String> memory) {}
}
