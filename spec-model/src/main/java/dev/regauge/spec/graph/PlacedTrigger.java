package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.TriggerSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A trigger and where it stands.
 *
 * @param isInside whether it is part of another one ({@code all} or {@code any})
 */
public record PlacedTrigger(TriggerSpec spec, SpecPath path, boolean isInside) {

  /** Returns a job's triggers and those inside them, outer before inner. */
  public static List<PlacedTrigger> of(JobNode job) {
    List<PlacedTrigger> all = new ArrayList<>();
    List<TriggerSpec> written = job.spec().map(JobSpec::triggers).orElse(List.of());
    add(written, job.path().field("triggers"), false, all);
    return List.copyOf(all);
  }

  /** Nesting is at most as deep as a file may be. */
  private static void add(
      List<TriggerSpec> specs, SpecPath list, boolean isInside, List<PlacedTrigger> all) {
    for (int i = 0; i < specs.size(); i++) {
      TriggerSpec spec = specs.get(i);
      SpecPath path = list.at(i);
      all.add(new PlacedTrigger(spec, path, isInside));
      spec.all().ifPresent(inner -> add(inner, path.field("all"), true, all));
      spec.any().ifPresent(inner -> add(inner, path.field("any"), true, all));
    }
  }
}
