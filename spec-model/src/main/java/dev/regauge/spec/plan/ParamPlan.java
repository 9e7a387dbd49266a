package dev.regauge.spec.plan;

import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;

/** An input of a run, given to steps as {@code REGAUGE_PARAM_<NAME>} and bound in SQL by name. */
public record ParamPlan(
    String name,
    String type,
    Optional<Value> defaultValue,
    boolean required,
    List<Value> values,
    Optional<String> description) {

  /** A default that is written as null is none. */
  public ParamPlan {
    defaultValue = defaultValue.filter(value -> !(value instanceof Value.Nothing));
  }
}
