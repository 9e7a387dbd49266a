package dev.regauge.spec.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression of a semantic model, as the words of SQL and the references between them: {@code
 * {CUBE}} is the model itself, {@code {total}} one of its members, {@code {customers}} another
 * model and {@code {customers.id}} a member of that. Any other brace is one of SQL.
 */
public record SemanticText(List<Part> parts) {

  /** What stands for the model itself. */
  public static final String SELF = "CUBE";

  private static final Pattern REFERENCE =
      Pattern.compile("\\{\\s*([A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*)\\s*\\}");

  /** A part of an expression. */
  public sealed interface Part {}

  /** Words of SQL, as they are. */
  public record Words(String text) implements Part {}

  /** A reference to a model or a member, by one or two names. */
  public record Reference(List<String> names) implements Part {}

  /** Takes an expression apart. */
  public static SemanticText of(String expression) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = REFERENCE.matcher(expression);
    int end = 0;
    while (matcher.find()) {
      if (matcher.start() > end) {
        parts.add(new Words(expression.substring(end, matcher.start())));
      }
      parts.add(new Reference(List.of(matcher.group(1).split("\\."))));
      end = matcher.end();
    }
    if (end < expression.length()) {
      parts.add(new Words(expression.substring(end)));
    }
    return new SemanticText(List.copyOf(parts));
  }

  /** Returns the references, in the expression's order. */
  public List<Reference> references() {
    return parts.stream().filter(Reference.class::isInstance).map(Reference.class::cast).toList();
  }
}
