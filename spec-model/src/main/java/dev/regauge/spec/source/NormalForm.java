package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.SpecShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings a product's tree into normal form (spec.md 6), in place.
 *
 * <p>What moves from an asset to the product: an asset's {@code cron} or {@code triggers} become a
 * job named like the key with {@code _} (marked by {@code ofAsset}); a partition set written in an
 * asset becomes a set of that same name. A check of the product's own list moves into its asset. A
 * name that is thereby given twice is the linker's finding.
 */
final class NormalForm {

  private static final String LIST_OF_CHECKS =
      "write checks: [{asset: clean/orders, not_null: order_id}]";

  private final Diagnostics out;

  private NormalForm(Diagnostics out) {
    this.out = out;
  }

  static void of(Node.Mapping product, Diagnostics out) {
    new NormalForm(out).normalize(product);
  }

  private void normalize(Node.Mapping product) {
    List<Node.Mapping> assets = new ArrayList<>();
    Map<String, Node.Mapping> byKey = new LinkedHashMap<>();
    if (product.get("assets") instanceof Node.Sequence list) {
      for (Node item : list.items()) {
        if (item instanceof Node.Mapping asset) {
          assets.add(asset);
          Node.Scalar key = text(asset, "key");
          if (key != null) {
            byKey.putIfAbsent(key.text(), asset);
          }
        }
      }
    }
    moveChecks(product, byKey);
    for (Node.Mapping asset : assets) {
      moveTriggers(product, asset);
      movePartitions(product, asset);
    }
    ShortForms forms = new ShortForms(byKey.keySet());
    forms.expand(product, SpecShape.product());
    expandEach(forms, product.get(SpecBinder.DERIVED + "services"), SpecShape.service());
    expandEach(forms, product.get(SpecBinder.DERIVED + "topics"), SpecShape.topic());
  }

  private static void expandEach(ShortForms forms, @Nullable Node list, RecordShape shape) {
    if (list instanceof Node.Sequence objects) {
      objects.items().replaceAll(object -> forms.expand(object, shape));
    }
  }

  private void moveChecks(Node.Mapping product, Map<String, Node.Mapping> assets) {
    int position = product.positionOf("checks");
    if (position < 0) {
      return;
    }
    if (!(product.value(position) instanceof Node.Sequence checks)) {
      Node found = product.value(position);
      if (!isNothing(found)) {
        FieldProblems.Place place =
            new FieldProblems.Place(SpecPath.of("checks"), found.span(), "the product");
        out.add(
            FieldProblems.wrongType(
                place, "'checks'", "a list", ScalarBinder.foundAt(found), LIST_OF_CHECKS));
      }
      product.remove(position);
      return;
    }
    int number = 0;
    for (Node item : checks.items()) {
      SpecPath path = SpecPath.of("checks").at(number++);
      FieldProblems.Place place = new FieldProblems.Place(path, item.span(), "the check");
      if (!(item instanceof Node.Mapping check)) {
        out.add(
            FieldProblems.wrongType(
                place,
                "'" + path.text() + "'",
                "a map",
                ScalarBinder.foundAt(item),
                LIST_OF_CHECKS));
        continue;
      }
      int at = check.positionOf("asset");
      if (at < 0 || !(check.value(at) instanceof Node.Scalar key) || key.isNull()) {
        out.add(FieldProblems.missingField(place, "asset"));
        continue;
      }
      check.remove(at);
      Node.Mapping asset = assets.get(key.text());
      if (asset == null) {
        FieldProblems.Place named = new FieldProblems.Place(path, key.span(), "the check");
        out.add(FieldProblems.checkOfNothing(named, key.text(), new TreeSet<>(assets.keySet())));
      } else {
        listIn(asset, "checks", check).items().add(check);
      }
    }
    product.remove(position);
  }

  private void moveTriggers(Node.Mapping product, Node.Mapping asset) {
    if (isNull(asset.get("cron"))) {
      removeField(asset, "cron");
    }
    if (isNothing(asset.get("triggers"))) {
      removeField(asset, "triggers");
    }
    int cron = asset.positionOf("cron");
    int triggers = asset.positionOf("triggers");
    Node.Scalar key = text(asset, "key");
    if (cron < 0 && triggers < 0) {
      return;
    }
    if (key == null || !TextFormat.ASSET_KEY.matches(key.text())) {
      // The binder says so; without a key there is no name for a job.
      removeField(asset, "cron");
      removeField(asset, "triggers");
      return;
    }
    if (cron >= 0 && triggers >= 0) {
      FieldProblems.Place place =
          new FieldProblems.Place(
              SpecPath.ROOT, asset.key(cron).span(), "asset '" + key.text() + "'");
      out.add(
          FieldProblems.notExactlyOne(
              place,
              List.of("cron", "triggers"),
              List.of("cron", "triggers"),
              List.of(asset.key(triggers).span())));
    }
    Node.Scalar writtenKey = asset.key(cron >= 0 ? cron : triggers);
    Node started = asset.value(cron >= 0 ? cron : triggers);
    if (cron >= 0) {
      Node.Mapping trigger = Node.Mapping.from(started);
      trigger.add(Node.Scalar.from(writtenKey, "cron"), started);
      started = Node.Sequence.from(started, List.of(trigger));
    }
    removeField(asset, "cron");
    removeField(asset, "triggers");
    Node.Mapping job =
        Node.Mapping.moved(writtenKey, "assets[" + key.text() + "]." + writtenKey.text());
    job.add(Node.Scalar.from(writtenKey, "name"), Node.Scalar.from(key, joined(key.text())));
    job.add(
        Node.Scalar.from(writtenKey, "select"),
        Node.Sequence.from(key, List.of(Node.Scalar.from(key, "+" + key.text()))));
    job.add(Node.Scalar.from(writtenKey, "triggers"), started);
    job.add(Node.Scalar.from(writtenKey, SpecBinder.DERIVED + "ofAsset"), key);
    listIn(product, "jobs", job).items().add(job);
  }

  private void movePartitions(Node.Mapping product, Node.Mapping asset) {
    int at = asset.positionOf("partitions");
    Node.Scalar key = text(asset, "key");
    if (at < 0 || key == null || !(asset.value(at) instanceof Node.Mapping set)) {
      return;
    }
    String name = joined(key.text());
    if (!(product.get("partitions") instanceof Node.Mapping)) {
      removeField(product, "partitions");
      product.add(Node.Scalar.from(set, "partitions"), Node.Mapping.from(set));
    }
    if (product.get("partitions") instanceof Node.Mapping sets) {
      int same = sets.positionOf(name);
      if (same >= 0) {
        out.add(FileProblems.duplicateKey(name, asset.key(at).span(), sets.key(same).span()));
      } else {
        set.add(Node.Scalar.from(asset.key(at), SpecBinder.DERIVED + "ofAsset"), key);
        sets.add(Node.Scalar.from(asset.key(at), name), set);
      }
    }
    asset.replace(at, Node.Scalar.from(asset.key(at), name));
  }

  /** Returns the list of that field; one that is absent or null is made. */
  private static Node.Sequence listIn(Node.Mapping map, String field, Node origin) {
    if (map.get(field) instanceof Node.Sequence list) {
      return list;
    }
    Node.Sequence list = Node.Sequence.from(origin, List.of());
    if (map.get(field) instanceof Node.Scalar scalar && scalar.isNull()) {
      removeField(map, field);
    }
    if (map.positionOf(field) < 0) {
      map.add(Node.Scalar.from(origin, field), list);
    }
    return list;
  }

  /** Whether a value is null, an empty list or reported already. */
  private static boolean isNothing(@Nullable Node node) {
    return isNull(node) || (node instanceof Node.Sequence list && list.items().isEmpty());
  }

  /** Whether a value is null or reported already. */
  private static boolean isNull(@Nullable Node node) {
    return node instanceof Node.Broken || (node instanceof Node.Scalar scalar && scalar.isNull());
  }

  private static void removeField(Node.Mapping map, String field) {
    int position = map.positionOf(field);
    if (position >= 0) {
      map.remove(position);
    }
  }

  private static Node.@Nullable Scalar text(Node.Mapping map, String field) {
    return map.get(field) instanceof Node.Scalar scalar && !scalar.isNull() ? scalar : null;
  }

  private static String joined(String key) {
    return key.replace('/', '_');
  }
}
