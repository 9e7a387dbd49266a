package dev.regauge.spec.imports;

import dev.regauge.spec.diagnostic.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What became of each field that was read, and what is missing. */
public final class Survival {

  private static final Comparator<Row> BY_PLACE =
      Comparator.comparing((Row row) -> row.at().file())
          .thenComparing(row -> row.at().line())
          .thenComparing(row -> row.at().column());

  /**
   * One field.
   *
   * @param at where it stands, or where it would
   * @param field its path in its file, such as {@code ingestion[0].dlt.source}
   * @param to its path in the spec; empty when it is not there
   * @param note the difference, or what a person has to do; may be empty
   */
  public record Row(Span at, String field, Fate fate, String to, String note) {}

  private final List<Row> rows = new ArrayList<>();

  /** Adds a field about which nothing more is to be said. */
  public void add(Span at, String field, Fate fate, String to) {
    add(at, field, fate, to, "");
  }

  /** Adds a field. */
  public void add(Span at, String field, Fate fate, String to, String note) {
    rows.add(new Row(at, field, fate, to, note));
  }

  /** Returns the fields by their places. */
  public List<Row> rows() {
    return rows.stream().sorted(BY_PLACE).toList();
  }

  /** Returns how many fields ended so. */
  public long count(Fate fate) {
    return rows.stream().filter(row -> row.fate() == fate).count();
  }
}
