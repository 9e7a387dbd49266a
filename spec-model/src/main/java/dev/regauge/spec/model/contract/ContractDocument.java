package dev.regauge.spec.model.contract;

import dev.regauge.spec.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A data contract of the Open Data Contract Standard, version 3: what of it readers rely on. What
 * the standard has beside that, such as the team or the price, is nobody's reading.
 *
 * @param id the same for all versions
 * @param tables the standard's schema objects
 * @param levels the standard's {@code slaProperties}
 * @param at the file's beginning
 */
public record ContractDocument(
    String id,
    String version,
    String status,
    List<PromisedTable> tables,
    List<ServiceLevel> levels,
    Span at,
    Span idAt,
    Span versionAt,
    Span statusAt) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * A promise in numbers.
   *
   * @param property in the standard's words, for example {@code latency}
   * @param value as written
   * @param element what it is about; empty for all of the contract
   */
  public record ServiceLevel(
      String property,
      String value,
      Optional<String> unit,
      Optional<String> element,
      Optional<Long> seconds,
      Span at) {

    /** Returns what tells it from the contract's other promises. */
    public String name() {
      return element.map(of -> property + " of " + of).orElse(property);
    }

    /** Whether it says how old the data become at most. */
    public boolean isFreshness() {
      return property.equals("latency") || property.equals("freshness");
    }
  }

  /**
   * Returns the schema object of a table: by its physical name, then by its last segment, then the
   * only one there is that says no physical name.
   */
  public Optional<PromisedTable> table(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return tables.stream()
        .filter(table -> table.physicalName().equals(Optional.of(name)))
        .findFirst()
        .or(
            () ->
                tables.stream()
                    .filter(
                        table ->
                            table.physicalName().orElse(last).equals(last)
                                && table.name().equals(last))
                    .findFirst())
        .or(
            () ->
                tables.stream()
                    .filter(table -> tables.size() == 1 && table.physicalName().isEmpty())
                    .findFirst());
  }

  /** Returns how old the data become at most, in seconds; the strictest of several promises. */
  public Optional<ServiceLevel> freshness() {
    return levels.stream()
        .filter(level -> level.isFreshness() && level.seconds().isPresent())
        .min(
            (one, other) ->
                Long.compare(one.seconds().orElseThrow(), other.seconds().orElseThrow()));
  }

  /** Returns it as a text, which {@link #read} takes. */
  public String text() {
    return JSON.writeValueAsString(this);
  }

  /** Returns what {@link #text} gave; nothing for any other text. */
  public static Optional<ContractDocument> read(String text) {
    try {
      return Optional.of(JSON.readValue(text, ContractDocument.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
