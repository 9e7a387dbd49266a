package dev.regauge.engine.contract;

import dev.regauge.engine.PrettyJson;
import dev.regauge.engine.contract.DataContract.Arguments;
import dev.regauge.engine.contract.DataContract.Custom;
import dev.regauge.engine.contract.DataContract.Quality;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.CheckPlan;
import dev.regauge.spec.plan.PlanJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Checks as rules of a contract: the standard's metrics where there is one, its queries, else the
 * check as the plan has it, under the engine {@code regauge}. What only this product can run, as a
 * function of its own, is a text. A rule about a column that the contract does not have stands at
 * the table and names it.
 */
final class QualityRules {

  /** The rules of a table, and those of its columns by name. */
  record Rules(List<Quality> table, SortedMap<String, List<Quality>> columns) {}

  private static final String AT_MOST = "mustBeLessOrEqualTo";

  private final List<Quality> table = new ArrayList<>();
  private final SortedMap<String, List<Quality>> columns = new TreeMap<>();

  private final Predicate<String> isColumn;

  private QualityRules(Predicate<String> isColumn) {
    this.isColumn = isColumn;
  }

  /** Returns the rules that checks are, for a table with these columns. */
  static Rules of(List<CheckPlan> checks, Predicate<String> isColumn) {
    QualityRules rules = new QualityRules(isColumn);
    checks.stream().filter(CheckPlan::enabled).forEach(rules::add);
    return new Rules(List.copyOf(rules.table), rules.columns);
  }

  private void add(CheckPlan check) {
    switch (check.test()) {
      case CheckPlan.NotNull(List<String> names) ->
          names.forEach(
              name -> column(name, metric(check, "nullValues", Optional.empty(), rate(check))));
      case CheckPlan.Unique(List<String> names) -> {
        if (names.size() == 1) {
          column(names.getFirst(), metric(check, "duplicateValues", Optional.empty(), rate(check)));
        } else {
          Arguments key = new Arguments(List.of(), Optional.empty(), names);
          table.add(metric(check, "duplicateValues", Optional.of(key), rate(check)));
        }
      }
      case CheckPlan.RowCount(Optional<Long> min, Optional<Long> max) ->
          table.add(metric(check, "rowCount", Optional.empty(), between(min, max)));
      case CheckPlan.AcceptedValues(String name, List<Value> values) -> {
        List<Object> valid = values.stream().flatMap(value -> plain(value).stream()).toList();
        column(name, invalid(check, new Arguments(valid, Optional.empty(), List.of())));
      }
      case CheckPlan.Pattern(String name, String regex, boolean isCaseSensitive) -> {
        String pattern = isCaseSensitive ? regex : "(?i)" + regex;
        column(name, invalid(check, new Arguments(List.of(), Optional.of(pattern), List.of())));
      }
      case CheckPlan.Sql(String query, String op, Value value) -> {
        boolean isOrder = !op.equals("eq") && !op.equals("ne");
        table.add(
            plain(value)
                .filter(literal -> literal instanceof BigDecimal || !isOrder)
                .map(literal -> query(check, query, Map.of(operator(op), literal)))
                .orElseGet(() -> own(check)));
      }
      case CheckPlan.Range range -> column(range.column(), own(check));
      case CheckPlan.Freshness freshness -> column(freshness.column(), own(check));
      case CheckPlan.Relationships relationships -> column(relationships.column(), own(check));
      case CheckPlan.Schema _,
          CheckPlan.Expression _,
          CheckPlan.RowCountParity _,
          CheckPlan.AggregateParity _,
          CheckPlan.KeyParity _,
          CheckPlan.ChecksumParity _ ->
          table.add(own(check));
      case CheckPlan.Python _ -> table.add(text(check, "a function of the product's own"));
      case CheckPlan.Dbt _ -> table.add(text(check, "a test of the product's dbt project"));
      case CheckPlan.Contract _ -> {} // a promise of others, and no rule about these rows
      case CheckPlan.QualityGate(double score, Optional<Double> _) ->
          table.add(text(check, "the score of the other rules is at least " + number(score)));
    }
  }

  private void column(String name, Quality rule) {
    if (isColumn.test(name)) {
      columns.computeIfAbsent(name, _ -> new ArrayList<>()).add(rule);
    } else {
      table.add(rule.metric().isEmpty() ? rule : rule.about(name));
    }
  }

  private static Quality invalid(CheckPlan check, Arguments arguments) {
    return metric(check, "invalidValues", Optional.of(arguments), rate(check));
  }

  private static Quality metric(
      CheckPlan check,
      String metric,
      Optional<Arguments> arguments,
      Map<String, Object> comparison) {
    boolean isRate = comparison.containsKey(AT_MOST) && !metric.equals("rowCount");
    return rule(
        check,
        "library",
        Optional.of(metric),
        arguments,
        Optional.empty(),
        comparison,
        isRate ? Optional.of("percent") : Optional.empty(),
        Optional.empty(),
        check.description());
  }

  private static Quality query(CheckPlan check, String query, Map<String, Object> comparison) {
    return rule(
        check,
        "sql",
        Optional.empty(),
        Optional.empty(),
        Optional.of(query),
        comparison,
        Optional.empty(),
        Optional.empty(),
        check.description());
  }

  /** The check as it stands in the plan. */
  private static Quality own(CheckPlan check) {
    return rule(
        check,
        "custom",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.of(PrettyJson.tree(PlanJson.write(check.test()))),
        check.description());
  }

  private static Quality text(CheckPlan check, String what) {
    return rule(
        check,
        "text",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(check.description().orElse(what)));
  }

  private static Quality rule(
      CheckPlan check,
      String type,
      Optional<String> metric,
      Optional<Arguments> arguments,
      Optional<String> query,
      Map<String, Object> comparison,
      Optional<String> unit,
      Optional<JsonNode> implementation,
      Optional<String> description) {
    return new Quality(
        check.name(),
        type,
        metric,
        arguments,
        query,
        comparison,
        unit,
        implementation.map(_ -> "regauge"),
        implementation,
        description,
        Optional.of(check.dimension().equals("validity") ? "conformity" : check.dimension()),
        severity(check),
        custom(check, implementation.isPresent()));
  }

  private static String severity(CheckPlan check) {
    return switch (check.onFail()) {
      case "warn" -> "warning";
      case "info" -> "info";
      default -> "error";
    };
  }

  /** That bad rows are kept from readers, and the rate that an own rule lets through. */
  private static List<Custom> custom(CheckPlan check, boolean isOwn) {
    List<Custom> said = new ArrayList<>();
    if (check.onFail().equals("block")) {
      said.add(new Custom("onFail", "block"));
    }
    if (isOwn && check.threshold() > 0) {
      said.add(new Custom("threshold", number(check.threshold())));
    }
    return List.copyOf(said);
  }

  /** None, or at most a share of the rows in percent. */
  private static Map<String, Object> rate(CheckPlan check) {
    return check.threshold() > 0
        ? Map.of(AT_MOST, whole(BigDecimal.valueOf(check.threshold()).movePointRight(2)))
        : Map.of("mustBe", 0);
  }

  private static Map<String, Object> between(Optional<Long> min, Optional<Long> max) {
    if (min.isPresent() && max.isPresent()) {
      return min.equals(max)
          ? Map.of("mustBe", min.get())
          : Map.of("mustBeBetween", List.of(min.get(), max.get()));
    }
    return max.<Map<String, Object>>map(most -> Map.of(AT_MOST, most))
        .orElseGet(() -> Map.of("mustBeGreaterOrEqualTo", min.orElse(0L)));
  }

  private static String operator(String op) {
    return switch (op) {
      case "ne" -> "mustNotBe";
      case "lt" -> "mustBeLessThan";
      case "le" -> AT_MOST;
      case "gt" -> "mustBeGreaterThan";
      case "ge" -> "mustBeGreaterOrEqualTo";
      default -> "mustBe";
    };
  }

  /** Returns a number as a person writes it: 99.9, and 100 instead of 1E+2. */
  static BigDecimal number(double number) {
    return whole(BigDecimal.valueOf(number));
  }

  private static BigDecimal whole(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  /** Returns a literal as YAML has it; what is none has no place in a metric. */
  private static Optional<Object> plain(Value value) {
    return switch (value) {
      case Value.Text(String text) -> Optional.of(text);
      case Value.Number(BigDecimal number) -> Optional.of(whole(number));
      case Value.Bool(boolean claim) -> Optional.of(claim);
      case Value.Sequence _,
          Value.Mapping _,
          Value.Nothing _,
          Value.EnvironmentRef _,
          Value.ServiceRef _,
          Value.SecretRef _ ->
          Optional.empty();
    };
  }
}
