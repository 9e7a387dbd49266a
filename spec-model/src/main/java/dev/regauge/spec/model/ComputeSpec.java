package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How much of a machine a step gets, and of which one: a preset, or amounts as Kubernetes writes
 * them.
 *
 * @param preset {@code small}, {@code medium}, {@code large} or one of the platform's
 */
@ShortForm(field = "preset")
public record ComputeSpec(
    @Format(TextFormat.NAME) Optional<String> preset,
    Optional<AmountsSpec> requests,
    Optional<AmountsSpec> limits,
    @KeyFormat(TextFormat.NODE_LABEL) @Format(TextFormat.NODE_LABEL_VALUE)
        SortedMap<String, String> nodeSelector,
    List<TolerationSpec> tolerations) {

  /** Amounts of a machine. */
  public record AmountsSpec(
      @Format(TextFormat.QUANTITY) Optional<String> cpu,
      @Format(TextFormat.QUANTITY) Optional<String> memory) {}

  /**
   * Taints of nodes on which a step may run all the same, as Kubernetes reads them.
   *
   * @param key absent = each taint, with {@code operator: Exists}
   * @param operator {@code Equal} = the taint has this value, which is Kubernetes' default
   * @param effect absent = each effect
   * @param tolerationSeconds for how long, of a taint that evicts; absent = without end
   */
  public record TolerationSpec(
      @Format(TextFormat.NODE_LABEL) Optional<String> key,
      @Choice({"Exists", "Equal"}) Optional<String> operator,
      @Format(TextFormat.NODE_LABEL_VALUE) Optional<String> value,
      @Choice({"NoSchedule", "PreferNoSchedule", "NoExecute"}) Optional<String> effect,
      @Between(min = 0, max = 604800) Optional<Integer> tolerationSeconds) {}
}
