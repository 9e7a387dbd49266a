package dev.regauge.testkit;

import java.util.Set;

/**
 * The leaves of a plan that are the step's alone, whatever the engine: how an asset is made, where
 * its tables lie and how they look, what its checks test, how an input is cut, and what is done
 * about a failure once the step knows its category. The step reads them from plan.json ({@code
 * docs/contracts/step-protocol.md}); an adapter may tell of them too.
 */
final class StepLeaves {

  static final Set<String> ALL =
      Set.of(
          "AcceptedValues.column",
          "AcceptedValues.values",
          "AssetPlan.execution",
          "CatalogPlan.isDefault",
          "CatalogPlan.name",
          "CatalogPlan.type",
          "CheckPlan.Python.entrypoint",
          "CheckPlan.Python.params",
          "CheckPlan.Sql.op",
          "CheckPlan.Sql.query",
          "CheckPlan.Sql.value",
          "CheckPlan.scope",
          "CheckPlan.threshold",
          "CheckPlan.timeoutSeconds",
          "CheckPlan.warnThreshold",
          "CodePlan.paths",
          "CodePlan.python",
          "ColumnPlan.doc",
          "ColumnPlan.id",
          "ColumnPlan.name",
          "ColumnPlan.primaryKey",
          "ColumnPlan.required",
          "ColumnPlan.type",
          "ColumnPlan.unique",
          "Command.argv",
          "Command.isTemplated",
          "CronTrigger.partition",
          "ExecutionPlan.version",
          "Input.as",
          "Input.asset",
          "Input.mapping",
          "Input.table",
          "NotNull.columns",
          "Output.isAudited",
          "Output.key",
          "Output.name",
          "ParamPlan.required",
          "PartitionField.column",
          "PartitionField.name",
          "PartitionField.transform",
          "Python.entrypoint",
          "Range.column",
          "Range.max",
          "Range.min",
          "ResourcePlan.factory",
          "ResourcePlan.name",
          "ResourcePlan.type",
          "RetryPlan.honorRetryAfter",
          "RowCount.max",
          "RowCount.min",
          "SortField.column",
          "SortField.direction",
          "SortField.nulls",
          "Sql.engine",
          "Sql.isTemplated",
          "Sql.query",
          "TablePlan.description",
          "TablePlan.name",
          "TablePlan.producer",
          "TablePlan.properties",
          "Unique.columns",
          "Upstream.isRead");

  private StepLeaves() {}
}
