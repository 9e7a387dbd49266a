package dev.regauge.adapters.spi;

import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ComputePlan;
import dev.regauge.spec.plan.ComputePlan.Amounts;
import dev.regauge.spec.plan.ComputePlan.Toleration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a step's pod gets of a machine and where it may run, in the words of Kubernetes' client for
 * Python, for an engine that reads them only where a step has a pod of its own.
 *
 * @param requests amounts by {@code cpu} and {@code memory}
 * @param tolerations the arguments of each toleration
 */
public record PodWords(
    SortedMap<String, Object> requests,
    SortedMap<String, Object> limits,
    SortedMap<String, String> nodeSelector,
    List<SortedMap<String, Object>> tolerations) {

  /** Returns the words of an asset, all of them empty where nothing is asked for. */
  public static PodWords of(AssetPlan asset) {
    ComputePlan compute = asset.compute();
    return compute.asksNothing()
        ? new PodWords(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of())
        : new PodWords(
            amounts(compute.requests()),
            amounts(compute.limits()),
            compute.nodeSelector(),
            compute.tolerations().stream().map(PodWords::toleration).toList());
  }

  /** Whether nothing is asked for. */
  public boolean isEmpty() {
    return requests.isEmpty()
        && limits.isEmpty()
        && nodeSelector.isEmpty()
        && tolerations.isEmpty();
  }

  private static SortedMap<String, Object> amounts(Amounts amounts) {
    SortedMap<String, Object> words = new TreeMap<>();
    amounts.cpu().ifPresent(amount -> words.put("cpu", amount));
    amounts.memory().ifPresent(amount -> words.put("memory", amount));
    return words;
  }

  private static SortedMap<String, Object> toleration(Toleration taint) {
    SortedMap<String, Object> words = new TreeMap<>();
    taint.key().ifPresent(key -> words.put("key", key));
    taint.operator().ifPresent(operator -> words.put("operator", operator));
    taint.value().ifPresent(value -> words.put("value", value));
    taint.effect().ifPresent(effect -> words.put("effect", effect));
    taint.seconds().ifPresent(seconds -> words.put("toleration_seconds", seconds));
    return words;
  }
}
