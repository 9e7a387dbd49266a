package dev.regauge.spec.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** How an asset is made. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RunPlan.Python.class, name = "python"),
  @JsonSubTypes.Type(value = RunPlan.Sql.class, name = "sql"),
  @JsonSubTypes.Type(value = RunPlan.Command.class, name = "command"),
  @JsonSubTypes.Type(value = RunPlan.Container.class, name = "container"),
  @JsonSubTypes.Type(value = RunPlan.Dbt.class, name = "dbt"),
  @JsonSubTypes.Type(value = RunPlan.Spark.class, name = "spark"),
  @JsonSubTypes.Type(value = RunPlan.Dlt.class, name = "dlt"),
  @JsonSubTypes.Type(value = RunPlan.Airbyte.class, name = "airbyte"),
  @JsonSubTypes.Type(value = RunPlan.Connector.class, name = "connector"),
  @JsonSubTypes.Type(value = RunPlan.Export.class, name = "export"),
  @JsonSubTypes.Type(value = RunPlan.Semantic.class, name = "semantic"),
  @JsonSubTypes.Type(value = RunPlan.Maintain.class, name = "maintain"),
  @JsonSubTypes.Type(value = RunPlan.Noop.class, name = "noop")
})
public sealed interface RunPlan {

  /** Returns the kind, as it stands in the plan and in the spec. */
  default String kindName() {
    return switch (this) {
      case Python _ -> "python";
      case Sql _ -> "sql";
      case Command _ -> "command";
      case Container _ -> "container";
      case Dbt _ -> "dbt";
      case Spark _ -> "spark";
      case Dlt _ -> "dlt";
      case Airbyte _ -> "airbyte";
      case Connector _ -> "connector";
      case Export _ -> "export";
      case Semantic _ -> "semantic";
      case Maintain _ -> "maintain";
      case Noop _ -> "noop";
    };
  }

  /** A function {@code pkg.mod:fn}, and the packages that it needs beside the product's own. */
  record Python(String entrypoint, List<String> packages) implements RunPlan {}

  /**
   * A query whose result is the output.
   *
   * @param query the text itself; the text of a file is read when the plan is made
   * @param file the file it came from, relative to the product root
   * @param engine the resource that runs it, absent = the embedded DuckDB over the catalogs
   * @param isTemplated whether {@code {{ partition }}} and its kin are replaced
   */
  record Sql(String query, Optional<String> file, Optional<String> engine, boolean isTemplated)
      implements RunPlan {}

  /** A command, no shell, run in the bundle's {@code code/}. */
  record Command(List<String> argv, boolean isTemplated) implements RunPlan {}

  /** A container; an empty command is the image's own. */
  record Container(ImagePlan image, List<String> command, List<String> args, boolean isTemplated)
      implements RunPlan {}

  /**
   * Models, seeds and snapshots of a dbt project, one or several that are built in one step.
   *
   * @param project the project's folder, relative to the product root
   * @param models in the order in which they are written
   * @param reads the table behind each node and source outside that they and their tests read, by
   *     unique id
   * @param resource the warehouse in which dbt makes it and leaves it, absent = the step publishes
   *     it
   * @param target the name of the profile's target
   * @param command {@code build}, {@code run}, {@code snapshot} or {@code seed}
   */
  record Dbt(
      String project,
      List<DbtNode> models,
      SortedMap<String, String> reads,
      Optional<String> resource,
      Optional<String> target,
      String command,
      boolean fullRefresh,
      SortedMap<String, Value> vars)
      implements RunPlan {}

  /**
   * A model, seed or snapshot.
   *
   * @param id its unique id
   * @param table that its rows go to; absent = a warehouse has them
   * @param keepsRows whether it is given the rows that it has: of an incremental model, a snapshot
   */
  record DbtNode(String id, Optional<String> table, boolean keepsRows) {}

  /** A Spark application of the product's own code. */
  record Spark(String app, List<String> args, SortedMap<String, Value> conf, List<String> packages)
      implements RunPlan {}

  /**
   * A resource of a dlt source.
   *
   * @param source the function that makes the source, {@code pkg.mod:fn}
   */
  record Dlt(
      String source,
      String resource,
      SortedMap<String, Value> args,
      Optional<Incremental> incremental,
      SchemaContract schemaContract,
      Optional<String> staging,
      List<String> packages)
      implements RunPlan {}

  /** Rows that are new since the last run, by a cursor column. */
  record Incremental(
      String cursor, Optional<Value> initialValue, Optional<Long> lagSeconds, String rowOrder) {

    /** A value that is written as null is none. */
    public Incremental {
      initialValue = ValueJson.present(initialValue);
    }
  }

  /** What is done with tables, columns and types that are new. */
  record SchemaContract(String tables, String columns, String dataType) {}

  /** A sync of an Airbyte connection. */
  record Airbyte(
      String connectionId,
      Value workspaceUrl,
      Optional<Value> apiToken,
      long pollSeconds,
      long timeoutSeconds)
      implements RunPlan {

    /** A value that is written as null is none. */
    public Airbyte {
      apiToken = ValueJson.present(apiToken);
    }
  }

  /** A source of a plugin. */
  record Connector(String type, Optional<String> entrypoint, SortedMap<String, Value> config)
      implements RunPlan {}

  /** Rows of the one input, sent to a system outside. */
  record Export(
      String sink,
      Optional<Value> secret,
      SortedMap<String, Value> config,
      SortedMap<String, String> fieldMapping,
      int batchSize)
      implements RunPlan {

    /** A value that is written as null is none. */
    public Export {
      secret = ValueJson.present(secret);
    }
  }

  /**
   * Models of a semantic layer, by name.
   *
   * @param layer the resource that says where they go, absent = they are in the bundle alone
   */
  record Semantic(List<SemanticModel> models, Optional<String> layer) implements RunPlan {}

  /**
   * A model of a semantic layer: a query or a table with measures and dimensions, each by name.
   *
   * @param sql the query, or else {@code table} is there
   */
  record SemanticModel(
      String name,
      Optional<String> description,
      Optional<String> sql,
      Optional<String> table,
      List<SemanticMeasure> measures,
      List<SemanticDimension> dimensions,
      List<SemanticJoin> joins,
      List<SemanticRollup> rollups,
      SortedMap<String, Value> metadata) {}

  /** A number that the layer computes. */
  record SemanticMeasure(
      String name, String type, Optional<String> sql, Optional<String> description) {}

  /** A column by which measures are grouped; a {@code geo} has two expressions. */
  record SemanticDimension(
      String name,
      String type,
      Optional<String> sql,
      Optional<String> latitude,
      Optional<String> longitude,
      boolean isPrimaryKey,
      Optional<String> description) {}

  /** How the rows of another model belong to those of this one. */
  record SemanticJoin(String name, String relationship, String sql) {}

  /** Measures that are computed ahead of the questions. */
  record SemanticRollup(
      String name,
      List<String> measures,
      List<String> dimensions,
      Optional<String> timeDimension,
      Optional<String> granularity) {}

  /**
   * Upkeep of Iceberg tables.
   *
   * @param tables names; what the spec writes as {@code *} is every table that the product writes
   */
  record Maintain(
      List<String> tables,
      Optional<ExpireSnapshots> expireSnapshots,
      Optional<RemoveOrphans> removeOrphans,
      Optional<RewriteDataFiles> rewriteDataFiles)
      implements RunPlan {}

  /** Snapshots that are old are forgotten, all but the newest. */
  record ExpireSnapshots(long olderThanSeconds, int retainLast) {}

  /** Files that no snapshot names are deleted. */
  record RemoveOrphans(long olderThanSeconds, boolean dryRun) {}

  /** Small files are written together. */
  record RewriteDataFiles(long targetBytes, String strategy) {}

  /** Nothing: a point that others wait for. */
  record Noop() implements RunPlan {}
}
