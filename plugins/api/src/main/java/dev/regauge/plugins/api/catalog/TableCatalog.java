package dev.regauge.plugins.api.catalog;

import dev.regauge.spec.plan.ExecutionPlan;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes and changes the tables that a product declares, in the catalogs that it names. */
public interface TableCatalog {

  /**
   * Opens a session; asks no catalog yet.
   *
   * @throws NotALock when the lock's text is none
   */
  TableSession open(Opening opening);

  /**
   * What a session is about.
   *
   * @param lock the text of the tables' lock, when there is one
   * @param values those of the chosen environment, empty for none
   * @param variables the process's
   * @param data {@code $REGAUGE_DATA}, where the embedded catalog lies
   * @param isEmbedded whether the embedded catalog stands in for one whose settings are not set
   * @param isReadOnly whether nothing is made, not even an empty catalog
   */
  record Opening(
      ExecutionPlan plan,
      Optional<String> lock,
      SortedMap<String, String> values,
      SortedMap<String, String> variables,
      String data,
      boolean isEmbedded,
      boolean isReadOnly) {
    public Opening {
      values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
      variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    }
  }
}
