package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.diagnostic.SpecPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Included files of {@code kind: ServiceOverride}, each merged into the service that its {@code
 * metadata.name} names, one after the other in the order of their files.
 *
 * <p>Variables and labels join, by name; volumes, files and setups are added, and take the place of
 * one that is called alike; every other field takes the place of the service's own. Nothing ({@code
 * null}) takes a field or a variable away, {@code enabled: false} the service. It is done before
 * anything is bound, so that what comes out is judged as any other service, each value at the place
 * where it is written.
 */
final class ServiceOverrides {

  /** The kind of such a file. */
  static final String KIND = "ServiceOverride";

  private static final String VERSION = "apiVersion";
  private static final String ENABLED = "enabled";

  /** The maps that join, by their path in a service. */
  private static final Set<String> JOINED = Set.of("metadata", "metadata/labels", "labels", "env");

  /** The lists that are added to, and what an entry of theirs is called by. */
  private static final Map<String, String> ADDED =
      Map.of("volumes", "name", "files", "dest", "setup", "name");

  private record Override(Node.Mapping tree, Span include) {}

  private final List<Override> overrides = new ArrayList<>();

  /** Keeps an included file of the kind until all services are known. */
  void add(Node.Mapping tree, Span include) {
    overrides.add(new Override(tree, include));
  }

  /** Merges all into the services of a product; one that names none is a finding. */
  void mergeInto(Node.@Nullable Sequence services, Diagnostics out) {
    for (Override override : overrides) {
      if (override.tree().get(VERSION) == null) {
        Span start = override.tree().span();
        out.add(
            FieldProblems.missingField(
                new FieldProblems.Place(SpecPath.of("services"), start, "the override"), VERSION));
      }
      String name = nameOf(override.tree());
      List<Node> all = services == null ? List.of() : services.items();
      List<Integer> named = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i) instanceof Node.Mapping service && nameOf(service).equals(name)) {
          named.add(i);
        }
      }
      if (name.isEmpty() || named.isEmpty()) {
        out.add(changesNothing(override, name, all));
        continue;
      }
      boolean isKept = isEnabled(override, out);
      for (int position : named.reversed()) {
        if (isKept) {
          all.set(position, merged((Node.Mapping) all.get(position), override.tree(), ""));
        } else {
          all.remove(position);
        }
      }
    }
    overrides.clear();
  }

  /**
   * Returns the service that an override makes of one that has nothing but what each must have, so
   * that its fields can be judged without the service that it is for.
   */
  static Node.Mapping alone(Node.Mapping override) {
    Node.Mapping service = Node.Mapping.from(override);
    service.add(Node.Scalar.from(override, "kind"), Node.Scalar.from(override, "Service"));
    service.add(Node.Scalar.from(override, "plane"), Node.Scalar.from(override, "compute"));
    return merged(service, override, "");
  }

  /**
   * Returns what an override takes away: the paths that have nothing, and its word on the whole.
   */
  static List<String> taken(Node.Mapping override) {
    List<String> taken = new ArrayList<>();
    collect(override, "", taken);
    taken.add(text(override, ENABLED));
    return taken;
  }

  private static void collect(Node.Mapping map, String path, List<String> taken) {
    for (int i = 0; i < map.size(); i++) {
      String at = path.isEmpty() ? map.key(i).text() : path + "/" + map.key(i).text();
      if (isNothing(map.value(i))) {
        taken.add(at);
      } else if (map.value(i) instanceof Node.Mapping inner && JOINED.contains(at)) {
        collect(inner, at, taken);
      }
    }
    taken.sort(Comparator.naturalOrder());
  }

  private static Node.Mapping merged(Node.Mapping first, Node.Mapping second, String path) {
    Node.Mapping merged = Node.Mapping.like(first);
    for (int i = 0; i < first.size(); i++) {
      Node value = second.get(first.key(i).text());
      boolean isHead = path.isEmpty() && first.key(i).text().equals("kind");
      if (value == null || isHead) {
        merged.add(first.key(i), first.value(i));
      } else if (!isNothing(value)) {
        String at = path.isEmpty() ? first.key(i).text() : path + "/" + first.key(i).text();
        int key = second.positionOf(first.key(i).text());
        merged.add(second.key(key), merged(first.value(i), value, at));
      }
    }
    for (int i = 0; i < second.size(); i++) {
      String key = second.key(i).text();
      boolean isOwn = path.isEmpty() && key.equals(ENABLED);
      if (first.positionOf(key) < 0 && !isOwn && !isNothing(second.value(i))) {
        String at = path.isEmpty() ? key : path + "/" + key;
        boolean isJoined = JOINED.contains(at) && second.value(i) instanceof Node.Mapping;
        Node value = second.value(i);
        merged.add(
            second.key(i),
            isJoined ? merged(Node.Mapping.from(value), (Node.Mapping) value, at) : value);
      }
    }
    if (second.hasLostEntries()) {
      merged.markLostEntries();
    }
    return merged;
  }

  private static Node merged(Node first, Node second, String path) {
    if (first instanceof Node.Mapping map
        && second instanceof Node.Mapping more
        && JOINED.contains(path)) {
      return merged(map, more, path);
    }
    String called = ADDED.get(path);
    return called != null
            && first instanceof Node.Sequence list
            && second instanceof Node.Sequence more
        ? added(list, more, called)
        : second;
  }

  private static Node.Sequence added(Node.Sequence list, Node.Sequence more, String called) {
    List<Node> items = new ArrayList<>(list.items());
    for (Node item : more.items()) {
      String name = text(item, called);
      int same = 0;
      while (same < items.size()
          && (name.isEmpty() || !text(items.get(same), called).equals(name))) {
        same++;
      }
      if (same < items.size()) {
        items.set(same, item);
      } else {
        items.add(item);
      }
    }
    return Node.Sequence.from(more, items);
  }

  private static boolean isEnabled(Override override, Diagnostics out) {
    Node said = override.tree().get(ENABLED);
    if (said == null || isNothing(said)) {
      return true;
    }
    if (said instanceof Node.Scalar word && word.kind() == Scalars.Kind.TRUE_OR_FALSE) {
      return Boolean.parseBoolean(word.text());
    }
    out.add(
        Diagnostic.error(ReadCodes.OVERRIDES_NOTHING, "'enabled' says whether there is a service")
            .at(said.span())
            .label("neither true nor false")
            .help("write 'enabled: false' to leave the service out"));
    return true;
  }

  private static Diagnostic changesNothing(Override override, String name, List<Node> services) {
    Node.Mapping tree = override.tree();
    Span at =
        tree.get("metadata") instanceof Node.Mapping metadata && metadata.get("name") != null
            ? metadata.value(metadata.positionOf("name")).span()
            : tree.span();
    List<String> known =
        services.stream()
            .filter(Node.Mapping.class::isInstance)
            .map(service -> nameOf((Node.Mapping) service))
            .toList();
    return Diagnostic.error(
            ReadCodes.OVERRIDES_NOTHING,
            name.isEmpty()
                ? "an override does not say which service it changes"
                : "there is no service '" + name + "' to change")
        .at(at)
        .label("no included service has this name")
        .related(Optional.of(override.include()), "included here")
        .help(
            "write metadata: {name: ...} of "
                + (known.isEmpty()
                    ? "a service, and include its file too"
                    : "one of them: " + String.join(", ", known)));
  }

  private static String nameOf(Node.Mapping service) {
    Node metadata = service.get("metadata");
    return metadata == null ? "" : text(metadata, "name");
  }

  private static String text(Node node, String field) {
    return node instanceof Node.Mapping map && map.get(field) instanceof Node.Scalar scalar
        ? scalar.text()
        : "";
  }

  private static boolean isNothing(Node node) {
    return node instanceof Node.Scalar scalar && scalar.isNull();
  }
}
