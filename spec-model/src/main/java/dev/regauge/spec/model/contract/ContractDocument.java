package dev.regauge.spec.model.contract;

import dev.regauge.spec.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A data contract of the Open Data Contract Standard, version 3: what of it readers rely on. What
 * the standard has beside that, such as the team or the price, is nobody's reading.
 *
 * @param id the same for all versions
 * @param tables the standard's schema objects
 * @param levels the standard's {@code slaProperties}
 * @param roles the rights by role
 * @param at the file's beginning
 */
public record ContractDocument(
    String id,
    String version,
    String status,
    List<PromisedTable> tables,
    List<ServiceLevel> levels,
    SortedMap<String, String> roles,
    Span at,
    Span idAt,
    Span versionAt,
    Span statusAt) {

  private static final long LONGEST_SECONDS = 365L * 86_400;

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

    /** Whether it is about a table, one of its columns, or all of the contract. */
    boolean isAbout(PromisedTable table) {
      return element.isEmpty()
          || Stream.of(element.get().split(","))
              .map(String::strip)
              .anyMatch(
                  one ->
                      Stream.of(table.name(), table.called())
                          .anyMatch(name -> one.equals(name) || one.startsWith(name + ".")));
    }

    /** Whether it is a time that something may be old here: up to a year (RG-RULE-022). */
    public boolean canBeWatched() {
      return seconds.filter(some -> some > 0 && some <= LONGEST_SECONDS).isPresent();
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
        .or(() -> tables.stream().filter(table -> table.called().equals(last)).findFirst())
        .or(
            () ->
                tables.stream()
                    .filter(table -> tables.size() == 1 && table.physicalName().isEmpty())
                    .findFirst());
  }

  /**
   * Returns how old a table's data become at most; the strictest of several promises about it or
   * about all of the contract.
   */
  public Optional<ServiceLevel> freshness(PromisedTable of) {
    return levels.stream()
        .filter(level -> level.isFreshness() && level.canBeWatched())
        .filter(level -> level.isAbout(of))
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
