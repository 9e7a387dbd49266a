package dev.regauge.engine.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts what becomes of one value, or of one use, on all targets side by side. */
final class LedgerRows {
  private LedgerRows() {}

  /**
   * One value, or one use that the defaults ask for.
   *
   * @param name the address by names where the value counts, else its path in its file
   * @param place where it is written; {@code default} when it is not
   */
  record Row(
      String name,
      String place,
      SortedSet<String> features,
      SortedMap<String, Ledger.Outcome> outcomes) {

    void add(Ledger.Maker maker, String feature, Ledger.Outcome outcome) {
      features.add(feature);
      outcomes.put(maker.target(), outcome);
    }

    /** Returns the features that the targets' worst answers are of. */
    String feature() {
      return String.join(", ", features);
    }

    boolean isAllNative() {
      return outcomes.values().stream()
          .allMatch(outcome -> outcome.status() == Ledger.Status.NATIVE);
    }

    Optional<Ledger.Outcome> at(String target) {
      return Optional.ofNullable(outcomes.get(target));
    }
  }

  static List<Row> all(Ledger ledger) {
    List<Row> rows = new ArrayList<>(ofLeaves(ledger));
    rows.addAll(ofDefaults(ledger));
    return rows;
  }

  static List<Row> ofLeaves(Ledger ledger) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Ledger.Leaf leaf : ledger.leaves()) {
      String name = leaf.address().orElse(leaf.leaf().path());
      String place = leaf.leaf().place().text();
      rows.computeIfAbsent(place, _ -> row(name, place))
          .add(leaf.maker(), leaf.feature(), leaf.outcome());
    }
    return List.copyOf(rows.values());
  }

  static List<Row> ofDefaults(Ledger ledger) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Ledger.Use use : ledger.uses()) {
      if (!use.isWritten()) {
        rows.computeIfAbsent(
                use.address() + " " + use.feature(), _ -> row(use.address(), "default"))
            .add(use.maker(), use.feature(), use.outcome());
      }
    }
    return List.copyOf(rows.values());
  }

  private static Row row(String name, String place) {
    return new Row(name, place, new TreeSet<>(), new TreeMap<>());
  }
}
