package dev.regauge.services.events;

import java.util.List;
import org.apache.avro.Schema;

/**
 * What a topic promises of its next schema, in the words of schema registries.
 *
 * @param readsOlder whether the new schema reads messages of the older ones
 * @param isReadByOlder whether readers of the older ones read messages of the new
 * @param isTransitive whether of all older ones, not of the last alone
 */
record Compatibility(String word, boolean readsOlder, boolean isReadByOlder, boolean isTransitive) {

  static Compatibility of(String word) {
    return new Compatibility(
        word,
        word.startsWith("BACKWARD") || word.startsWith("FULL"),
        word.startsWith("FORWARD") || word.startsWith("FULL"),
        word.endsWith("_TRANSITIVE"));
  }

  boolean isNone() {
    return !readsOlder && !isReadByOlder;
  }

  /** Returns the older schemas that the mode is about. */
  List<Schema> comparedOf(List<Schema> before) {
    return isTransitive || before.isEmpty() ? before : List.of(before.getLast());
  }

  String says() {
    return "the topic is " + word;
  }
}
