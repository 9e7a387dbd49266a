package dev.regauge.adapters.spi;

import dev.regauge.spec.model.Value;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The options of one target, already held against the adapter's {@link AdapterOption}s: each is
 * known and of its kind. An adapter turns them into its own typed record.
 */
public record TargetOptions(SortedMap<String, Value> values) {

  /** No option written: every default holds. */
  public static final TargetOptions NONE = new TargetOptions(new TreeMap<>());

  public TargetOptions {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Returns a text, or the default. */
  public String text(String name, String defaultValue) {
    return values.get(name) instanceof Value.Text(String text) ? text : defaultValue;
  }

  /** Returns a whole number, or the default. */
  public int number(String name, int defaultValue) {
    return values.get(name) instanceof Value.Number(BigDecimal number)
        ? number.intValueExact()
        : defaultValue;
  }

  /** Returns a truth value, or the default. */
  public boolean flag(String name, boolean defaultValue) {
    return values.get(name) instanceof Value.Bool(boolean flag) ? flag : defaultValue;
  }

  /** Returns texts in their written order, or the default. */
  public List<String> texts(String name, List<String> defaultValue) {
    return values.get(name) instanceof Value.Sequence(List<Value> items)
        ? items.stream().map(item -> ((Value.Text) item).text()).toList()
        : defaultValue;
  }
}
