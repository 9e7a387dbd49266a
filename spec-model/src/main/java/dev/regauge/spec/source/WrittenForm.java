package dev.regauge.spec.source;

import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.RecordShape.Field;
import dev.regauge.spec.schema.Shape;
import dev.regauge.spec.schema.SpecShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings one file's tree into the form that is written: short forms expanded, the product's checks
 * in their assets, fields in the order of the records.
 *
 * <p>Unlike {@link NormalForm} it keeps what only a reader may move: an asset's triggers and its
 * own partition set stay with the asset.
 */
final class WrittenForm {

  private final Layout layout;
  private final ShortForms forms;

  private WrittenForm(Layout layout, Set<String> assetKeys) {
    this.layout = layout;
    this.forms = ShortForms.forWriting(assetKeys);
  }

  /** Changes a tree in place; the layout follows. */
  static void of(Node.Mapping tree, RecordShape shape, Layout layout) {
    SortedMap<String, Node.Mapping> assets = new TreeMap<>();
    boolean isProduct = shape == SpecShape.product();
    if (isProduct && tree.get("assets") instanceof Node.Sequence list) {
      for (Node item : list.items()) {
        if (item instanceof Node.Mapping asset && asset.get("key") instanceof Node.Scalar key) {
          assets.putIfAbsent(key.text(), asset);
        }
      }
    }
    WrittenForm form = new WrittenForm(layout, assets.keySet());
    if (isProduct) {
      form.moveChecks(tree, assets);
      assets.values().forEach(form::writeOwnTriggers);
    }
    form.forms.expand(tree, shape);
    if (isProduct && tree.get("checks") instanceof Node.Sequence checks) {
      form.forms.expand(checks, checksShape());
    }
    assets.values().forEach(form::expandOwn);
    form.arrange(tree, shape);
  }

  private void moveChecks(Node.Mapping product, SortedMap<String, Node.Mapping> assets) {
    int position = product.positionOf("checks");
    if (position < 0 || !(product.value(position) instanceof Node.Sequence checks)) {
      return;
    }
    boolean isLocal =
        checks.items().stream()
            .allMatch(
                item ->
                    item instanceof Node.Mapping check
                        && check.get("asset") instanceof Node.Scalar key
                        && assets.containsKey(key.text()));
    boolean hasOwnComments =
        layout.notesOf(product.key(position)).hasComment() || hasFoot(layout.styleOf(checks));
    if (!isLocal || hasOwnComments) {
      return; // other files hold the assets, or a comment is about the list as a whole
    }
    for (int i = 0; i < checks.items().size(); i++) {
      Node.Mapping check = (Node.Mapping) checks.items().get(i);
      int at = check.positionOf("asset");
      Node.Scalar key = (Node.Scalar) check.value(at);
      Layout.Notes notes = layout.notesOf(checks, i);
      Layout.Notes ofKey = layout.notesOf(check.key(at));
      notes.head.addAll(ofKey.head);
      if (!ofKey.trailing.isEmpty()) {
        notes.head.add(ofKey.trailing);
      }
      check.remove(at);
      Node.Mapping asset = assets.get(key.text());
      if (asset != null) {
        Node.Sequence list = listIn(asset);
        layout.append(list, notes);
        list.items().add(check);
      }
    }
    product.remove(position);
  }

  private static boolean hasFoot(Layout.@Nullable Style style) {
    return style != null && style.foot.stream().anyMatch(line -> !line.isEmpty());
  }

  private static Node.Sequence listIn(Node.Mapping asset) {
    int at = asset.positionOf("checks");
    if (at >= 0 && asset.value(at) instanceof Node.Sequence list) {
      return list;
    }
    Node.Sequence list = Node.Sequence.from(asset, List.of());
    if (at >= 0) {
      asset.replace(at, list);
    } else {
      asset.add(Node.Scalar.from(asset, "checks"), list);
    }
    return list;
  }

  /** {@code cron} is short for a list of one trigger. */
  private void writeOwnTriggers(Node.Mapping asset) {
    int at = asset.positionOf("cron");
    if (at < 0 || SpecBinder.isNull(asset.value(at))) {
      return;
    }
    Node.Scalar written = asset.key(at);
    Node.Mapping trigger = Node.Mapping.from(written);
    trigger.add(Node.Scalar.from(written, "cron"), asset.value(at));
    Node.Scalar key = Node.Scalar.from(written, "triggers");
    Layout.Notes notes = layout.notesOf(key);
    notes.head.addAll(layout.notesOf(written).head);
    notes.trailing = layout.notesOf(written).trailing;
    asset.remove(at);
    asset.add(key, Node.Sequence.from(written, List.of(trigger)));
  }

  /** What an asset writes for the product has the shape that it has there. */
  private void expandOwn(Node.Mapping asset) {
    if (asset.get("triggers") instanceof Node.Sequence triggers) {
      forms.expand(triggers, triggersShape());
    }
    if (asset.get("partitions") instanceof Node.Mapping set) {
      forms.expand(set, setShape());
    }
  }

  private static Shape triggersShape() {
    Shape jobs = field(SpecShape.product(), "jobs").shape();
    RecordShape job = (RecordShape) ((Shape.ListOf) jobs).item();
    return field(job, "triggers").shape();
  }

  private static Shape checksShape() {
    Shape assets = field(SpecShape.product(), "assets").shape();
    return field((RecordShape) ((Shape.ListOf) assets).item(), "checks").shape();
  }

  private static Shape setShape() {
    return ((Shape.MapOf) field(SpecShape.product(), "partitions").shape()).value();
  }

  private static Field field(RecordShape record, String name) {
    return record.fields().get(record.positionOf(name));
  }

  /** Puts fields into the order of their records, and says what nothing stands for. */
  private void arrange(Node node, Shape shape) {
    switch (shape) {
      case RecordShape record -> {
        if (node instanceof Node.Mapping map) {
          arrangeRecord(map, record);
        }
      }
      case Shape.ListOf(Shape item, boolean isNotEmpty) -> {
        if (node instanceof Node.Sequence list) {
          list.items().forEach(each -> arrange(each, item));
        }
      }
      case Shape.MapOf(var keyFormat, Shape value) -> {
        if (node instanceof Node.Mapping map) {
          for (int i = 0; i < map.size(); i++) {
            arrange(map.value(i), value);
          }
        }
      }
      case Shape.KindOf kinds -> {
        if (node instanceof Node.Mapping map) {
          for (int i = 0; i < map.size(); i++) {
            arrangeKind(map, i, kinds);
          }
        }
      }
      case Shape.Text text -> {}
      case Shape.Whole whole -> {}
      case Shape.Decimal decimal -> {}
      case Shape.Flag flag -> {}
      case Shape.Any any -> {}
    }
  }

  private void arrangeKind(Node.Mapping map, int position, Shape.KindOf kinds) {
    RecordShape kind = kinds.kinds().get(map.key(position).text());
    if (kind == null) {
      return;
    }
    if (SpecBinder.isNull(map.value(position)) && kind.isOptional()) {
      map.replace(position, Node.Mapping.from(map.value(position)));
    }
    arrange(map.value(position), kind);
  }

  private void arrangeRecord(Node.Mapping map, RecordShape record) {
    for (int i = 0; i < map.size(); i++) {
      int position = record.positionOf(map.key(i).text());
      if (position < 0) {
        arrangeMoved(map.key(i).text(), map.value(i));
        continue;
      }
      Field field = record.fields().get(position);
      if (field.shape() instanceof Shape.KindOf kinds && field.isInline()) {
        arrangeKind(map, i, kinds);
      } else if (field.name().equals("partitions") && map.value(i) instanceof Node.Mapping set) {
        arrange(set, field.shape() instanceof Shape.Text ? setShape() : field.shape());
      } else {
        arrange(map.value(i), field.shape());
      }
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < map.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt(i -> rank(record, map.key(i).text())));
    List<Node.Scalar> keys = order.stream().map(map::key).toList();
    List<Node> values = order.stream().map(map::value).toList();
    while (map.size() > 0) {
      map.remove(map.size() - 1);
    }
    for (int i = 0; i < keys.size(); i++) {
      map.add(keys.get(i), values.get(i));
    }
  }

  private void arrangeMoved(String field, Node value) {
    if (field.equals("triggers")) {
      arrange(value, triggersShape());
    } else if (field.equals("checks")) {
      arrange(value, checksShape());
    }
  }

  /** First what it is called, then its kind, then the rest; fields that the reader moves last. */
  private static int rank(RecordShape record, String key) {
    int position = record.positionOf(key);
    if (position < 0) {
      return record.fields().size();
    }
    Field field = record.fields().get(position);
    boolean isName = position == 0 && (key.equals("name") || key.equals("key"));
    return isName ? -2 : field.isInline() ? -1 : position;
  }
}
