package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import tools.jackson.databind.JsonNode;

/**
 * What others than the author say of a product before it is bound: whole files, and steps that
 * stand for a name. All of it goes the way of the author's own text, so that every rule holds.
 */
public interface SpecAdditions {

  /** Nobody says anything, and no name of a step is looked up. */
  SpecAdditions NONE =
      new SpecAdditions() {
        @Override
        public List<Added> files(String product, Diagnostics out) {
          return List.of();
        }

        @Override
        public Optional<JsonNode> step(
            Slot slot, String name, JsonNode settings, StepPlaces places, Diagnostics out) {
          return Optional.empty();
        }

        @Override
        public Diagnostic refused(Added file, String field, Span at) {
          throw new IllegalStateException("nothing was added");
        }
      };

  /**
   * Where the settings of something are written. A path is made of keys and of positions in lists;
   * where it leads on beyond what is written, the last that is written stands for it.
   */
  interface SettingPlaces {

    /** Returns the place of a setting's key; that of an item of a list is the item's. */
    Optional<Span> key(List<String> path);

    /** Returns the place of a setting's value; empty when it could not be read, as is told. */
    Optional<Span> value(List<String> path);
  }

  /** Where a step's name and its settings are written. */
  interface StepPlaces extends SettingPlaces {

    /** Returns the place of the name. */
    Span name();
  }

  /** Where a step can stand for a name. */
  enum Slot {
    /** {@code run: {connector: {type: NAME, config: …}}}; the answer is fields of the asset. */
    SOURCE,
    /** {@code run: {python: "plugin:NAME"}}; the answer is fields of the asset. */
    TRANSFORM,
    /** {@code checks: [{python: {entrypoint: "plugin:NAME", params: …}}]}; answered by a test. */
    CHECK,
    /** {@code secretRef: {source: NAME, …}}; answered by another reference. */
    SECRET
  }

  /**
   * A file that joins the product as if it were included.
   *
   * @param name shown in findings, for example {@code acme/assets.yaml}
   * @param fields the product's fields that it may hold; {@code kind} = objects of other kinds
   */
  record Added(String name, String text, SortedSet<String> fields) {}

  /** Returns the files that join the product of that name. */
  List<Added> files(String product, Diagnostics out);

  /**
   * Returns what stands for the name; empty when the name is nobody's, which is then reported where
   * nothing else could mean it.
   */
  Optional<JsonNode> step(
      Slot slot, String name, JsonNode settings, StepPlaces places, Diagnostics out);

  /** Returns the finding about a field that the file may not hold. */
  Diagnostic refused(Added file, String field, Span at);
}
