package dev.regauge.spec.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/** How an asset is made. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RunPlan.Python.class, name = "python"),
  @JsonSubTypes.Type(value = RunPlan.Sql.class, name = "sql"),
  @JsonSubTypes.Type(value = RunPlan.Command.class, name = "command"),
  @JsonSubTypes.Type(value = RunPlan.Later.class, name = "later")
})
public sealed interface RunPlan {

  /** A function {@code pkg.mod:fn} of the user's code. */
  record Python(String entrypoint) implements RunPlan {}

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

  /**
   * A kind that no target carries out yet: each refuses it as a feature before it reads the plan.
   *
   * @param of the kind in the spec, for example {@code dbt}
   */
  record Later(String of) implements RunPlan {}
}
