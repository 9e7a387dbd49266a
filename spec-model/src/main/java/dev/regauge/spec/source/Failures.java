package dev.regauge.spec.source;

import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.schema.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects, while a tree is bound, every place that keeps it from being bound. */
final class Failures {

  private final Set<Node> doubtful;
  private final boolean isStrict;
  private final List<Failure.Step> way = new ArrayList<>();
  private final List<Failure> all = new ArrayList<>();
  private final List<Failure> doubts = new ArrayList<>();

  /**
   * Takes the nodes of which something else than their form is wrong.
   *
   * @param isStrict whether these count as unread, too
   */
  Failures(Set<Node> doubtful, boolean isStrict) {
    this.doubtful = doubtful;
    this.isStrict = isStrict;
  }

  List<Failure> all() {
    return Collections.unmodifiableList(all);
  }

  /** Returns where the doubtful nodes stand. */
  List<Failure> doubts() {
    return Collections.unmodifiableList(doubts);
  }

  /** Binds a value; one that fails without a failure inside is one itself. */
  @Nullable Object watch(
      Node node, Shape shape, boolean isOptional, Trail trail, Supplier<@Nullable Object> reading) {
    way.add(new Failure.Step(node, shape, isOptional));
    int before = all.size();
    boolean isDoubtful = doubtful.contains(node);
    if (isDoubtful) {
      doubts.add(new Failure.Unread(trail.path(), List.copyOf(way)));
    }
    Object bound = isDoubtful && isStrict ? null : reading.get();
    if (bound == null && all.size() == before) {
      all.add(new Failure.Unread(trail.path(), List.copyOf(way)));
    }
    way.removeLast();
    return bound;
  }

  void stray(Trail trail, Node.Mapping map, Node.Scalar key, Optional<String> meant) {
    all.add(new Failure.Stray(trail.path(), List.copyOf(way), map, key, meant));
  }

  void missing(Trail trail, Node.Mapping map, String field, Shape shape) {
    all.add(new Failure.Missing(trail.path(), List.copyOf(way), map, field, shape));
  }

  void badKey(Trail trail, Node.Mapping map, Node.Scalar key, TextFormat format) {
    all.add(new Failure.BadKey(trail.path(), List.copyOf(way), map, key, format));
  }
}
