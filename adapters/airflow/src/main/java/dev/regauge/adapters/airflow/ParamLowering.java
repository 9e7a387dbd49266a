package dev.regauge.adapters.airflow;

import dev.regauge.adapters.airflow.model.Dag;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.ParamPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns the product's parameters into those of a DAG, with the job's own values as defaults. */
final class ParamLowering {
  private ParamLowering() {}

  static List<Dag.Param> params(ExecutionPlan plan, JobPlan job) {
    return plan.params().values().stream().map(param -> param(param, job)).toList();
  }

  private static Dag.Param param(ParamPlan param, JobPlan job) {
    Optional<Value> given =
        Optional.ofNullable(job.params().get(param.name())).or(param::defaultValue);
    Optional<Value> literal = given.filter(ParamLowering::isLiteral);
    List<String> types = new ArrayList<>(types(param.type()));
    if (literal.isEmpty() || literal.get() instanceof Value.Nothing) {
      // Airflow refuses a schedule beside a parameter without a value; the step knows the default
      // or refuses the run.
      types.add("null");
    }
    return new Dag.Param(
        param.name(),
        literal,
        List.copyOf(types),
        format(param.type()),
        param.values(),
        param.description().filter(text -> !text.isEmpty()));
  }

  private static List<String> types(String type) {
    return switch (type) {
      case "int" -> List.of("integer");
      case "float" -> List.of("number");
      case "boolean" -> List.of("boolean");
      case "list" -> List.of("array");
      default -> List.of("string");
    };
  }

  private static Optional<String> format(String type) {
    return switch (type) {
      case "date" -> Optional.of("date");
      case "timestamp" -> Optional.of("date-time");
      default -> Optional.empty();
    };
  }

  private static boolean isLiteral(Value value) {
    return switch (value) {
      case Value.Text _, Value.Number _, Value.Bool _, Value.Nothing _ -> true;
      case Value.Sequence items -> items.items().stream().allMatch(ParamLowering::isLiteral);
      case Value.Mapping map -> map.entries().values().stream().allMatch(ParamLowering::isLiteral);
      case Value.EnvironmentRef _, Value.ServiceRef _, Value.SecretRef _ -> false;
    };
  }
}
