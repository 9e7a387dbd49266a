package dev.regauge.adapters.spi;

import java.util.List;

/**
 * An option of a target that its adapter understands.
 *
 * @param defaultText what holds when it is not written, as it would be written
 * @param choices the only texts allowed; empty = any
 * @param doc one sentence for {@code regauge adapters}
 */
public record AdapterOption(
    String name, Kind kind, String defaultText, List<String> choices, String doc) {

  /** What an option's value is. */
  public enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    TEXTS
  }

  public AdapterOption {
    choices = List.copyOf(choices);
  }
}
