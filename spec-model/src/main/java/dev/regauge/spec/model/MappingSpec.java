package dev.regauge.spec.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.ExactlyOneOf;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.TextFormat;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Which upstream partitions a partition needs (semantics 10).
 *
 * @param rule the same, all published, or the last one
 * @param window theirs that overlap ours
 * @param fixed ours for each of theirs
 * @param dims a mapping for each dimension
 */
@ShortForm(field = "rule", isNormal = true)
@ExactlyOneOf({"rule", "window", "static", "dims"})
public record MappingSpec(
    @Choice({"identity", "all", "last"}) Optional<String> rule,
    Optional<WindowSpec> window,
    @JsonProperty("static")
        @KeyFormat(TextFormat.PARTITION_VALUE)
        @Format(TextFormat.PARTITION_VALUE)
        Optional<SortedMap<String, String>> fixed,
    @KeyFormat(TextFormat.NAME) Optional<SortedMap<String, MappingSpec>> dims) {

  public static final MappingSpec IDENTITY = ofRule("identity");
  public static final MappingSpec ALL = ofRule("all");

  /** The windows from {@code start} to {@code end} past those that overlap ours, both included. */
  public record WindowSpec(Optional<Integer> start, Optional<Integer> end) {}

  private static MappingSpec ofRule(String rule) {
    return new MappingSpec(Optional.of(rule), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether it is the same partition on both sides. */
  public boolean isIdentity() {
    return equals(IDENTITY);
  }

  /** Returns the kind, which is the word or the key in the file. */
  public String kind() {
    return rule.orElseGet(
        () -> window.isPresent() ? "window" : fixed.isPresent() ? "static" : "dims");
  }

  /** Returns the mapping in one line, for example {@code window(-1, 0)}; equal texts map alike. */
  public String text() {
    return rule.or(
            () ->
                window.map(
                    span -> "window(" + span.start().orElse(0) + ", " + span.end().orElse(0) + ")"))
        .or(() -> fixed.map(values -> "static" + values))
        .orElseGet(
            () -> {
              StringBuilder each = new StringBuilder();
              dims.ifPresent(
                  all ->
                      all.forEach(
                          (name, inner) ->
                              each.append(each.isEmpty() ? "" : ", ")
                                  .append(name)
                                  .append('=')
                                  .append(inner.text())));
              return "dims{" + each + "}";
            });
  }
}
