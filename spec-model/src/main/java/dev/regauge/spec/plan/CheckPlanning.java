package dev.regauge.spec.plan;

import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.CheckSpec;
import dev.regauge.spec.model.QualityGateSpec;
import dev.regauge.spec.model.Value;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Plans checks. */
final class CheckPlanning {

  /** How long a check may take that does not say. */
  private static final String LONGEST = "PT5M";

  private CheckPlanning() {}

  static CheckPlan plan(CheckSpec spec) {
    String onFail = spec.onFail().orElse("error");
    Optional<CheckSpec.ScopeSpec> scope = spec.scope();
    return new CheckPlan(
        spec.name().orElseGet(spec.test()::kind),
        onFail,
        spec.threshold().orElse(0.0),
        spec.warnThreshold().orElse(0.0),
        Durations.seconds(spec.timeout().orElse(LONGEST)),
        spec.enabled().orElse(true),
        scope.flatMap(CheckSpec.ScopeSpec::partition).orElse("auto"),
        scope.flatMap(CheckSpec.ScopeSpec::column),
        scope.flatMap(CheckSpec.ScopeSpec::rollingWindowDays).orElse(CheckSpec.ScopeSpec.LAST_DAYS),
        scope.flatMap(CheckSpec.ScopeSpec::fullTable).orElse(false),
        spec.dimension().orElseGet(spec.test()::dimension),
        spec.weight().orElseGet(() -> weightOf(onFail)),
        spec.description().filter(text -> !text.isEmpty()),
        spec.tags(),
        test(spec.test()));
  }

  /** The name of the check that a gate is. */
  static final String GATE = "quality_gate";

  /**
   * Returns an asset's checks by name, and after them the product's gate when it is about the
   * asset.
   *
   * @param more checks that are not written at the asset
   * @param layers the layers of the tables that the asset writes
   */
  static List<CheckPlan> plan(
      AssetSpec asset, List<CheckPlan> more, Optional<QualityGateSpec> gate, Set<String> layers) {
    List<CheckPlan> checks =
        Stream.concat(asset.checks().stream().map(CheckPlanning::plan), more.stream())
            .sorted(Comparator.comparing(CheckPlan::name))
            .toList();
    return gate.filter(spec -> layers.contains(spec.tier().orElseThrow()))
        .filter(_ -> checks.stream().anyMatch(CheckPlan::enabled))
        .map(spec -> Stream.concat(checks.stream(), Stream.of(gate(spec))).toList())
        .orElse(checks);
  }

  private static CheckPlan gate(QualityGateSpec spec) {
    String onFail =
        switch (spec.action().orElseThrow()) {
          case "block" -> "block";
          case "warn" -> "warn";
          default -> "info";
        };
    return unscoped(
        GATE,
        onFail,
        "accuracy",
        0.0,
        Optional.of("The score of the asset's other checks"),
        new CheckPlan.QualityGate(spec.minScore().orElseThrow(), spec.warnScore()));
  }

  /** A check that nobody wrote at the asset, and that has the defaults of one that somebody did. */
  static CheckPlan unscoped(
      String name,
      String onFail,
      String dimension,
      double weight,
      Optional<String> description,
      CheckPlan.Test test) {
    return new CheckPlan(
        name,
        onFail,
        0.0,
        0.0,
        Durations.seconds(LONGEST),
        true,
        "auto",
        Optional.empty(),
        CheckSpec.ScopeSpec.LAST_DAYS,
        false,
        dimension,
        weight,
        description,
        new TreeMap<>(),
        test);
  }

  /** What a check counts in the score by what its failure means (spec.md 7). */
  static double weightOf(String onFail) {
    return switch (onFail) {
      case "block", "error" -> 3;
      case "warn" -> 1;
      default -> 0.5;
    };
  }

  private static CheckPlan.Test test(CheckSpec.TestSpec test) {
    return switch (test) {
      case CheckSpec.NotNull check -> new CheckPlan.NotNull(check.columns());
      case CheckSpec.Unique check -> new CheckPlan.Unique(check.columns());
      case CheckSpec.RowCount check -> new CheckPlan.RowCount(check.min(), check.max());
      case CheckSpec.Range check -> new CheckPlan.Range(check.column(), check.min(), check.max());
      case CheckSpec.AcceptedValues check ->
          new CheckPlan.AcceptedValues(check.column(), ValueOrder.sorted(check.values()));
      case CheckSpec.Sql check -> sql(check);
      case CheckSpec.Python check -> new CheckPlan.Python(check.entrypoint(), check.params());
      case CheckSpec.Pattern check ->
          new CheckPlan.Pattern(check.column(), check.regex(), check.caseSensitive().orElse(true));
      case CheckSpec.Freshness check ->
          new CheckPlan.Freshness(check.column(), Durations.seconds(check.maxAge()));
      case CheckSpec.Relationships check ->
          new CheckPlan.Relationships(
              check.column(), new CheckPlan.ForeignColumn(check.to().table(), check.to().column()));
      case CheckSpec.Schema check -> new CheckPlan.Schema(check.mode().orElseThrow());
      case CheckSpec.Expression check -> new CheckPlan.Expression(check.sql(), check.columns());
      case CheckSpec.RowCountParity check ->
          new CheckPlan.RowCountParity(
              check.source(),
              check.mode().orElseThrow(),
              check.tolerance().orElseThrow(),
              check.absoluteTolerance(),
              check.where());
      case CheckSpec.AggregateParity check ->
          new CheckPlan.AggregateParity(
              check.source(),
              check.groupBy(),
              check.aggregates().stream()
                  .map(
                      one ->
                          new CheckPlan.Aggregate(one.name(), one.expression(), one.targetColumn()))
                  .toList(),
              check.tolerance().orElseThrow(),
              check.absoluteTolerance());
      case CheckSpec.KeyParity check -> new CheckPlan.KeyParity(check.source(), check.keyColumns());
      case CheckSpec.ChecksumParity check ->
          new CheckPlan.ChecksumParity(
              check.source(),
              check.keyColumns(),
              check.columns(),
              check.algorithm().orElseThrow(),
              check.floatPrecision().orElseThrow(),
              check.sample(),
              check.limit());
    };
  }

  private static CheckPlan.Sql sql(CheckSpec.Sql check) {
    return check
        .expect()
        .map(expect -> new CheckPlan.Sql(check.query(), expect.op(), expect.value()))
        .orElseGet(() -> new CheckPlan.Sql(check.query(), "eq", new Value.Number(BigDecimal.ZERO)));
  }
}
