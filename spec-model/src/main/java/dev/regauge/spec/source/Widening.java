package dev.regauge.spec.source;

import dev.regauge.spec.schema.Shape;
import dev.regauge.spec.schema.SpecShape;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * What may be written where nothing could be read: assets come after all others, and every
 * partition set that something names is declared.
 */
final class Widening {

  private final Node.Mapping tree;

  Widening(Node.Mapping tree) {
    this.tree = tree;
  }

  /** Returns the tree with the partition sets that assets name. */
  Node.Mapping withPartitions(StandIns standIns) {
    Shape shape =
        SpecShape.product().fields().stream()
            .filter(field -> field.name().equals("partitions"))
            .findFirst()
            .orElseThrow()
            .shape();
    Node.Mapping sets = Node.Mapping.from(tree);
    if (tree.get("partitions") instanceof Node.Mapping written) {
      for (int i = 0; i < written.size(); i++) {
        sets.add(written.key(i), written.value(i));
      }
    }
    if (tree.get("assets") instanceof Node.Sequence assets && shape instanceof Shape.MapOf map) {
      for (Node item : assets.items()) {
        if (item instanceof Node.Mapping asset
            && asset.get("partitions") instanceof Node.Scalar set
            && sets.positionOf(set.text()) < 0) {
          sets.add(Node.Scalar.from(tree, set.text()), standIns.of(map.value(), tree, ""));
        }
      }
    }
    TreeEdits edits = new TreeEdits();
    Node written = tree.get("partitions");
    if (written == null) {
      edits.add(tree, "partitions", sets);
    } else {
      edits.replace(written, sets);
    }
    return edits.in(tree);
  }

  /** Returns the tree in which the assets at these paths come after all others. */
  Node.Mapping joined(SortedSet<String> paths) {
    if (!(tree.get("assets") instanceof Node.Sequence assets)) {
      return tree;
    }
    TreeEdits edits = new TreeEdits();
    for (String path : paths) {
      int position = Integer.parseInt(path.substring(path.indexOf('[') + 1, path.length() - 1));
      if (position < assets.items().size()
          && assets.items().get(position) instanceof Node.Mapping asset) {
        join(asset, assets, edits);
      }
    }
    return edits.in(tree);
  }

  private static void join(Node.Mapping asset, Node.Sequence assets, TreeEdits edits) {
    List<Node> deps = new ArrayList<>();
    if (asset.get("deps") instanceof Node.Sequence written) {
      deps.addAll(written.items());
    }
    for (Node other : assets.items()) {
      if (other != asset
          && other instanceof Node.Mapping map
          && map.get("key") instanceof Node.Scalar key) {
        Node.Mapping dep = Node.Mapping.from(asset);
        dep.add(Node.Scalar.from(asset, "asset"), Node.Scalar.from(asset, key.text()));
        Node.Mapping all = Node.Mapping.from(asset);
        all.add(Node.Scalar.from(asset, "rule"), Node.Scalar.from(asset, "all"));
        dep.add(Node.Scalar.from(asset, "mapping"), all);
        deps.add(dep);
      }
    }
    Node.Sequence list = Node.Sequence.from(asset, deps);
    Node written = asset.get("deps");
    if (written == null) {
      edits.add(asset, "deps", list);
    } else {
      edits.replace(written, list);
    }
  }
}
