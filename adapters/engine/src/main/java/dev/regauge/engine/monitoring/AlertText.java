package dev.regauge.engine.monitoring;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A label's or annotation's text as Prometheus has it: a template of Go, in which a product's own
 * words stand for themselves whatever they hold.
 */
record AlertText(@JsonValue String text) {

  static AlertText words(String words) {
    // A lone brace is no template; only two of them begin one.
    return new AlertText(words.replace("{{", "{{ \"{{\" }}"));
  }

  /** Returns the text with the value of a label of the alert behind it. */
  AlertText label(String name) {
    return new AlertText(text + "{{ $labels." + name + " }}");
  }

  /** Returns the text with further words behind it. */
  AlertText and(String words) {
    return new AlertText(text + words(words).text);
  }
}
