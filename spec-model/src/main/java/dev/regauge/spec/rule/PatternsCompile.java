package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CheckSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A pattern is a regular expression, short enough to be read. */
final class PatternsCompile implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-067");

  @Override
  public Code code() {
    return CODE;
  }

  private static final int LONGEST = 1_000;

  /** What Java knows and the step's DuckDB does not: lookaround, atomic groups, backreferences. */
  private static final Pattern NOT_IN_RE2 =
      Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*(?:\\(\\?(?:[=!>]|<[=!])|\\\\[1-9]|[*+?}]\\+)");

  /** Java's compiler recurses into groups. */
  private static final int MOST_GROUPS = 100;

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    List<CheckSpec> checks = asset.spec().checks();
    for (int i = 0; i < checks.size(); i++) {
      if (checks.get(i).test() instanceof CheckSpec.Pattern pattern) {
        SpecPath at = asset.path().field("checks").at(i).field("pattern").field("regex");
        problem(pattern.regex())
            .ifPresent(
                why ->
                    out.add(
                        Diagnostic.error(CODE, "this pattern cannot be used: " + why)
                            .at(at, graph.locator())
                            .label("no regular expression")
                            .help("put a backslash before a character that stands for itself")));
      }
    }
  }

  private static Optional<String> problem(String regex) {
    if (regex.length() > LONGEST) {
      return Optional.of("it is longer than " + LONGEST + " characters");
    }
    if (regex.chars().filter(c -> c == '(').count() > MOST_GROUPS) {
      return Optional.of("it has more than " + MOST_GROUPS + " groups");
    }
    Matcher other = NOT_IN_RE2.matcher(regex);
    if (other.find()) {
      return Optional.of("'" + other.group() + "' is not known to RE2, by which it is matched");
    }
    try {
      Pattern.compile(regex.replace("(?P<", "(?<")); // as Python names its groups
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of(e.getDescription().toLowerCase(Locale.ROOT));
    }
  }
}
