package dev.regauge.spec.resolve;

import dev.regauge.spec.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a value of a completed product came from: step by step, from the place where it counts back
 * to the file that says it.
 *
 * @param steps never empty
 */
public record Origin(List<Step> steps) {

  public Origin {
    steps = List.copyOf(steps);
  }

  /** One step of a value's way. */
  public sealed interface Step {

    /** Returns where it is written; the spec's own default is written nowhere. */
    default Optional<Span> place() {
      return switch (this) {
        case Overridden step -> Optional.of(step.span());
        case Inherited step -> Optional.of(step.span());
        case Written step -> Optional.of(step.span());
        case ShortForm step -> Optional.of(step.span());
        case Included step -> Optional.of(step.include());
        case BuiltIn _ -> Optional.empty();
      };
    }

    /** Returns the step in words, for example {@code defaults.timezone (product.yaml:6:13)}. */
    default String words() {
      return switch (this) {
        case Overridden step -> step.from() + " (" + text(step.span()) + ")";
        case Inherited step -> step.from() + " (" + text(step.span()) + ")";
        case Written step -> text(step.span());
        case ShortForm step -> "short form of " + step.field() + " (" + text(step.span()) + ")";
        case Included step -> "included at " + text(step.include());
        case BuiltIn _ -> "default";
      };
    }
  }

  /** An environment says it in place of the product, for example at {@code environments[prod]…}. */
  public record Overridden(String environment, String from, Span span) implements Step {}

  /** It is taken from another place, for example {@code defaults.timezone}. */
  public record Inherited(String from, Span span) implements Step {}

  /** It is written at its own place. */
  public record Written(Span span) implements Step {}

  /** It is written in short form, in that field. */
  public record ShortForm(String field, Span span) implements Step {}

  /** The file that it is written in belongs to the product by that entry of {@code include}. */
  public record Included(String file, Span include) implements Step {}

  /** The spec's own default. */
  public record BuiltIn() implements Step {}

  /** Returns all steps in words. */
  public String words() {
    return steps.stream().map(Step::words).collect(Collectors.joining(" <- "));
  }

  private static String text(Span span) {
    return span.file() + ":" + span.line() + ":" + span.column();
  }
}
