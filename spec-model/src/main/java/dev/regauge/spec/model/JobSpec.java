package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Derived;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is run together, and what starts it.
 *
 * @param ofAsset the asset whose own {@code cron} or {@code triggers} made this job; {@code select}
 *     is then {@code [+key]}, and of what it selects only this asset and the upstream assets
 *     without a trigger of their own (those that are no job's {@code ofAsset}) belong to the job
 */
public record JobSpec(
    @Format(TextFormat.NAME) String name,
    @Format(TextFormat.NAME) List<String> was,
    @Format(TextFormat.ONE_LINE) List<String> select,
    List<TriggerSpec> triggers,
    @Choice({"queue", "skip", "replace", "allow"}) Optional<String> overlap,
    Optional<Boolean> catchup,
    @Between(min = 1, max = 200) Optional<Integer> maxCatchup,
    @Between(min = 1, max = 1000) Optional<Integer> maxActiveRuns,
    @KeyFormat(TextFormat.NAME) SortedMap<String, Value> params,
    @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, String> tags,
    @Derived Optional<String> ofAsset) {

  /** A cron line. */
  public record TriggerSpec(
      @Format(TextFormat.ONE_LINE) String cron,
      @Format(TextFormat.ONE_LINE) Optional<String> timezone,
      @Choice(
              value = {"last", "none"},
              later = {"all-missing"})
          Optional<String> partition,
      Optional<Boolean> enabled) {}
}
