package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import java.time.Duration;

/** Files that a running step has written and not yet committed must not be taken for orphans. */
final class OrphansAreOld implements Rule {

  private static final Code CODE = new Code("RG-RULE-411");

  /** What Iceberg's own procedure asks for, too. */
  private static final Duration LEAST = Duration.ofDays(1);

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    KnownDurations durations = new KnownDurations();
    for (PlacedRun.Of<RunSpec.Maintain> run : PlacedRun.all(graph, RunSpec.Maintain.class)) {
      run.spec()
          .removeOrphans()
          .filter(spec -> !spec.dryRun().orElse(false))
          .flatMap(RunSpec.RemoveOrphans::olderThan)
          .filter(text -> durations.of(text).compareTo(LEAST) < 0)
          .ifPresent(
              text ->
                  out.add(
                      Diagnostic.error(
                              CODE, "files that are " + text + " old may be a running step's")
                          .at(run.path().field("removeOrphans").field("olderThan"), graph.locator())
                          .label("less than a day")
                          .help(
                              "write P1D or more, and more than the longest step takes;"
                                  + " dryRun: true only says what would be removed")));
    }
  }
}
