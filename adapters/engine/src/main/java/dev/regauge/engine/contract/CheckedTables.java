package dev.regauge.engine.contract;

import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.CheckPlan;
import dev.regauge.spec.plan.ColumnPlan;
import dev.regauge.spec.plan.TablePlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which of an asset's tables its checks are about, as the step decides it. */
final class CheckedTables {

  private CheckedTables() {}

  /** Returns the checks that look at a table of the asset's. */
  static List<CheckPlan> checksOf(AssetPlan asset, String table, Map<String, TablePlan> tables) {
    return asset.checks().stream()
        .filter(check -> tableOf(check, asset, tables).equals(table))
        .toList();
  }

  /** The first output that has the columns of the check, else the first. */
  private static String tableOf(CheckPlan check, AssetPlan asset, Map<String, TablePlan> tables) {
    List<String> columns = columnsOf(check.test());
    return asset.outputs().stream()
        .map(AssetPlan.Output::table)
        .filter(
            name ->
                Optional.ofNullable(tables.get(name)).stream()
                    .flatMap(table -> table.columns().stream())
                    .map(ColumnPlan::name)
                    .toList()
                    .containsAll(columns))
        .findFirst()
        .orElse(asset.outputs().isEmpty() ? "" : asset.outputs().getFirst().table());
  }

  private static List<String> columnsOf(CheckPlan.Test test) {
    return switch (test) {
      case CheckPlan.NotNull check -> check.columns();
      case CheckPlan.Unique check -> check.columns();
      case CheckPlan.Range check -> List.of(check.column());
      case CheckPlan.AcceptedValues check -> List.of(check.column());
      case CheckPlan.Pattern check -> List.of(check.column());
      case CheckPlan.Freshness check -> List.of(check.column());
      case CheckPlan.Relationships check -> List.of(check.column());
      case CheckPlan.Expression check -> check.columns();
      case CheckPlan.AggregateParity check -> check.groupBy();
      case CheckPlan.KeyParity check -> check.keyColumns();
      case CheckPlan.ChecksumParity check -> check.keyColumns();
      case CheckPlan.RowCount _,
          CheckPlan.Sql _,
          CheckPlan.Python _,
          CheckPlan.Schema _,
          CheckPlan.RowCountParity _,
          CheckPlan.QualityGate _,
          CheckPlan.Dbt _,
          CheckPlan.Contract _ ->
          List.of();
    };
  }
}
