package dev.regauge.adapters.airflow;

import dev.regauge.adapters.airflow.model.AirflowAsset;
import dev.regauge.adapters.airflow.model.Task;
import dev.regauge.adapters.spi.PodWords;
import dev.regauge.adapters.spi.TableWords;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PackPlan;
import dev.regauge.spec.plan.PoolPlan;
import dev.regauge.spec.plan.RetryPlan;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns an asset into Airflow's asset and the task that makes it. */
final class AssetLowering {

  /** A process that dies without a result counts as this category. */
  private static final String LOST = "TRANSIENT";

  private final ExecutionPlan plan;

  AssetLowering(ExecutionPlan plan) {
    this.plan = plan;
  }

  AirflowAsset asset(AssetPlan asset) {
    String name = plan.product().scope() + "/" + asset.key();
    return new AirflowAsset(
        asset.key(), asset.identifier(), name, "regauge://" + name, asset.group(), extra(asset));
  }

  Task task(AssetPlan asset) {
    List<Double> waits = asset.retry().waitSeconds();
    return new Task(
        asset.identifier(),
        asset.key(),
        List.of(asset.key()),
        Optional.empty(),
        String.join(", ", owners(asset)),
        AssetDoc.of(asset),
        asset.pool().map(this::poolUse),
        waits,
        asset.retry().categories().contains(LOST) ? waits : List.of(),
        shortest(asset.retry()),
        triggerRule(asset.after()),
        asset.priority(),
        PodWords.of(asset),
        asset.upstream().stream().map(AssetPlan.Upstream::asset).toList());
  }

  /**
   * Returns the task of a pack.
   *
   * @param members its assets
   * @param needs the tasks before it, each with the assets of it that must have been made
   */
  Task task(PackPlan pack, List<AssetPlan> members, SortedMap<String, List<String>> needs) {
    List<Double> waits = pack.retry().waitSeconds();
    StringBuilder doc = new StringBuilder("Makes several assets, one after the other.\n");
    members.forEach(asset -> doc.append('\n').append(AssetDoc.of(asset)));
    return new Task(
        pack.identifier(),
        pack.identifier(),
        pack.assets(),
        Optional.of(needs),
        String.join(
            ", ", members.stream().flatMap(asset -> owners(asset).stream()).distinct().toList()),
        doc.toString(),
        pack.pool().map(this::poolUse),
        waits,
        waits,
        shortest(pack.retry()),
        Optional.empty(),
        pack.priority(),
        PodWords.of(members.getFirst()),
        members.stream()
            .flatMap(asset -> asset.upstream().stream())
            .map(AssetPlan.Upstream::asset)
            .filter(key -> !pack.assets().contains(key))
            .sorted()
            .distinct()
            .toList());
  }

  private static double shortest(RetryPlan retry) {
    return retry.jitter().equals("none")
        ? retry.waitSeconds().stream().mapToDouble(Double::doubleValue).min().orElse(0)
        : 0;
  }

  private static Optional<String> triggerRule(String after) {
    return switch (after) {
      case "all" -> Optional.empty();
      case "any-not-failed" -> Optional.of("none_failed_min_one_success");
      case "all-done" -> Optional.of(Task.ALL_DONE);
      default -> throw new IllegalArgumentException("no order: " + after);
    };
  }

  private List<String> owners(AssetPlan asset) {
    if (!asset.owners().isEmpty()) {
      return asset.owners();
    }
    return plan.product().owner().isEmpty() ? List.of("regauge") : List.of(plan.product().owner());
  }

  private Task.PoolUse poolUse(AssetPlan.PoolUse use) {
    PoolPlan pool = plan.pools().get(use.name());
    return new Task.PoolUse(pool == null ? use.name() : pool.engineName(), use.slots());
  }

  private SortedMap<String, Value> extra(AssetPlan asset) {
    SortedMap<String, Value> extra = new TreeMap<>();
    asset.description().ifPresent(text -> extra.put("description", new Value.Text(text)));
    putTexts(extra, "kinds", asset.kinds());
    putTexts(extra, "owners", asset.owners());
    putTexts(extra, "tables", asset.outputs().stream().map(AssetPlan.Output::table).toList());
    putTexts(extra, "was", asset.was());
    SortedMap<String, Value> words = TableWords.of(plan, asset);
    if (!words.isEmpty()) {
      extra.put("tableWords", new Value.Mapping(words));
    }
    if (!asset.tags().isEmpty()) {
      SortedMap<String, Value> tags = new TreeMap<>();
      asset.tags().forEach((name, value) -> tags.put(name, new Value.Text(value)));
      extra.put("tags", new Value.Mapping(tags));
    }
    if (!asset.metadata().isEmpty()) {
      extra.put("metadata", new Value.Mapping(asset.metadata()));
    }
    Optional.of(asset.codeVersion())
        .filter(version -> !version.isEmpty())
        .ifPresent(version -> extra.put("codeVersion", new Value.Text(version)));
    return extra;
  }

  private static void putTexts(SortedMap<String, Value> extra, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      extra.put(name, new Value.Sequence(texts.stream().<Value>map(Value.Text::new).toList()));
    }
  }
}
