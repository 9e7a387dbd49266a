package dev.regauge.spec.feature;

import dev.regauge.spec.model.Value;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The values of a feature's use, put together one by one. */
final class UsedValues {

  private final SortedMap<String, Value> values = new TreeMap<>();

  static UsedValues none() {
    return new UsedValues();
  }

  UsedValues with(String name, String text) {
    return with(name, new Value.Text(text));
  }

  UsedValues with(String name, Optional<String> text) {
    text.ifPresent(present -> with(name, present));
    return this;
  }

  UsedValues with(String name, long number) {
    return with(name, new Value.Number(BigDecimal.valueOf(number)));
  }

  UsedValues with(String name, double number) {
    return with(name, new Value.Number(BigDecimal.valueOf(number)));
  }

  UsedValues with(String name, boolean claim) {
    return with(name, new Value.Bool(claim));
  }

  UsedValues with(String name, Collection<String> texts) {
    return with(
        name,
        new Value.Sequence(texts.stream().map(text -> (Value) new Value.Text(text)).toList()));
  }

  UsedValues with(String name, Value value) {
    values.put(name, value);
    return this;
  }

  SortedMap<String, Value> sorted() {
    return Collections.unmodifiableSortedMap(values);
  }
}
