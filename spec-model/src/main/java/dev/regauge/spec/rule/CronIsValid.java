package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.PlacedTrigger;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.partition.CronFlavor;
import dev.regauge.spec.partition.CronSyntax;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A cron line has the fields of its flavour: five of Unix, in the part of the syntax that every
 * target reads alike, or Quartz's six.
 */
final class CronIsValid implements Rule {

  private static final Code CODE = new Code("RG-RULE-010");

  private final CronSyntax unix = new CronSyntax(CronFlavor.UNIX5);
  private final CronSyntax quartz = new CronSyntax(CronFlavor.QUARTZ6);
  private final CronHelp help = new CronHelp(unix, quartz);

  /** Large products repeat few lines; the library is slow. */
  private final SortedMap<String, Optional<String>> judged = new TreeMap<>();

  private final SortedMap<String, Optional<String>> judgedQuartz = new TreeMap<>();

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (JobNode job : graph.jobs()) {
      for (PlacedTrigger trigger : PlacedTrigger.of(job)) {
        boolean isQuartz =
            trigger.spec().flavor().filter(CronFlavor.QUARTZ6.word()::equals).isPresent();
        SpecPath at = trigger.path().field("cron");
        UnaryOperator<String> fix =
            cron -> isQuartz ? help.ofQuartz(cron) : help.ofUnix(cron, true);
        trigger.spec().cron().ifPresent(cron -> check(graph, cron, isQuartz, fix, at, out));
      }
    }
    graph
        .product()
        .partitions()
        .forEach(
            (name, set) ->
                set.cron()
                    .ifPresent(
                        spec -> {
                          SpecPath at = SpecPath.of("partitions").entry(name).field("cron");
                          check(
                              graph,
                              spec.cron(),
                              false,
                              cron -> help.ofUnix(cron, false),
                              at.field("cron"),
                              out);
                        }));
  }

  private void check(
      SpecGraph graph,
      String cron,
      boolean isQuartz,
      UnaryOperator<String> fix,
      SpecPath at,
      Diagnostics out) {
    Optional<String> found =
        isQuartz
            ? judgedQuartz.computeIfAbsent(cron, quartz::problem)
            : judged.computeIfAbsent(cron, unix::problem);
    found.ifPresent(
        problem ->
            out.add(
                Diagnostic.error(CODE, "'" + cron + "' is no cron line: " + problem)
                    .at(at, graph.locator())
                    .label(problem)
                    .help(fix.apply(cron))));
  }
}
