package dev.regauge.spec.source;

import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.RecordShape.Field;
import dev.regauge.spec.schema.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Values that stand where nothing could be read: of the right form, and another one in each reading
 * of a product, so that no finding that hangs on the value is in all readings.
 */
final class StandIns {

  private static final int DEEPEST = 8;

  /** Fields that name an object: a stand-in for the object keeps what is written there. */
  private static final List<String> NAMES = List.of("key", "name", "table", "asset", "metadata");

  /** The product's field whose entries a field names. */
  private static final List<List<String>> REFERENCES =
      List.of(
          List.of("partitions", "partitions"),
          List.of("adds", "partitions"),
          List.of("pool.name", "pools"),
          List.of("engine", "resources"),
          List.of("resource", "resources"),
          List.of("catalog", "catalogs"));

  private static final List<String> YEARS = List.of("2025", "1990", "2050");

  private final Node.Mapping product;
  private final int choice;
  private int made;

  /** Makes those of the n-th choice for one reading of a product. */
  StandIns(Node.Mapping product, int choice) {
    this.product = product;
    this.choice = choice;
  }

  /** Returns a value in the place of another one. */
  Node of(Shape shape, Node origin, String path) {
    return of(shape, origin, path, 0);
  }

  /** Returns what a name may have meant, else a name that is no other's. */
  String name(TextFormat format, String written) {
    return MeantText.of(written, format).orElseGet(() -> text(format));
  }

  private Node of(Shape shape, Node origin, String path, int depth) {
    if (depth > DEEPEST) {
      return Node.Scalar.from(origin, "unread");
    }
    return switch (shape) {
      case Shape.Text text -> Node.Scalar.from(origin, text(text, origin, path));
      case Shape.Whole whole -> plain(origin, Long.toString(within(whole.min(), whole.max())));
      case Shape.Decimal decimal ->
          plain(origin, Long.toString(within((long) decimal.min(), (long) decimal.max())));
      case Shape.Flag _ -> plain(origin, choice % 2 == 0 ? "true" : "false");
      case Shape.Any _ -> Node.Scalar.from(origin, text(TextFormat.FREE));
      case Shape.ListOf(Shape item, var _) ->
          Node.Sequence.from(origin, List.of(of(item, origin, path + "[0]", depth + 1)));
      case Shape.MapOf _ -> Node.Mapping.from(origin);
      case Shape.KindOf kinds -> {
        Node.Mapping map = Node.Mapping.from(origin);
        addKind(kinds, map, depth);
        yield map;
      }
      case RecordShape record -> record(record, origin, depth);
    };
  }

  private long within(long min, long max) {
    return Math.clamp(1L + choice, min, Math.max(min, max));
  }

  private static Node plain(Node origin, String text) {
    return new Node.Scalar(
        origin.file(), origin.line(), origin.column(), origin.length(), text, true);
  }

  private Node record(RecordShape shape, Node origin, int depth) {
    Node.Mapping map = Node.Mapping.from(origin);
    if (origin instanceof Node.Mapping written) {
      for (String name : NAMES) {
        Node known = written.get(name);
        boolean isSecond =
            shape.exactlyOneOf().contains(name)
                && shape.exactlyOneOf().stream().anyMatch(one -> map.positionOf(one) >= 0);
        if (known != null && shape.positionOf(name) >= 0 && !isSecond) {
          map.add(Node.Scalar.from(origin, name), known);
        }
      }
    }
    for (Field field : shape.fields()) {
      if (field.isInline() && field.shape() instanceof Shape.KindOf kinds) {
        addKind(kinds, map, depth);
      } else if (field.isRequired() && !field.isInline() && map.positionOf(field.name()) < 0) {
        add(field, map, depth);
      }
    }
    addOneOf(shape, shape.exactlyOneOf(), map, depth);
    addOneOf(shape, shape.atLeastOneOf(), map, depth);
    return map;
  }

  private void addOneOf(RecordShape shape, List<String> choices, Node.Mapping map, int depth) {
    if (choices.isEmpty() || choices.stream().anyMatch(one -> map.positionOf(one) >= 0)) {
      return;
    }
    int position = shape.positionOf(choices.get(choice % choices.size()));
    if (position >= 0) {
      add(shape.fields().get(position), map, depth);
    }
  }

  private void add(Field field, Node.Mapping map, int depth) {
    map.add(Node.Scalar.from(map, field.name()), of(field.shape(), map, field.name(), depth + 1));
  }

  private void addKind(Shape.KindOf kinds, Node.Mapping map, int depth) {
    List<String> names = new ArrayList<>(kinds.kinds().keySet());
    if (names.remove("noop")) {
      names.addFirst("noop"); // a run that makes no table; the next one makes one
      names.remove("python");
      names.add(1, "python");
    }
    String name = names.get(choice % names.size());
    RecordShape kind = kinds.kinds().get(name);
    if (kind != null) {
      map.add(Node.Scalar.from(map, name), record(kind, plain(map, ""), depth + 1));
    }
  }

  private String text(Shape.Text shape, Node origin, String path) {
    if (!shape.choices().isEmpty()) {
      return shape.choices().get(choice % shape.choices().size());
    }
    if (origin instanceof Node.Scalar scalar) {
      Optional<String> meant = MeantText.of(scalar.text(), shape.format());
      if (meant.isPresent()) {
        return meant.get();
      }
    }
    if (path.contains("select[")) {
      return choice % 2 == 0 ? "*" : text(TextFormat.ASSET_KEY);
    }
    List<String> known = declared(path);
    return known.isEmpty() ? text(shape.format()) : known.get(choice % known.size());
  }

  private List<String> declared(String path) {
    for (List<String> reference : REFERENCES) {
      if (path.endsWith("." + reference.getFirst())
          && product.get(reference.getLast()) instanceof Node.Mapping map) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < map.size(); i++) {
          names.add(map.key(i).text());
        }
        return names;
      }
    }
    return List.of();
  }

  private String text(TextFormat format) {
    made++;
    String mark = choice + "x" + made;
    return switch (format) {
      case FREE, ONE_LINE, REASON, NAME, CAPABILITY, PARTITION_VALUE, PATH, PATH_PATTERN ->
          "unread_" + mark;
      case PRODUCT_NAME, SECRET_NAME, SECRET_KEY, LABEL -> "unread-" + mark;
      case ASSET_KEY, FUNCTION_OR_ASSET -> "unread/key_" + mark;
      case TABLE_NAME -> "unread.table_" + mark;
      case VARIABLE -> "UNREAD_" + choice + "X" + made;
      case SECRET -> "unread-" + mark + "/key";
      case VERSION -> "0." + choice + "." + made;
      case DURATION -> "PT" + (1 + choice) + "H";
      case DATE -> YEARS.get(choice % YEARS.size()) + "-01-01";
      case DATE_TIME -> YEARS.get(choice % YEARS.size()) + "-01-01-00:00";
      case KEY_PATTERN -> choice % 2 == 0 ? "%Y-%m-%d" : "%Y-%m-%d-%H:%M";
      case QUANTITY -> Integer.toString(1 + choice);
      case NODE_LABEL, NODE_LABEL_VALUE, IMAGE_TAG -> "unread-" + mark;
      case DIGEST -> "sha256:" + Integer.toString(choice % 10).repeat(64);
      case ABSOLUTE_PATH -> "/unread_" + mark;
      case TOPIC_NAME -> "unread.t" + mark;
      case ENTRYPOINT, FUNCTION -> "unread_" + mark + ":run";
      case COLUMN_TYPE ->
          List.of("string", "long", "timestamp", "date", "double", "boolean").get(choice % 6);
      case TRANSFORM -> List.of("identity", "void", "day", "bucket[2]").get(choice % 4);
    };
  }
}
