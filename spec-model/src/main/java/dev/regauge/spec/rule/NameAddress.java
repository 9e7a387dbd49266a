package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.CheckSpec;
import dev.regauge.spec.model.ProductSpec;
import java.util.Optional;

/** Addresses by name: {@code assets[silver/orders].checks[unique_id]} for a path by position. */
final class NameAddress {

  private static final String CHECKS = ".checks";

  private NameAddress() {}

  /** Returns the address of a path; a position that has no name stays. */
  static String of(SpecPath path, ProductSpec product) {
    String text = path.text();
    Optional<Step> asset = step(text, "assets");
    if (asset.isPresent() && asset.get().index() < product.assets().size()) {
      var spec = product.assets().get(asset.get().index());
      String rest = text.substring(asset.get().end());
      Optional<Step> check = step(rest, CHECKS);
      if (check.isPresent() && check.get().index() < spec.checks().size()) {
        CheckSpec found = spec.checks().get(check.get().index());
        String name = found.name().orElse(String.valueOf(check.get().index()));
        rest = CHECKS + "[" + name + "]" + rest.substring(check.get().end());
      }
      return "assets[" + spec.key() + "]" + rest;
    }
    Optional<Step> job = step(text, "jobs");
    if (job.isPresent() && job.get().index() < product.jobs().size()) {
      String name = product.jobs().get(job.get().index()).name();
      return "jobs[" + name + "]" + text.substring(job.get().end());
    }
    return text;
  }

  private static Optional<Step> step(String text, String field) {
    int close = text.indexOf(']');
    if (!text.startsWith(field + "[") || close < 0) {
      return Optional.empty();
    }
    String index = text.substring(field.length() + 1, close);
    boolean isNumber =
        !index.isEmpty() && index.length() < 9 && index.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? Optional.of(new Step(Integer.parseInt(index), close + 1)) : Optional.empty();
  }

  private record Step(int index, int end) {}
}
