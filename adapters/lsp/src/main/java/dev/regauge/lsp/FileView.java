package dev.regauge.lsp;

import dev.regauge.spec.source.WrittenTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of a product as an editor sees it: its text, its lines, and what each text in it is taken
 * for. What cannot be read is left out.
 *
 * @param name relative to the product's folder
 */
record FileView(String name, Lines lines, WrittenTree tree, List<Spot> spots) {

  static FileView of(String name, String text) {
    return of(name, text, Salvage.read(text));
  }

  static FileView of(String name, String text, WrittenTree tree) {
    List<Spot> spots = new ArrayList<>();
    tree.root().ifPresent(root -> ShapeWalk.walk(root, spots::add));
    return new FileView(name, new Lines(text), tree, spots);
  }

  /** Returns the text at an index; of two that meet there the one that begins. */
  Optional<Spot> spotAt(int index) {
    Optional<Spot> found = Optional.empty();
    for (Spot spot : spots) {
      if (spot.isAt(index) && spot.text().start() < spot.text().end()) {
        found = Optional.of(spot);
      }
    }
    return found;
  }
}
