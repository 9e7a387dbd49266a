package dev.regauge.spec.imports.floe;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SecretForms;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.imports.ImportProblems;
import dev.regauge.spec.source.ForeignTree;
import dev.regauge.spec.source.ForeignTree.Entries;
import dev.regauge.spec.source.ForeignTree.Entry;
import dev.regauge.spec.source.ForeignTree.Items;
import dev.regauge.spec.source.ForeignTree.Kind;
import dev.regauge.spec.source.ForeignTree.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A map of floe's, read field by field; what is not as floe has it is reported. */
final class FloeMap {

  private final Entries entries;
  private final String path;
  private final Diagnostics out;

  /**
   * Takes a map.
   *
   * @param path of the map in its file; empty for the file itself
   */
  FloeMap(Entries entries, String path, Diagnostics out) {
    this.entries = entries;
    this.path = path;
    this.out = out;
  }

  /** Returns the path of a field in its file. */
  String path(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  Span span() {
    return entries.span();
  }

  /** Returns where the field's name stands, or the map when it is not there. */
  Span at(String field) {
    return entries.get(field).map(entry -> entry.key().span()).orElse(entries.span());
  }

  boolean has(String field) {
    return entries.get(field).isPresent();
  }

  List<Entry> all() {
    return entries.entries();
  }

  /** Reports the fields that floe has not. */
  void knowsOnly(String... fields) {
    List<String> known = List.of(fields);
    for (Entry entry : entries.entries()) {
      String name = entry.key().text();
      if (!known.contains(name)) {
        String there = known.isEmpty() ? "take it out" : "there is " + String.join(", ", known);
        refuse(
            entry.key().span(),
            "floe's '" + (path.isEmpty() ? "file" : path) + "' has no '" + name + "'",
            NearestName.question(name, known).map(it -> it + " " + there).orElse(there));
      }
    }
  }

  /** Returns the text of a field; a value that is none is reported. */
  Optional<Text> text(String field) {
    return entries.get(field).flatMap(entry -> textOf(entry.value(), "'" + field + "' is a text"));
  }

  /** Returns the text of a field; that it is not there is reported. */
  Optional<Text> required(String field, String example) {
    if (!has(field)) {
      refuse(span(), "'" + field + "' is missing", "write one, such as " + field + ": " + example);
    }
    return text(field);
  }

  /** Returns the text of a field that is one of the words. */
  Optional<Text> choice(String field, String... words) {
    return text(field)
        .filter(
            text -> {
              boolean isOne = List.of(words).contains(text.text());
              if (!isOne) {
                refuse(
                    text.span(),
                    "'" + field + "' is one of " + String.join(", ", words),
                    NearestName.question(text.text(), List.of(words)).orElse("write one of them"));
              }
              return isOne;
            });
  }

  /** Returns a number; one that is smaller or larger is reported. */
  Optional<Text> number(String field, double min, double max, boolean isWhole) {
    return entries
        .get(field)
        .flatMap(
            entry -> {
              if (entry.value() instanceof Text text
                  && (text.kind() == Kind.INTEGER || (text.kind() == Kind.NUMBER && !isWhole))) {
                double value = Double.parseDouble(text.text());
                if (value >= min && value <= max) {
                  return Optional.of(text);
                }
              }
              String kind = isWhole ? "a whole number" : "a number";
              refuse(
                  entry.value().span(),
                  "'" + field + "' is " + kind + " from " + words(min) + " to " + words(max),
                  "write one");
              return Optional.empty();
            });
  }

  private static String words(double bound) {
    return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
  }

  /** Returns any single value of a field. */
  Optional<Text> scalar(String field) {
    return entries
        .get(field)
        .flatMap(
            entry -> {
              if (entry.value() instanceof Text text) {
                return Optional.of(text);
              }
              refuse(entry.value().span(), "'" + field + "' is one value", "write one");
              return Optional.empty();
            });
  }

  /** Returns texts that stand in a list, or one that stands alone. */
  List<Text> texts(String field) {
    List<Text> texts = new ArrayList<>();
    entries
        .get(field)
        .ifPresent(
            entry -> {
              if (entry.value() instanceof Items list) {
                list.items()
                    .forEach(
                        item ->
                            textOf(item, "an item of '" + field + "' is a text")
                                .ifPresent(texts::add));
              } else {
                textOf(entry.value(), "'" + field + "' is a text, or a list of texts")
                    .ifPresent(texts::add);
              }
            });
    return texts;
  }

  /** Returns the map of a field. */
  Optional<FloeMap> map(String field) {
    return entries
        .get(field)
        .flatMap(
            entry -> {
              if (entry.value() instanceof Entries map) {
                return Optional.of(new FloeMap(map, path(field), out));
              }
              refuse(entry.value().span(), "'" + field + "' is a map", "write its fields below it");
              return Optional.empty();
            });
  }

  /** Returns the maps of a list. */
  List<FloeMap> maps(String field) {
    List<FloeMap> maps = new ArrayList<>();
    entries
        .get(field)
        .ifPresent(
            entry -> {
              if (!(entry.value() instanceof Items list)) {
                refuse(entry.value().span(), "'" + field + "' is a list", "write '- name: …'");
                return;
              }
              for (int i = 0; i < list.items().size(); i++) {
                if (list.items().get(i) instanceof Entries map) {
                  maps.add(new FloeMap(map, path(field) + "[" + i + "]", out));
                } else {
                  refuse(list.items().get(i).span(), "an item is a map", "write '- name: …'");
                }
              }
            });
    return maps;
  }

  private Optional<Text> textOf(ForeignTree value, String what) {
    if (value instanceof Text text && text.kind() == Kind.TEXT && !text.text().isBlank()) {
      return Optional.of(text);
    }
    refuse(value.span(), what, "write one; a number or true as a text stands in quotes");
    return Optional.empty();
  }

  void refuse(Span at, String why, String help) {
    out.add(ImportProblems.noForm(at, why, help));
  }

  /**
   * Reports that a secret stands where a Secret's name belongs; what is known by its looks is
   * reported already.
   */
  void refuseSecret(ForeignTree value, String what) {
    if (value instanceof Text text && SecretForms.wordsOf(text.text()).isPresent()) {
      return;
    }
    out.add(
        ImportProblems.secret(
            value.span(),
            what,
            "keep the value in a Secret of Kubernetes, write that Secret's name here, and change"
                + " the value: it is known now"));
  }
}
