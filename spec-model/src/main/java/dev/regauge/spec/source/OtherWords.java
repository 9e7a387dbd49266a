package dev.regauge.spec.source;

import java.util.Collection;
import java.util.Optional;

/** Words of other tools for fields of the spec, so that "did you mean" knows more than letters. */
final class OtherWords {

  private final WordTable table;

  OtherWords() {
    this.table = WordTable.read("other-words.txt");
  }

  /** Returns the first of the fields that the word means elsewhere. */
  Optional<String> meaning(String word, Collection<String> fields) {
    return fields.stream().filter(field -> table.of(field).contains(word)).findFirst();
  }
}
