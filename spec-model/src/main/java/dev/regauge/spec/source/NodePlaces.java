package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The places of a step that a product names: those of the nodes that it is written in. */
final class NodePlaces implements SpecAdditions.StepPlaces {
  private final Node name;
  private final Node.@Nullable Mapping settings;

  /** {@code settings}: null = none are written, and what is said of them is said of the name. */
  NodePlaces(Node name, @Nullable Node settings) {
    this.name = name;
    this.settings = settings instanceof Node.Mapping map ? map : null;
  }

  @Override
  public Span name() {
    return name.span();
  }

  @Override
  public Optional<Span> key(List<String> path) {
    return Optional.of(find(path).key().span());
  }

  @Override
  public Optional<Span> value(List<String> path) {
    Node value = find(path).value();
    return value instanceof Node.Broken ? Optional.empty() : Optional.of(value.span());
  }

  private Found find(List<String> path) {
    if (settings == null) {
      return new Found(name, name);
    }
    Found found = new Found(name, settings);
    for (String step : path) {
      Found next = step(found.value(), step);
      if (next == null) {
        break;
      }
      found = next;
    }
    return found;
  }

  private static @Nullable Found step(Node node, String step) {
    if (node instanceof Node.Mapping map) {
      int position = map.positionOf(step);
      return position < 0 ? null : new Found(map.key(position), map.value(position));
    }
    if (node instanceof Node.Sequence list && step.matches("[0-9]{1,8}")) {
      int position = Integer.parseInt(step);
      return position < list.items().size()
          ? new Found(list.items().get(position), list.items().get(position))
          : null;
    }
    return null;
  }

  private record Found(Node key, Node value) {}
}
