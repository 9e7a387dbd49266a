package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.PartitionSetSpec;
import dev.regauge.spec.model.PartitionSetSpec.Windows;
import java.util.ArrayList;
import java.util.List;

/** The key of a window says enough to tell it from every other window of its set. */
final class KeysTellWindowsApart implements Rule {

  private static final Code CODE = new Code("RG-RULE-101");

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
                set.windows()
                    .flatMap(Windows::format)
                    .ifPresent(format -> judge(graph, name, set, format, out)));
  }

  private static void judge(
      SpecGraph graph, String name, PartitionSetSpec set, String format, Diagnostics out) {
    List<String> lacking = needed(set).stream().filter(field -> !format.contains(field)).toList();
    if (!lacking.isEmpty()) {
      SpecPath at = SpecPath.of("partitions").entry(name).field(set.kind());
      out.add(
          Diagnostic.error(
                  CODE, "two windows of the partition set '" + name + "' would have the same key")
              .at(at.field("format"), graph.locator())
              .label("says no " + String.join(" and no ", lacking))
              .help("write a format with " + String.join(" and ", lacking)));
    }
  }

  /** The parts of a time that change from one window to the next. */
  private static List<String> needed(PartitionSetSpec set) {
    if (set.monthly().isPresent()) {
      return List.of("%Y", "%m");
    }
    if (set.hourly().isPresent()) {
      return List.of("%Y", "%m", "%d", "%H");
    }
    if (set.cron().isEmpty()) {
      return List.of("%Y", "%m", "%d");
    }
    String[] fields = set.cron().get().cron().strip().split("[ \t]+");
    List<String> needed = new ArrayList<>(List.of("%Y", "%m", "%d"));
    if (fields.length == 5 && !isOne(fields[1])) {
      needed.add("%H");
    }
    if (fields.length == 5 && !isOne(fields[0])) {
      needed.add("%M");
    }
    return needed;
  }

  private static boolean isOne(String field) {
    return field.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
