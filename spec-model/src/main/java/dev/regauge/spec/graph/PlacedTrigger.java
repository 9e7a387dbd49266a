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
 * @param isInAll whether one of those is an {@code all}, which waits for it among others
 */
public record PlacedTrigger(TriggerSpec spec, SpecPath path, boolean isInside, boolean isInAll) {

  /** Returns a job's triggers and those inside them, outer before inner. */
  public static List<PlacedTrigger> of(JobNode job) {
    List<PlacedTrigger> all = new ArrayList<>();
    List<TriggerSpec> written = job.spec().map(JobSpec::triggers).orElse(List.of());
    add(written, new Place(job.path().field("triggers"), false, false), all);
    return List.copyOf(all);
  }

  /** A list of triggers, and what it is part of. */
  private record Place(SpecPath list, boolean isInside, boolean isInAll) {}

  /** Nesting is at most as deep as a file may be. */
  private static void add(List<TriggerSpec> specs, Place place, List<PlacedTrigger> all) {
    for (int i = 0; i < specs.size(); i++) {
      TriggerSpec spec = specs.get(i);
      SpecPath path = place.list().at(i);
      all.add(new PlacedTrigger(spec, path, place.isInside(), place.isInAll()));
      spec.all().ifPresent(inner -> add(inner, new Place(path.field("all"), true, true), all));
      spec.any()
          .ifPresent(inner -> add(inner, new Place(path.field("any"), true, place.isInAll()), all));
    }
  }
}
