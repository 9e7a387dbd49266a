package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostics;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The members of one map of a contract. */
final class ContractWords {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

  private final Node.Mapping map;
  private final Diagnostics out;

  ContractWords(Node.Mapping map, Diagnostics out) {
    this.map = map;
    this.out = out;
  }

  /** Returns a text that has to be there; that it is not is reported. */
  Optional<Node.Scalar> required(String field, String what, String example) {
    Optional<Node.Scalar> found = scalar(field);
    if (found.isEmpty() && !map.hasLostEntries()) {
      Node at = map.get(field);
      out.add(
          ContractProblems.noContract(
              at == null ? map : at, "it does not say " + what, "write '" + example + "'"));
    }
    return found;
  }

  Optional<String> text(String field) {
    return scalar(field).map(Node.Scalar::text).filter(text -> !text.isEmpty());
  }

  boolean isTrue(String field) {
    return flag(field).orElse(false);
  }

  Optional<Boolean> flag(String field) {
    return scalar(field)
        .filter(value -> value.kind() == Scalars.Kind.TRUE_OR_FALSE)
        .map(value -> Scalars.isTrue(value.text()));
  }

  Optional<Integer> number(String field) {
    return scalar(field)
        .filter(value -> value.kind() == Scalars.Kind.INTEGER && value.text().length() <= 9)
        .map(value -> Integer.valueOf(value.text()));
  }

  /** Returns a member that is a map. */
  Optional<ContractWords> inside(String field) {
    return map.get(field) instanceof Node.Mapping inner
        ? Optional.of(new ContractWords(inner, out))
        : Optional.empty();
  }

  /** Returns what a list has; none where there is none, and what is no list is reported. */
  List<Node> items(String field) {
    return switch (map.get(field)) {
      case Node.Sequence list -> List.copyOf(list.items());
      case null -> List.of();
      case Node.Broken _ -> List.of();
      case Node.Scalar scalar when scalar.isNull() -> List.of();
      case Node node -> {
        out.add(
            ContractProblems.noContract(
                node, "'" + field + "' is a list in the standard", "write a list"));
        yield List.of();
      }
    };
  }

  private Optional<Node.Scalar> scalar(String field) {
    return map.get(field) instanceof Node.Scalar value && !value.isNull()
        ? Optional.of(value)
        : Optional.empty();
  }

  /**
   * Returns a length of time in whole seconds: a number with the standard's unit, or a text such as
   * {@code PT26H}; none for what is neither.
   */
  static Optional<Long> seconds(String value, Optional<String> unit) {
    if (unit.isEmpty()) {
      try {
        return Optional.of(Duration.parse(value).toSeconds());
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }
    long factor =
        switch (unit.get().toLowerCase(Locale.ROOT)) {
          case "s", "sec", "second", "seconds" -> 1;
          case "min", "minute", "minutes" -> 60;
          case "h", "hr", "hour", "hours" -> 3_600;
          case "d", "day", "days" -> 86_400;
          case "w", "week", "weeks" -> 604_800;
          case "y", "yr", "year", "years" -> 31_536_000;
          default -> 0;
        };
    if (factor == 0 || !NUMBER.matcher(value).matches()) {
      return Optional.empty();
    }
    BigDecimal seconds = new BigDecimal(value).multiply(BigDecimal.valueOf(factor));
    return Optional.of(seconds.setScale(0, RoundingMode.DOWN).longValue());
  }
}
