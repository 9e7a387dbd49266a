package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How compose sees that a container is well, in our words. */
final class ForeignHealth {

  private ForeignHealth() {}

  /** Returns the service's health; nothing where there is none. */
  static Optional<Map<String, Object>> of(Node node, ForeignValues values, Diagnostics out) {
    Map<String, Object> health = new LinkedHashMap<>();
    if (!(node instanceof Node.Mapping check)) {
      out.add(ForeignProblems.noForm(node, "a healthcheck is a map", "write one"));
      return Optional.empty();
    }
    for (int i = 0; i < check.size(); i++) {
      Node value = check.value(i);
      switch (check.key(i).text()) {
        case "test" -> test(value, values, out).ifPresent(it -> health.put("exec", it));
        case "interval" -> health.put("period", values.duration(value));
        case "timeout" -> health.put("timeout", values.duration(value));
        case "start_period" -> health.put("initialDelay", values.duration(value));
        case "retries" -> retries(value, values, out).ifPresent(it -> health.put("retries", it));
        default ->
            out.add(
                ForeignProblems.noForm(
                    check.key(i),
                    "a healthcheck has test, interval, timeout, retries and start_period",
                    "take it out"));
      }
    }
    return health.containsKey("exec") ? Optional.of(health) : Optional.empty();
  }

  private static Optional<Map<String, Object>> test(
      Node value, ForeignValues values, Diagnostics out) {
    List<String> words =
        value instanceof Node.Scalar
            ? List.of("CMD-SHELL", values.text(value))
            : values.items(value).stream().map(values::text).toList();
    String kind = words.isEmpty() ? "" : words.getFirst();
    List<String> rest = words.isEmpty() ? List.of() : words.subList(1, words.size());
    return switch (kind) {
      case "NONE" -> Optional.empty();
      case "CMD" -> Optional.of(Map.of("command", rest));
      case "CMD-SHELL" ->
          Optional.of(Map.of("command", List.of("sh", "-c", String.join(" ", rest))));
      default -> {
        out.add(
            ForeignProblems.noForm(
                value, "a test begins with CMD, CMD-SHELL or NONE", "begin it so"));
        yield Optional.empty();
      }
    };
  }

  private static Optional<Integer> retries(Node value, ForeignValues values, Diagnostics out) {
    String text = values.text(value);
    if (text.matches("\\d{1,4}")) {
      return Optional.of(Integer.parseInt(text));
    }
    out.add(ForeignProblems.noForm(value, "it is a number", "write one"));
    return Optional.empty();
  }
}
