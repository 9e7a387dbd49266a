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
 * @param onFailure the alerts that a failed run raises; absent = all with {@code run.failed}
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
    @Between(min = 1, max = 100000) Optional<Integer> maxConcurrent,
    @Choice({"asset", "group", "job"}) Optional<String> pack,
    @Format(TextFormat.DURATION) Optional<String> maxRuntime,
    @Choice({"dependents", "all"}) Optional<String> abort,
    @Between(min = 0, max = 1000) Optional<Integer> autoPauseAfterFailures,
    Optional<HistorySpec> history,
    @KeyFormat(TextFormat.NAME) SortedMap<String, Value> params,
    Optional<RunSpec> setup,
    Optional<RunSpec> teardown,
    @Format(TextFormat.NAME) Optional<List<String>> onFailure,
    @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, String> tags,
    @Derived Optional<String> ofAsset) {

  /** How long what happened is kept. */
  public record HistorySpec(
      @Format(TextFormat.DURATION) Optional<String> keep,
      @Between(min = 1, max = 1000000) Optional<Integer> runs) {

    /** What is kept where nothing is said. */
    public static final HistorySpec USUAL = new HistorySpec(Optional.of("P30D"), Optional.of(100));

    /** Returns what is written, and what is usual for the rest. */
    public static HistorySpec filled(Optional<HistorySpec> written) {
      return written
          .map(spec -> new HistorySpec(spec.keep.or(USUAL::keep), spec.runs.or(USUAL::runs)))
          .orElse(USUAL);
    }
  }
}
