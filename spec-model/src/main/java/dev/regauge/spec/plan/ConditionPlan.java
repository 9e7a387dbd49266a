package dev.regauge.spec.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/** What decides whether an asset is made: if it is not true, the asset is skipped. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ConditionPlan.Sql.class, name = "sql"),
  @JsonSubTypes.Type(value = ConditionPlan.Python.class, name = "python")
})
public sealed interface ConditionPlan {

  /**
   * A query whose one value is true or false.
   *
   * @param query the text itself; the text of a file is read when the plan is made
   */
  record Sql(String query, Optional<String> file) implements ConditionPlan {}

  /** A function that answers true or false. */
  record Python(String entrypoint) implements ConditionPlan {}
}
