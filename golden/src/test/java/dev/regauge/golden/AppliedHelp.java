package dev.regauge.golden;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A help carried out by a program that knows nothing of Regauge but how its helps are worded: the
 * words under the caret are replaced by what the help names.
 */
final class AppliedHelp {

  /** A form of a help; its first group is what it names. */
  private record Form(Pattern words, BiFunction<String, String, Optional<String>> replaced) {
    static Form of(String words, BiFunction<String, String, Optional<String>> replaced) {
      return new Form(Pattern.compile(words), replaced);
    }
  }

  private static final List<Form> FORMS =
      List.of(
          Form.of("^did you mean '([^']+)'\\?", AppliedHelp::named),
          Form.of("^write (\\{(?:asset|table): .+?)\\}: ", (_, entry) -> Optional.of(entry + "}")),
          Form.of("^write '(mapping: .+)'$", (_, entry) -> Optional.of(entry)),
          Form.of("^write (\\{[a-zA-Z]+: [A-Z_]+\\}) here", (_, entry) -> Optional.of(entry)),
          Form.of("^write '([^':]+)'(?:$|, or)", AppliedHelp::named),
          Form.of("^the only version that this Regauge knows is ([^: ]+)", AppliedHelp::named),
          Form.of(
              "^write ([A-Za-z0-9.]+)(?:$| without quotes$|, or | or less$)",
              (_, word) -> Optional.of(word)),
          Form.of(
              "^(?:write one of|the columns are|write one of those that are tested:)"
                  + " (?!the |those )([A-Za-z0-9_.]+)",
              AppliedHelp::named),
          Form.of(", such as '([a-z_0-9]+)'$", AppliedHelp::named),
          Form.of("^put it (in quotes)$", (text, _) -> Optional.of('"' + text + '"')));

  private AppliedHelp() {}

  /** Returns the text with the help carried out; empty when the help needs a person. */
  static Optional<String> to(String text, Diagnostic found) {
    Span span = found.span().orElseThrow();
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    String line = lines.get(span.line() - 1);
    int start = line.offsetByCodePoints(0, span.column() - 1);
    int end =
        line.offsetByCodePoints(
            start, Math.min(span.length(), line.codePointCount(start, line.length())));
    String before = line.substring(0, start);
    String after = line.substring(end);
    String under = line.substring(start, end);
    for (Form form : FORMS) {
      Matcher words = form.words().matcher(found.help());
      if (words.find()) {
        Optional<String> with = form.replaced().apply(under, words.group(1));
        if (with.isEmpty()) {
          return Optional.empty();
        }
        if (under.equals("mapping") && !with.get().startsWith("mapping: ")) {
          return Optional.empty(); // the caret is under the whole mapping, the help names a part
        }
        if (under.equals("mapping")) {
          lines.set(span.line() - 1, before + with.get() + afterValue(after));
          return Optional.of(String.join("\n", lines));
        }
        // A whole entry stands in place of one that is written in braces already.
        Matcher open = Pattern.compile("\\{(?:asset|table): $").matcher(before);
        boolean isEntry = with.get().matches("\\{(?:asset|table): .*") && open.find();
        lines.set(
            span.line() - 1,
            isEntry
                ? before.substring(0, open.start()) + with.get() + afterEntry(after)
                : before + with.get() + after);
        return Optional.of(String.join("\n", lines));
      }
    }
    return Optional.empty();
  }

  /** The name in place of the one under the caret, or of the one in it. */
  private static Optional<String> named(String under, String name) {
    if (name.matches("[:{].*")) {
      return within(under, name);
    }
    return Optional.of(under.matches("\".*\"|'.*'") ? '"' + name + '"' : name);
  }

  /** A name that stands within a text, such as a query. */
  private static Optional<String> within(String under, String name) {
    Pattern same = Pattern.compile(name.startsWith(":") ? ":[a-z_]+" : "\\{\\{.*?\\}\\}");
    return same.matcher(under)
        .results()
        .map(MatchResult::group)
        .findFirst()
        .map(wrong -> under.replace(wrong, name));
  }

  /** What follows the value of a key in braces. */
  private static String afterValue(String after) {
    int open = after.indexOf('{');
    int end = after.indexOf('}');
    return open >= 0 && open < end ? afterEntry(after.substring(open + 1)) : after.substring(end);
  }

  /** What follows the brace that closes the entry. */
  private static String afterEntry(String after) {
    int depth = 1;
    for (int i = 0; i < after.length(); i++) {
      depth += after.charAt(i) == '{' ? 1 : after.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return after.substring(i + 1);
      }
    }
    throw new IllegalStateException("no brace closes: " + after);
  }
}
