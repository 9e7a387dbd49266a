package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.PartitionSetSpec.DailySpec;
import java.time.Duration;

/** A daily set ends after it starts, and its day begins within the day. */
final class PartitionRangeIsValid implements Rule {

  private static final Code CODE = new Code("RG-RULE-012");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    graph
        .product()
        .partitions()
        .forEach(
            (name, set) ->
                set.daily()
                    .ifPresent(
                        daily -> {
                          SpecPath at = SpecPath.of("partitions").entry(name).field("daily");
                          judge(name, daily, at, graph, out);
                        }));
  }

  private static void judge(
      String name, DailySpec daily, SpecPath at, SpecGraph graph, Diagnostics out) {
    // Both are YYYY-MM-DD, so the order of the texts is that of the days.
    if (daily.end().isPresent() && daily.end().get().compareTo(daily.start()) <= 0) {
      out.add(
          Diagnostic.error(CODE, "partition set '" + name + "' ends before its first day is over")
              .at(at.field("end"), graph.locator())
              .label("the first day that no longer is")
              .related(graph.locator().valueAt(at.field("start")), "the first day")
              .help("'end' is exclusive: write a day after " + daily.start()));
    }
    boolean isDayOff =
        daily
            .offset()
            .map(Duration::parse)
            .filter(offset -> offset.compareTo(Duration.ofDays(1)) >= 0)
            .isPresent();
    if (isDayOff) {
      out.add(
          Diagnostic.error(CODE, "partition set '" + name + "' begins its days a day later")
              .at(at.field("offset"), graph.locator())
              .label("a whole day or more")
              .help("write less than PT24H; 'endOffset' moves whole days"));
    }
  }
}
