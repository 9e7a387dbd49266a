package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.schema.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Binds free values: literals, lists, maps, and references to environment, services and secrets.
 */
final class ValueBinder {

  private static final List<String> SECRET_FIELDS = List.of("name", "key", "source");

  private final Trail trail;
  private final Diagnostics out;
  private final ScalarBinder scalars;

  ValueBinder(Trail trail, Diagnostics out) {
    this.trail = trail;
    this.out = out;
    this.scalars = new ScalarBinder(trail, out);
  }

  /** Binds any value. */
  @Nullable Value value(Node node) {
    return switch (node) {
      case Node.Broken broken -> null;
      case Node.Scalar scalar -> literal(scalar);
      case Node.Sequence list -> sequence(list);
      case Node.Mapping map -> isReference(map) ? reference(map) : mapping(map);
    };
  }

  /** Binds what can be an environment variable: a text as it is written, or a reference. */
  @Nullable Value variable(Node node) {
    if (node instanceof Node.Mapping map && isReference(map)) {
      return reference(map);
    }
    if (node instanceof Node.Scalar scalar && !scalar.isNull()) {
      return new Value.Text(scalar.text());
    }
    if (!(node instanceof Node.Broken)) {
      scalars.wrongType(
          node,
          "a text or a reference",
          node instanceof Node.Mapping
              ? "write {secretRef: name/key} for a secret, {env: NAME} for what differs in each"
                  + " environment"
              : "write \"\" for an empty one");
    }
    return null;
  }

  private @Nullable Value literal(Node.Scalar scalar) {
    return switch (scalar.kind()) {
      case NULL -> new Value.Nothing();
      case TRUE_OR_FALSE -> new Value.Bool(Scalars.isTrue(scalar.text()));
      case TEXT -> new Value.Text(scalar.text());
      case INTEGER, NUMBER -> {
        var number = scalars.number(scalar);
        yield number == null ? null : new Value.Number(number);
      }
      case ODD_NUMBER -> {
        out.add(
            FieldProblems.oddNumber(
                trail.at(scalar), trail.field(), ScalarBinder.shown(scalar.text())));
        yield null;
      }
    };
  }

  private @Nullable Value sequence(Node.Sequence list) {
    List<Value> items = new ArrayList<>();
    boolean isWhole = true;
    for (int i = 0; i < list.items().size(); i++) {
      trail.enterItem(i);
      Value item = value(list.items().get(i));
      trail.leave();
      if (item == null) {
        isWhole = false;
      } else {
        items.add(item);
      }
    }
    return isWhole ? new Value.Sequence(Collections.unmodifiableList(items)) : null;
  }

  private @Nullable Value mapping(Node.Mapping map) {
    SortedMap<String, Value> entries = new TreeMap<>();
    boolean isWhole = true;
    for (int i = 0; i < map.size(); i++) {
      trail.enterEntry(map.key(i).text());
      Value value = value(map.value(i));
      trail.leave();
      if (value == null) {
        isWhole = false;
      } else {
        entries.put(map.key(i).text(), value);
      }
    }
    return isWhole ? new Value.Mapping(Collections.unmodifiableSortedMap(entries)) : null;
  }

  private static boolean isReference(Node.Mapping map) {
    return map.size() == 1 && isReference(map.key(0).text());
  }

  /** Whether a map with this one key refers to a value instead of holding it. */
  static boolean isReference(String key) {
    return switch (key) {
      case "env", "service", "secretRef" -> true;
      default -> false;
    };
  }

  private @Nullable Value reference(Node.Mapping map) {
    String kind = map.key(0).text();
    Node target = map.value(0);
    trail.enterField(kind);
    Value reference =
        switch (kind) {
          case "env" -> {
            String name = name(target, TextFormat.VARIABLE);
            yield name == null ? null : new Value.EnvironmentRef(name);
          }
          case "service" -> {
            String name = name(target, TextFormat.PRODUCT_NAME);
            yield name == null ? null : new Value.ServiceRef(name);
          }
          default -> secret(target);
        };
    trail.leave();
    return reference;
  }

  private @Nullable String name(Node node, TextFormat format) {
    return node instanceof Node.Broken
        ? null
        : scalars.text(node, new Shape.Text(format, List.of(), List.of()));
  }

  /** Binds {@code name/key} or its normal form; the source is kubernetes unless it is written. */
  private @Nullable Value secret(Node node) {
    if (node instanceof Node.Scalar scalar && !scalar.isNull()) {
      int slash = scalar.text().indexOf('/');
      String name = slash < 0 ? "" : scalar.text().substring(0, slash);
      String key = scalar.text().substring(slash + 1);
      if (TextFormat.SECRET_NAME.matches(name) && TextFormat.SECRET_KEY.matches(key)) {
        return new Value.SecretRef(name, key, Value.SecretRef.KUBERNETES);
      }
      out.add(
          FieldProblems.wrongForm(trail.at(node), trail.field(), scalar.text(), TextFormat.SECRET));
      return null;
    }
    if (!(node instanceof Node.Mapping map)) {
      if (!(node instanceof Node.Broken)) {
        scalars.wrongType(node, "a text such as name/key, or a map", "");
      }
      return null;
    }
    for (int i = 0; i < map.size(); i++) {
      if (!SECRET_FIELDS.contains(map.key(i).text())) {
        out.add(
            FieldProblems.unknownField(
                trail.at(map.key(i)),
                ScalarBinder.shown(map.key(i).text()),
                NearestName.question(map.key(i).text(), SECRET_FIELDS),
                SECRET_FIELDS));
      }
    }
    String name = secretField(map, "name", TextFormat.SECRET_NAME, List.of());
    String key = secretField(map, "key", TextFormat.SECRET_KEY, List.of());
    String source =
        map.get("source") == null
            ? Value.SecretRef.KUBERNETES
            : secretField(map, "source", TextFormat.FREE, Value.SecretRef.SOURCES);
    return name == null || key == null || source == null
        ? null
        : new Value.SecretRef(name, key, source);
  }

  private @Nullable String secretField(
      Node.Mapping map, String field, TextFormat format, List<String> choices) {
    Node node = map.get(field);
    if (node == null) {
      out.add(FieldProblems.missingField(trail.at(map), field));
      return null;
    }
    if (node instanceof Node.Broken) {
      return null;
    }
    trail.enterField(field);
    String text = scalars.text(node, new Shape.Text(format, choices, List.of()));
    trail.leave();
    return text;
  }
}
