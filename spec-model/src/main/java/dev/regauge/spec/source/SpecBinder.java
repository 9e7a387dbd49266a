package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.schema.FieldExamples;
import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.Shape;
import dev.regauge.spec.schema.SpecShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks a tree in normal form against the shape of the records and makes them, in one walk.
 *
 * <p>Every mistake is reported; the records exist only when there was none. A method that binds
 * returns null for what is reported already.
 */
final class SpecBinder {

  /** Begins the keys that only {@link NormalForm} can write: no file holds this character. */
  static final String DERIVED = "\0";

  final Diagnostics out;
  final NotSupportedYet later;
  final Trail trail;

  /** What keeps the product from being made; null where nobody mends it. */
  final @Nullable Failures failures;

  /** The unknown key behind the value that is being bound. */
  Optional<NextKey> next = Optional.empty();

  private final OtherWords words;
  private final ScalarBinder scalars;
  private final ValueBinder values;

  SpecBinder(NotSupportedYet later, OtherWords words, Diagnostics out) {
    this(later, words, out, null);
  }

  SpecBinder(
      NotSupportedYet later, OtherWords words, Diagnostics out, @Nullable Failures failures) {
    this.failures = failures;
    this.words = words;
    this.later = later;
    this.out = out;
    this.trail = new Trail();
    this.scalars = new ScalarBinder(trail, out);
    this.values = new ValueBinder(trail, out);
  }

  /** Returns the product, unless something is wrong with it. */
  Optional<ProductSpec> bind(Node.Mapping product) {
    if (isOfAnotherKind(product)) {
      return Optional.empty();
    }
    return Optional.ofNullable((ProductSpec) record(product, SpecShape.product()));
  }

  /** Judges a file of another kind than a product's, by itself. */
  void judge(Node.Mapping object, RecordShape shape) {
    record(object, shape);
  }

  /** Returns the record of another file than a spec's, unless something is wrong with it. */
  Optional<Object> bind(Node.Mapping object, RecordShape shape) {
    return Optional.ofNullable(record(object, shape));
  }

  /**
   * Answers for a file that the spec knows and this version does not: nothing else in it is judged
   * but its field names.
   */
  private boolean isOfAnotherKind(Node.Mapping product) {
    if (!(product.get("kind") instanceof Node.Scalar kind)) {
      return false;
    }
    SortedSet<String> fields = later.of(kind.text());
    if (fields.isEmpty() || !SpecShape.kindsForLater().contains(kind.text())) {
      return false;
    }
    trail.enterField("kind");
    out.add(
        FieldProblems.notSupportedYet(trail.at(kind), "kind: " + kind.text())
            .help(
                "a later version of Regauge reads it; keep the file, and check the products one by"
                    + " one"));
    trail.leave();
    SortedSet<String> known = new TreeSet<>(fields);
    known.addAll(List.of("apiVersion", "kind", "metadata"));
    for (int i = 0; i < product.size(); i++) {
      if (!known.contains(product.key(i).text())) {
        unknownField(product.key(i), known, List.of(), null);
      }
    }
    return true;
  }

  @Nullable Object value(Node node, Shape shape) {
    return value(node, shape, false);
  }

  @Nullable Object value(Node node, Shape shape, boolean isOptional) {
    return failures == null
        ? bound(node, shape)
        : failures.watch(node, shape, isOptional, trail, () -> bound(node, shape));
  }

  /** Takes a value for one that could not be read, which is reported elsewhere. */
  @Nullable Object unread(Node node, Shape shape, boolean isOptional) {
    return failures == null ? null : failures.watch(node, shape, isOptional, trail, () -> null);
  }

  private @Nullable Object bound(Node node, Shape shape) {
    if (node instanceof Node.Broken) {
      return null;
    }
    return switch (shape) {
      case Shape.Text text -> scalars.text(node, text);
      case Shape.Whole whole -> scalars.whole(node, whole);
      case Shape.Decimal decimal -> scalars.decimal(node, decimal);
      case Shape.Flag flag -> scalars.flag(node);
      case Shape.Any(boolean isVariable) -> isVariable ? values.variable(node) : values.value(node);
      case Shape.ListOf list -> list(node, list);
      case Shape.MapOf map -> map(node, map);
      case Shape.KindOf kinds -> kind(node, kinds);
      case RecordShape record -> record(node, record);
    };
  }

  private @Nullable Object list(Node node, Shape.ListOf shape) {
    if (!(node instanceof Node.Sequence list)) {
      scalars.wrongType(node, "a list", MeantForm.list(node, shape));
      return null;
    }
    if (shape.isNotEmpty() && list.items().isEmpty()) {
      scalars.wrongType(node, "a list of at least one item", "");
      return null;
    }
    List<Object> items = new ArrayList<>(list.items().size());
    boolean isWhole = true;
    for (int i = 0; i < list.items().size(); i++) {
      trail.enterItem(i, !list.isShort());
      Object item = value(list.items().get(i), shape.item());
      trail.leave();
      if (item == null) {
        isWhole = false;
      } else {
        items.add(item);
      }
    }
    return isWhole ? Collections.unmodifiableList(items) : null;
  }

  private @Nullable Object map(Node node, Shape.MapOf shape) {
    if (!(node instanceof Node.Mapping map)) {
      scalars.wrongType(node, "a map", "");
      return null;
    }
    SortedMap<String, Object> entries = new TreeMap<>();
    String keyOf = "a key of " + trail.field();
    boolean isWhole = true;
    for (int i = 0; i < map.size(); i++) {
      Node.Scalar key = map.key(i);
      trail.enterEntry(key.text());
      if (!shape.keyFormat().matches(key.text())) {
        out.add(FieldProblems.wrongForm(trail.at(key), keyOf, key.text(), shape.keyFormat()));
        if (failures != null) {
          failures.badKey(trail, map, key, shape.keyFormat());
        }
        isWhole = false;
      }
      Object value = value(map.value(i), shape.value());
      trail.leave();
      if (value == null) {
        isWhole = false;
      } else {
        entries.put(key.text(), value);
      }
    }
    return isWhole ? Collections.unmodifiableSortedMap(entries) : null;
  }

  private @Nullable Object kind(Node node, Shape.KindOf shape) {
    if (!(node instanceof Node.Mapping map)) {
      scalars.wrongType(node, "a map with one key, which is its kind", meantRun(node));
      return null;
    }
    SortedSet<String> laterKinds = later.of(shape.name());
    List<Integer> found = new ArrayList<>();
    boolean isReported = false;
    for (int i = 0; i < map.size(); i++) {
      Node.Scalar key = map.key(i);
      if (shape.kinds().containsKey(key.text())) {
        found.add(i);
      } else if (laterKinds.contains(key.text())) {
        notSupportedYet(key);
        isReported = true;
      } else {
        unknownField(key, shape.kinds().keySet(), laterKinds, shape);
        isReported = true;
      }
    }
    if (found.size() == 1) {
      Object bound = kindAt(map, found.getFirst(), shape);
      return isReported ? null : bound;
    }
    if (!isReported) {
      notExactlyOne(node, map, found, List.copyOf(shape.kinds().keySet()));
    }
    return null;
  }

  /** Returns the run that a text alone probably meant, as a help; empty where it tells nothing. */
  private String meantRun(Node node) {
    if (!trail.field().equals("'run'") || !(node instanceof Node.Scalar text) || text.isNull()) {
      return "";
    }
    if (text.text().equals("noop")) {
      return "write its kind: run: {noop: {}}";
    }
    String shown = FieldExamples.quoted(ScalarBinder.shown(text.text()));
    boolean isSql =
        text.text().endsWith(".sql")
            || text.text().toLowerCase(Locale.ROOT).matches("(?s)(select|with)\\s.*");
    String kind = isSql ? "sql" : TextFormat.ENTRYPOINT.matches(text.text()) ? "python" : "command";
    return "write its kind: run: {" + kind + ": " + shown + "}";
  }

  @Nullable Object kindAt(Node.Mapping map, int position, Shape.KindOf shape) {
    String key = map.key(position).text();
    RecordShape kind = shape.kinds().get(key);
    if (kind == null) {
      return null;
    }
    trail.enterField(key);
    Node value = map.value(position);
    Object bound = isNull(value) && kind.isOptional() ? kind.makeEmpty() : value(value, kind);
    trail.leave();
    return bound;
  }

  private @Nullable Object record(Node node, RecordShape shape) {
    if (node instanceof Node.Broken) {
      return null;
    }
    if (!(node instanceof Node.Mapping map)) {
      scalars.wrongType(node, accepted(shape), MeantForm.record(node, shape));
      return null;
    }
    trail.enterRecord(shape, map);
    Object bound = new RecordBinder(this, map, shape).bind();
    trail.leaveRecord();
    return bound;
  }

  private static String accepted(RecordShape shape) {
    return shape
        .shortForm()
        .map(
            form ->
                switch (form.as()) {
                  case TEXT, ASSET_OR_TABLE, QUERY_OR_FILE, IMAGE -> "a text or a map";
                  case INTEGER -> "an integer or a map";
                  case LIST -> "a list or a map";
                  case TEXT_OR_LIST, WORDS -> "a text, a list or a map";
                  case TYPED_LITERAL -> "a value or a map";
                })
        .orElse("a map");
  }

  void notExactlyOne(Node node, Node.Mapping map, List<Integer> written, List<String> choices) {
    List<String> names = written.stream().map(i -> map.key(i).text()).toList();
    List<Span> places = written.stream().map(i -> map.key(i).span()).toList();
    FieldProblems.Place place = trail.at(written.isEmpty() ? node : map.key(written.getFirst()));
    out.add(
        FieldProblems.notExactlyOne(
            place, names, choices, places.subList(Math.min(1, places.size()), places.size())));
  }

  void notSupportedYet(Node.Scalar key) {
    trail.enterField(key.text());
    out.add(FieldProblems.notSupportedYet(trail.at(key), key.text()));
    trail.leave();
  }

  /**
   * Returns the field that was probably meant, or nothing; so that it is not reported as missing
   * too.
   */
  Optional<String> unknownField(
      Node.Scalar key,
      Collection<String> known,
      Collection<String> laterOnes,
      Shape.@Nullable KindOf kinds) {
    Unknown unknown = unknown(key, known, laterOnes, kinds);
    String shown = ScalarBinder.shown(key.text());
    boolean isKind = kinds != null && !trail.field().equals("''");
    out.add(
        isKind
            ? FieldProblems.unknownKind(
                trail.at(key), trail.field() + " of ", shown, unknown.help(), known)
            : FieldProblems.unknownField(trail.at(key), shown, unknown.help(), known));
    return unknown.meant();
  }

  /**
   * What a key that is no field may be.
   *
   * @param meant the field that it may stand for
   */
  record Unknown(Optional<String> meant, Optional<String> help) {}

  Unknown unknown(
      Node.Scalar key,
      Collection<String> known,
      Collection<String> laterOnes,
      Shape.@Nullable KindOf kinds) {
    List<String> all = new ArrayList<>(known);
    all.addAll(laterOnes);
    Optional<String> bracketed = UnquotedText.fieldBeforeBracket(key.text()).filter(all::contains);
    if (bracketed.isPresent()) {
      String field = bracketed.get();
      return new Unknown(bracketed, Optional.of("put a colon behind '" + field + "'"));
    }
    Optional<String> moved = OtherPlaces.usual(trail, key.text());
    Optional<String> nearest =
        moved.isPresent()
            ? Optional.empty()
            : NearestName.to(key.text(), all).or(() -> words.meaning(key.text(), known));
    Optional<String> help =
        moved
            .or(() -> nearest.map(name -> "did you mean '" + name + "'?"))
            .or(() -> OtherPlaces.of(trail, key.text(), kinds));
    return new Unknown(nearest.or(() -> MeantForm.fieldOf(help, known)), help);
  }

  static boolean isNull(Node node) {
    return node instanceof Node.Scalar scalar && scalar.isNull();
  }
}
