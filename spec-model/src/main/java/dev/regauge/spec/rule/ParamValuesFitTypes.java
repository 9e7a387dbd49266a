package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ProductSpec.ParamSpec;
import dev.regauge.spec.model.Value;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.function.Supplier;

/** A param's default, its allowed values and what jobs give it are of its type. */
final class ParamValuesFitTypes implements Rule {

  private static final Code CODE = new Code("RG-RULE-018");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    graph.product().params().forEach((name, param) -> declared(graph, name, param, out));
    for (JobNode job : graph.jobs()) {
      job.spec()
          .ifPresent(
              spec ->
                  spec.params()
                      .forEach(
                          (name, value) -> {
                            ParamSpec param = graph.product().params().get(name);
                            if (param != null) {
                              SpecPath at = job.path().field("params").entry(name);
                              judge(graph, name, param, value, at, out);
                            }
                          }));
    }
  }

  private static void declared(SpecGraph graph, String name, ParamSpec param, Diagnostics out) {
    SpecPath path = SpecPath.of("params").entry(name);
    param
        .defaultValue()
        .ifPresent(value -> judge(graph, name, param, value, path.field("default"), out));
    for (int i = 0; i < param.values().size(); i++) {
      Value value = param.values().get(i);
      if (!fits(value, param.type())) {
        out.add(misfit(graph, name, param, path.field("values").at(i)));
      }
    }
  }

  private static void judge(
      SpecGraph graph, String name, ParamSpec param, Value value, SpecPath at, Diagnostics out) {
    if (!fits(value, param.type())) {
      out.add(misfit(graph, name, param, at));
    } else if (!param.values().isEmpty() && !param.values().contains(value)) {
      out.add(
          Diagnostic.error(CODE, "param '" + name + "' does not allow this value")
              .at(at, graph.locator())
              .label("not one of its 'values'")
              .related(
                  graph.locator().valueAt(SpecPath.of("params").entry(name).field("values")),
                  "the allowed values")
              .help(
                  "write one of "
                      + String.join(
                          ", ", param.values().stream().map(ParamValuesFitTypes::shown).toList())
                      + ", or allow this one"));
    }
  }

  private static String shown(Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Number(var number) -> number.toPlainString();
      case Value.Bool(var flag) -> Boolean.toString(flag);
      case Value.Nothing _, Value.Sequence _, Value.Mapping _ -> "…";
      case Value.EnvironmentRef _, Value.ServiceRef _, Value.SecretRef _ -> "…";
    };
  }

  private static Diagnostic misfit(SpecGraph graph, String name, ParamSpec param, SpecPath at) {
    return Diagnostic.error(CODE, "param '" + name + "' takes " + words(param.type()))
        .at(at, graph.locator())
        .label("not of the type " + param.type())
        .related(
            graph.locator().keyAt(SpecPath.of("params").entry(name)), "the param is declared here")
        .help("write " + words(param.type()) + " as a literal, or change the param's type");
  }

  private static boolean fits(Value value, String type) {
    return switch (type) {
      case "int" ->
          value instanceof Value.Number number && number.number().stripTrailingZeros().scale() <= 0;
      case "float" -> value instanceof Value.Number;
      case "boolean" -> value instanceof Value.Bool;
      case "list" -> value instanceof Value.Sequence;
      case "date" -> value instanceof Value.Text text && parses(() -> LocalDate.parse(text.text()));
      case "timestamp" ->
          value instanceof Value.Text text && parses(() -> OffsetDateTime.parse(text.text()));
      default -> value instanceof Value.Text;
    };
  }

  private static boolean parses(Supplier<Object> act) {
    try {
      return act.get() != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static String words(String type) {
    return switch (type) {
      case "int" -> "an integer";
      case "float" -> "a number";
      case "boolean" -> "true or false";
      case "list" -> "a list";
      case "date" -> "a day such as \"2025-01-31\"";
      case "timestamp" -> "an instant such as \"2025-01-31T06:00:00Z\"";
      default -> "a text";
    };
  }
}
