package dev.regauge.spec.model;

import dev.regauge.spec.model.form.AtLeastOneOf;
import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.ExactlyOneOf;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.NotEmpty;
import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.ShortForm.Written;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** How an asset is made. Sealed: a new kind does not compile until every reader answers it. */
public sealed interface RunSpec {

  /** Returns the kind, which is the key in the file. */
  default String kind() {
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

  /** Whether it makes one table named after the asset's key unless the asset says otherwise. */
  default boolean makesATable() {
    return switch (this) {
      case Python _, Sql _, Spark _, Dlt _, Airbyte _, Connector _ -> true;
      case Dbt run -> run.resource().isEmpty();
      case Command _, Container _, Export _, Semantic _, Maintain _, Noop _ -> false;
    };
  }

  /** Whether it loads rows from outside, which an unpartitioned asset appends. */
  default boolean isIngestion() {
    return this instanceof Dlt || this instanceof Airbyte || this instanceof Connector;
  }

  /** A function {@code pkg.mod:fn}, and the packages that it needs beside the product's own. */
  @ShortForm(field = "entrypoint")
  record Python(
      @Format(TextFormat.ENTRYPOINT) String entrypoint,
      @Format(TextFormat.ONE_LINE) List<String> packages)
      implements RunSpec {}

  /** A query, given as text or as a file; exactly one of the two. */
  @ShortForm(field = "query", as = Written.QUERY_OR_FILE)
  @ExactlyOneOf({"file", "query"})
  record Sql(
      @Format(TextFormat.PATH) Optional<String> file,
      Optional<String> query,
      @Format(TextFormat.NAME) Optional<String> engine,
      Optional<Boolean> templated)
      implements RunSpec {}

  /** A command without a shell. */
  @ShortForm(field = "argv", as = Written.WORDS)
  record Command(@NotEmpty List<String> argv, Optional<Boolean> templated) implements RunSpec {}

  /** A container of an image; its command and arguments meet no shell. */
  @ShortForm(field = "image")
  record Container(
      ImageSpec image, List<String> command, List<String> args, Optional<Boolean> templated)
      implements RunSpec {}

  /**
   * A model of a dbt project, or several that are built in one step.
   *
   * @param select the one model
   * @param models the several, each of which makes an output named after it
   * @param resource the warehouse in which dbt makes it and leaves it; absent = the step publishes
   *     it
   */
  @ShortForm(field = "select")
  @ExactlyOneOf({"models", "select"})
  record Dbt(
      @Format(TextFormat.PATH) Optional<String> project,
      @Format(TextFormat.ONE_LINE) Optional<String> select,
      @Format(TextFormat.ONE_LINE) List<String> models,
      @Format(TextFormat.NAME) Optional<String> resource,
      @Format(TextFormat.ONE_LINE) Optional<String> target,
      @Choice({"build", "run", "snapshot", "seed", "test"}) Optional<String> command,
      Optional<Boolean> fullRefresh,
      @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, Value> vars)
      implements RunSpec {

    /** The folder of the project when nothing is said. */
    public static final String PROJECT = "dbt";

    private static final Pattern VERSION = Pattern.compile("v[0-9]+");

    /** Whether several models are built in one step, be it only one. */
    public boolean isGroup() {
      return !models.isEmpty();
    }

    /** Returns what is written of each model: its name, {@code package.name} or unique id. */
    public List<String> written() {
      return isGroup() ? models : select.map(List::of).orElseGet(List::of);
    }

    /**
     * Returns the last part of the name of the table that a model of a group makes: the model's
     * name, or {@code name_v2} of one that has versions, as dbt itself calls it.
     *
     * @param model as it is written
     */
    public static String tableOf(String model) {
      List<String> parts = List.of(model.split("\\.", -1));
      String last = parts.getLast();
      return parts.size() > 1 && VERSION.matcher(last).matches()
          ? parts.get(parts.size() - 2) + "_" + last
          : last;
    }
  }

  /** A Spark application of the product's own code. */
  @ShortForm(field = "app")
  record Spark(
      @Format(TextFormat.PATH) String app,
      List<String> args,
      @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, Value> conf,
      @Format(TextFormat.ONE_LINE) List<String> packages)
      implements RunSpec {}

  /**
   * A resource of a dlt source.
   *
   * @param source the function that makes the source: {@code pkg.mod:fn} or {@code pkg.mod.fn}
   * @param args its arguments
   * @param staging the resource through which the rows go
   */
  record Dlt(
      @Format(TextFormat.FUNCTION) String source,
      @Format(TextFormat.ONE_LINE) String resource,
      @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, Value> args,
      Optional<Incremental> incremental,
      Optional<SchemaContract> schemaContract,
      @Format(TextFormat.NAME) Optional<String> staging,
      @Format(TextFormat.ONE_LINE) List<String> packages)
      implements RunSpec {}

  /** Rows that are new since the last run, by a cursor column. */
  record Incremental(
      @Format(TextFormat.ONE_LINE) String cursor,
      Optional<Value> initialValue,
      @Format(TextFormat.DURATION) Optional<String> lag,
      @Choice({"asc", "desc"}) Optional<String> rowOrder) {}

  /** What is done with tables, columns and types that are new. */
  record SchemaContract(
      @Choice({"evolve", "freeze", "discard_row", "discard_value"}) Optional<String> tables,
      @Choice({"evolve", "freeze", "discard_row", "discard_value"}) Optional<String> columns,
      @Choice({"evolve", "freeze", "discard_row", "discard_value"}) Optional<String> dataType) {}

  /** A sync of an Airbyte connection. */
  record Airbyte(
      @Format(TextFormat.ONE_LINE) String connectionId,
      Value workspaceUrl,
      Optional<Value> apiToken,
      @Format(TextFormat.DURATION) Optional<String> pollInterval,
      @Format(TextFormat.DURATION) Optional<String> timeout)
      implements RunSpec {}

  /**
   * A source that is described by its settings; {@code rest_api} is built in.
   *
   * @param entrypoint the class, or an object, with the four functions of a connector; empty = the
   *     module {@code connectors.<type>}
   */
  record Connector(
      @Format(TextFormat.NAME) String type,
      @Format(TextFormat.ENTRYPOINT) Optional<String> entrypoint,
      @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, Value> config)
      implements RunSpec {}

  /**
   * Rows of the one input, sent to a system outside.
   *
   * @param fieldMapping the outside name of each column
   */
  record Export(
      @Format(TextFormat.NAME) String sink,
      Optional<Value> secret,
      @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, Value> config,
      @KeyFormat(TextFormat.NAME) @Format(TextFormat.ONE_LINE)
          SortedMap<String, String> fieldMapping,
      @Between(min = 1, max = 1000000) Optional<Integer> batchSize)
      implements RunSpec {}

  /**
   * Models of a semantic layer.
   *
   * @param layer the resource that says where the models go; absent = they are in the bundle alone
   */
  record Semantic(
      @NotEmpty List<SemanticModel> models, @Format(TextFormat.NAME) Optional<String> layer)
      implements RunSpec {

    /** The type of the resource that a layer is. */
    public static final String LAYER = "cube";
  }

  /** A model of a semantic layer: a query or a table with measures and dimensions. */
  @ExactlyOneOf({"sql", "table"})
  record SemanticModel(
      @Format(TextFormat.NAME) String name,
      Optional<String> description,
      Optional<String> sql,
      @Format(TextFormat.TABLE_NAME) Optional<String> table,
      List<SemanticMeasure> measures,
      List<SemanticDimension> dimensions,
      List<SemanticJoin> joins,
      List<SemanticRollup> rollups,
      @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, Value> metadata) {}

  /** A number that the layer computes. */
  record SemanticMeasure(
      @Format(TextFormat.NAME) String name,
      @Choice({
            "avg",
            "boolean",
            "count",
            "count_distinct",
            "count_distinct_approx",
            "max",
            "min",
            "number",
            "string",
            "sum",
            "time"
          })
          String type,
      Optional<String> sql,
      Optional<String> description) {}

  /**
   * A column by which measures are grouped and filtered.
   *
   * @param latitude the one half of a {@code geo}, which has no {@code sql} of its own
   * @param longitude the other half
   */
  record SemanticDimension(
      @Format(TextFormat.NAME) String name,
      @Choice({"boolean", "geo", "number", "string", "time"}) String type,
      Optional<String> sql,
      Optional<String> latitude,
      Optional<String> longitude,
      Optional<Boolean> primaryKey,
      Optional<String> description) {}

  /** How the rows of another model belong to those of this one. */
  record SemanticJoin(
      @Format(TextFormat.NAME) String name,
      @Choice({"many_to_one", "one_to_many", "one_to_one"}) String relationship,
      String sql) {}

  /** Measures that are computed ahead of the questions. */
  record SemanticRollup(
      @Format(TextFormat.NAME) String name,
      @NotEmpty @Format(TextFormat.NAME) List<String> measures,
      @Format(TextFormat.NAME) List<String> dimensions,
      @Format(TextFormat.NAME) Optional<String> timeDimension,
      @Choice({"day", "hour", "minute", "month", "quarter", "second", "week", "year"})
          Optional<String> granularity) {}

  /**
   * Upkeep of the product's Iceberg tables.
   *
   * @param tables names of tables, or {@code *} for all that the product writes
   */
  @AtLeastOneOf({"expireSnapshots", "removeOrphans", "rewriteDataFiles"})
  record Maintain(
      @NotEmpty @Format(TextFormat.ONE_LINE) List<String> tables,
      Optional<ExpireSnapshots> expireSnapshots,
      Optional<RemoveOrphans> removeOrphans,
      Optional<RewriteDataFiles> rewriteDataFiles)
      implements RunSpec {}

  /** Snapshots that are old are forgotten, all but the newest. */
  record ExpireSnapshots(
      @Format(TextFormat.DURATION) Optional<String> olderThan,
      @Between(min = 1, max = 100) Optional<Integer> retainLast) {}

  /** Files that no snapshot names are deleted. */
  record RemoveOrphans(
      @Format(TextFormat.DURATION) Optional<String> olderThan, Optional<Boolean> dryRun) {}

  /** Small files are written together. */
  record RewriteDataFiles(
      @Between(min = 1048576) Optional<Long> targetBytes,
      @Choice({"binpack", "sort"}) Optional<String> strategy) {}

  /** Nothing: a point that others wait for. */
  record Noop() implements RunSpec {}
}
