package dev.regauge.spec.resolve;

import static dev.regauge.spec.resolve.SpecResolver.or;

import dev.regauge.spec.model.RunSpec;
import java.util.List;
import java.util.Optional;

/** The defaults of the kinds of runs. */
final class RunDefaults {

  private static final long TARGET_BYTES = 128L << 20;

  private RunDefaults() {}

  static RunSpec run(RunSpec spec) {
    return switch (spec) {
      case RunSpec.Python run -> run;
      case RunSpec.Sql run ->
          new RunSpec.Sql(run.file(), run.query(), run.engine(), or(run.templated(), false));
      case RunSpec.Command run -> new RunSpec.Command(run.argv(), or(run.templated(), false));
      case RunSpec.Container run ->
          new RunSpec.Container(
              PlatformDefaults.image(run.image()),
              run.command(),
              run.args(),
              or(run.templated(), false));
      case RunSpec.Dbt run ->
          new RunSpec.Dbt(
              or(run.project(), RunSpec.Dbt.PROJECT),
              run.select(),
              run.models(),
              run.resource(),
              run.target(),
              or(run.command(), "build"),
              or(run.fullRefresh(), false),
              run.vars());
      case RunSpec.Spark run -> run;
      case RunSpec.Dlt run -> dlt(run);
      case RunSpec.Airbyte run ->
          new RunSpec.Airbyte(
              run.connectionId(),
              run.workspaceUrl(),
              run.apiToken(),
              or(run.pollInterval(), "PT10S"),
              or(run.timeout(), "PT1H"));
      case RunSpec.Connector run -> run;
      case RunSpec.Export run ->
          new RunSpec.Export(
              run.sink(), run.secret(), run.config(), run.fieldMapping(), or(run.batchSize(), 500));
      case RunSpec.Semantic run -> run;
      case RunSpec.Maintain run -> maintain(run);
      case RunSpec.Noop run -> run;
    };
  }

  private static RunSpec.Dlt dlt(RunSpec.Dlt run) {
    return new RunSpec.Dlt(
        entrypoint(run.source()),
        run.resource(),
        run.args(),
        run.incremental()
            .map(
                spec ->
                    new RunSpec.Incremental(
                        spec.cursor(),
                        spec.initialValue(),
                        spec.lag(),
                        or(spec.rowOrder(), "asc"))),
        Optional.of(contract(run.schemaContract())),
        run.staging(),
        run.packages().isEmpty() ? List.of("dlt[pyiceberg]") : run.packages());
  }

  private static RunSpec.SchemaContract contract(Optional<RunSpec.SchemaContract> spec) {
    return new RunSpec.SchemaContract(
        or(spec.flatMap(RunSpec.SchemaContract::tables), "evolve"),
        or(spec.flatMap(RunSpec.SchemaContract::columns), "evolve"),
        or(spec.flatMap(RunSpec.SchemaContract::dataType), "evolve"));
  }

  /** Writes {@code pkg.mod.fn} as {@code pkg.mod:fn}. */
  private static String entrypoint(String source) {
    int dot = source.lastIndexOf('.');
    return source.indexOf(':') >= 0 || dot < 0
        ? source
        : source.substring(0, dot) + ":" + source.substring(dot + 1);
  }

  private static RunSpec.Maintain maintain(RunSpec.Maintain run) {
    return new RunSpec.Maintain(
        run.tables(),
        run.expireSnapshots()
            .map(
                spec ->
                    new RunSpec.ExpireSnapshots(
                        or(spec.olderThan(), "P7D"), or(spec.retainLast(), 5))),
        run.removeOrphans()
            .map(
                spec ->
                    new RunSpec.RemoveOrphans(
                        or(spec.olderThan(), "P3D"), or(spec.dryRun(), false))),
        run.rewriteDataFiles()
            .map(
                spec ->
                    new RunSpec.RewriteDataFiles(
                        or(spec.targetBytes(), TARGET_BYTES), or(spec.strategy(), "binpack"))));
  }
}
