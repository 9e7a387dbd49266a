package dev.regauge.spec.source;

import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.RecordShape.Field;
import dev.regauge.spec.schema.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes the short forms that the records declare in normal form, in place. What stands for a short
 * value keeps its place in the file.
 */
final class ShortForms {

  private final Set<String> assetKeys;
  private final boolean keepsNormal;

  ShortForms(Set<String> assetKeys) {
    this(assetKeys, false);
  }

  private ShortForms(Set<String> assetKeys, boolean keepsNormal) {
    this.assetKeys = assetKeys;
    this.keepsNormal = keepsNormal;
  }

  /** Leaves those short that a file's normal form has short too. */
  static ShortForms forWriting(Set<String> assetKeys) {
    return new ShortForms(assetKeys, true);
  }

  /** Returns the node in normal form: itself, changed inside, or what it stands for. */
  Node expand(Node node, Shape shape) {
    return switch (shape) {
      case RecordShape record -> expandRecord(node, record);
      case Shape.ListOf(Shape item, boolean isNotEmpty) -> {
        if (node instanceof Node.Sequence list) {
          list.items().replaceAll(each -> expand(each, item));
        }
        yield node;
      }
      case Shape.MapOf(var keyFormat, Shape value) -> {
        if (node instanceof Node.Mapping map) {
          for (int i = 0; i < map.size(); i++) {
            map.replace(i, expand(map.value(i), value));
          }
        }
        yield node;
      }
      case Shape.KindOf(String name, var kinds) -> {
        if (node instanceof Node.Mapping map) {
          for (int i = 0; i < map.size(); i++) {
            RecordShape kind = kinds.get(map.key(i).text());
            if (kind != null) {
              map.replace(i, expand(map.value(i), kind));
            }
          }
        }
        yield node;
      }
      case Shape.Text text -> located(node, text);
      case Shape.Whole whole -> node;
      case Shape.Decimal decimal -> node;
      case Shape.Flag flag -> node;
      case Shape.Any any -> node;
    };
  }

  private Node expandRecord(Node node, RecordShape record) {
    if (!(node instanceof Node.Mapping map)) {
      return record
          .shortForm()
          .filter(form -> !keepsNormal || !form.isNormal())
          .map(form -> expandInside(node, form, record))
          .orElse(node);
    }
    for (int i = 0; i < map.size(); i++) {
      int position = record.positionOf(map.key(i).text());
      if (position >= 0) {
        Field field = record.fields().get(position);
        if (field.isInline() && field.shape() instanceof Shape.KindOf(String name, var kinds)) {
          RecordShape kind = kinds.get(map.key(i).text());
          map.replace(i, kind == null ? map.value(i) : expand(map.value(i), kind));
        } else {
          map.replace(i, expand(map.value(i), field.shape()));
        }
      }
    }
    return map;
  }

  /** What a short form fills may have a short form itself: {@code container: repo:tag}. */
  private Node expandInside(Node node, ShortForm form, RecordShape record) {
    Node expanded = expandShort(node, form);
    return expanded instanceof Node.Mapping ? expandRecord(expanded, record) : expanded;
  }

  private Node expandShort(Node node, ShortForm form) {
    boolean isText = node instanceof Node.Scalar scalar && !scalar.isNull();
    boolean isList = node instanceof Node.Sequence;
    return switch (form.as()) {
      case TEXT, INTEGER -> isText ? mapOf(node, form.field(), node) : node;
      case LIST -> isList ? mapOf(node, form.field(), node) : node;
      case TEXT_OR_LIST ->
          isText
              ? mapOf(node, form.field(), Node.Sequence.ofShort(node, List.of(node)))
              : isList ? mapOf(node, form.field(), node) : node;
      case WORDS ->
          isText
              ? mapOf(node, form.field(), words((Node.Scalar) node))
              : isList ? mapOf(node, form.field(), node) : node;
      case QUERY_OR_FILE -> isText ? queryOrFile((Node.Scalar) node, form.field()) : node;
      case ASSET_OR_TABLE ->
          isText
              ? mapOf(node, isAsset(((Node.Scalar) node).text()) ? form.field() : "table", node)
              : node;
      case IMAGE -> isText ? image((Node.Scalar) node, form.field()) : node;
      case TYPED_LITERAL -> isText || isList ? typed(node, form.field()) : node;
    };
  }

  private static Node.Mapping queryOrFile(Node.Scalar written, String query) {
    return written.text().endsWith(".sql")
        ? mapOf(written, "file", written) // what is filled is expanded too, paths among it
        : mapOf(written, query, written);
  }

  /** Paths are relative to the file that names them; the normal form has them from the root. */
  private static Node located(Node node, Shape.Text shape) {
    return shape.format() == TextFormat.PATH && node instanceof Node.Scalar path && !path.isNull()
        ? fromRoot(path)
        : node;
  }

  private static Node.Scalar fromRoot(Node.Scalar path) {
    String whole = FileNames.fromRoot(path.text(), path.file());
    return whole.equals(path.text()) ? path : Node.Scalar.from(path, whole);
  }

  /**
   * Whether a reference names an asset; without {@code /} and dot it can be no table either, so the
   * linker says so.
   */
  private boolean isAsset(String reference) {
    return reference.indexOf('/') >= 0
        || reference.indexOf('.') < 0
        || assetKeys.contains(reference);
  }

  private static Node.Mapping mapOf(Node origin, String field, Node value) {
    Node.Mapping map = Node.Mapping.ofShort(origin);
    map.add(Node.Scalar.from(origin, field), value);
    return map;
  }

  private static Node.Sequence words(Node.Scalar command) {
    List<Node> words = new ArrayList<>();
    for (String word : command.text().strip().split(" +")) {
      words.add(Node.Scalar.from(command, word));
    }
    return Node.Sequence.ofShort(command, words);
  }

  /** A colon before the last slash is a registry's port. */
  private static Node.Mapping image(Node.Scalar written, String field) {
    String text = written.text();
    int at = text.indexOf('@');
    String named = at < 0 ? text : text.substring(0, at);
    int colon = named.lastIndexOf(':');
    boolean isTagged = colon > named.lastIndexOf('/');
    String repository = isTagged ? named.substring(0, colon) : named;
    Node.Mapping image = mapOf(written, field, Node.Scalar.from(written, repository));
    if (isTagged) {
      String tag = named.substring(colon + 1);
      image.add(Node.Scalar.from(written, "tag"), Node.Scalar.from(written, tag));
    }
    if (at >= 0) {
      String digest = text.substring(at + 1);
      image.add(Node.Scalar.from(written, "digest"), Node.Scalar.from(written, digest));
    }
    return image;
  }

  private static Node.Mapping typed(Node literal, String field) {
    Node.Mapping map = mapOf(literal, field, literal);
    map.add(Node.Scalar.from(literal, "type"), Node.Scalar.from(literal, typeOf(literal)));
    return map;
  }

  private static String typeOf(Node literal) {
    if (!(literal instanceof Node.Scalar scalar)) {
      return "list";
    }
    return switch (scalar.kind()) {
      case INTEGER -> "int";
      case NUMBER, ODD_NUMBER -> "float";
      case TRUE_OR_FALSE -> "boolean";
      case TEXT, NULL -> "string";
    };
  }
}
