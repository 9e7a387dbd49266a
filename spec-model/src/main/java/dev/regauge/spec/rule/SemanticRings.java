package dev.regauge.spec.rule;

import dev.regauge.spec.model.RunSpec.SemanticDimension;
import dev.regauge.spec.model.RunSpec.SemanticMeasure;
import dev.regauge.spec.model.RunSpec.SemanticModel;
import dev.regauge.spec.model.SemanticText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The members of a semantic model that are made of each other in a ring: Cube goes round in it when
 * somebody asks.
 */
final class SemanticRings {

  private final SortedMap<String, SortedSet<String>> madeOf = new TreeMap<>();

  SemanticRings(SemanticModel model) {
    model.measures().forEach(one -> madeOf.putIfAbsent(one.name(), new TreeSet<>()));
    model.dimensions().forEach(one -> madeOf.putIfAbsent(one.name(), new TreeSet<>()));
    for (SemanticMeasure one : model.measures()) {
      add(model, one.name(), one.sql());
    }
    for (SemanticDimension one : model.dimensions()) {
      add(model, one.name(), one.sql());
      add(model, one.name(), one.latitude());
      add(model, one.name(), one.longitude());
    }
  }

  private void add(SemanticModel model, String member, Optional<String> sql) {
    for (SemanticText.Reference reference : SemanticText.of(sql.orElse("")).references()) {
      List<String> names = reference.names();
      boolean isOwn =
          names.getFirst().equals(SemanticText.SELF) || names.getFirst().equals(model.name());
      // '{CUBE}' and '{name_of_the_model}' are the model, whatever a member is called.
      int at = isOwn ? 1 : 0;
      if (names.size() == at + 1 && madeOf.containsKey(names.get(at))) {
        madeOf.computeIfAbsent(member, _ -> new TreeSet<>()).add(names.get(at));
      }
    }
  }

  /** Returns the members of the ring that a member is the first of, by name; empty when of none. */
  SortedSet<String> from(String member) {
    SortedSet<String> ring = new TreeSet<>(behind(member));
    ring.removeIf(one -> !behind(one).contains(member));
    return ring.isEmpty() || !ring.first().equals(member) ? new TreeSet<>() : ring;
  }

  /** Returns what a member is made of, and what that is made of. */
  private SortedSet<String> behind(String member) {
    SortedSet<String> found = new TreeSet<>();
    Deque<String> left = new ArrayDeque<>(madeOf.getOrDefault(member, new TreeSet<>()));
    while (!left.isEmpty()) {
      String next = left.pop();
      if (found.add(next)) {
        left.addAll(madeOf.get(next));
      }
    }
    return found;
  }
}
