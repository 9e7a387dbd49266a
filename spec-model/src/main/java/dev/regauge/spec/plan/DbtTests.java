package dev.regauge.spec.plan;

import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.DbtModel;
import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.DbtManifest;
import dev.regauge.spec.model.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Plans the tests of a dbt project as checks of the asset that makes what they look at. */
final class DbtTests {

  /** As long as a name of ours may be. */
  private static final int LONGEST = 128;

  private DbtTests() {}

  /**
   * Returns a check for each test of the asset's models: one whose severity is error keeps bad rows
   * from readers, one that warns reports. {@code dbt run} and its kin run no tests, as in dbt.
   */
  static List<CheckPlan> checks(
      AssetSpec asset, List<AssetNode.Output> outputs, List<DbtModel> models) {
    if (!(asset.run() instanceof RunSpec.Dbt run) || !run.command().equals(Optional.of("build"))) {
      return List.of();
    }
    SortedSet<String> taken = new TreeSet<>();
    asset.checks().forEach(check -> taken.add(check.name().orElseGet(check.test()::kind)));
    List<CheckPlan> checks = new ArrayList<>();
    for (DbtModel model : models) {
      Optional<String> table =
          run.isGroup()
              ? model.output(run, outputs).map(AssetNode.Output::table)
              : Optional.empty();
      for (DbtManifest.Node test : model.tests()) {
        String name = nameOf(test.name());
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
          free = name.substring(0, Math.min(name.length(), LONGEST - 4)) + "_" + i;
        }
        checks.add(check(free, test, table));
      }
    }
    return checks;
  }

  private static CheckPlan check(String name, DbtManifest.Node test, Optional<String> table) {
    String onFail = test.severity().equals("warn") ? "warn" : "block";
    return CheckPlanning.unscoped(
        name,
        onFail,
        dimensionOf(test.testType()),
        CheckPlanning.weightOf(onFail),
        Optional.of(test.description()).filter(text -> !text.isEmpty()),
        new CheckPlan.Dbt(test.id(), table));
  }

  private static String dimensionOf(String testType) {
    return switch (testType) {
      case "not_null" -> "completeness";
      case "unique", "relationships" -> "consistency";
      case "accepted_values" -> "validity";
      default -> "accuracy";
    };
  }

  private static String nameOf(String test) {
    String name = test.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    String whole = name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    return whole.substring(0, Math.min(whole.length(), LONGEST));
  }
}
