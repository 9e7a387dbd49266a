package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.Severity;
import dev.regauge.spec.diagnostic.SpecPath;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The linker's findings, one factory for each code. */
final class LinkFindings {

  static final Code UNKNOWN_ASSET = new Code("RG-LINK-001");
  static final Code UNKNOWN_TABLE = new Code("RG-LINK-002");
  static final Code UNKNOWN_NAME = new Code("RG-LINK-003");
  static final Code DUPLICATE_ASSET = new Code("RG-LINK-004");
  static final Code CYCLE = new Code("RG-LINK-005");
  static final Code NO_MAPPING = new Code("RG-LINK-006");
  static final Code NOTHING_SELECTED = new Code("RG-LINK-007");
  static final Code NO_TABLE_TO_READ = new Code("RG-LINK-008");

  private final Locator locator;
  private final Diagnostics out;

  LinkFindings(Locator locator, Diagnostics out) {
    this.locator = locator;
    this.out = out;
  }

  /** A reference to an asset that nobody declared. */
  void unknownAsset(String from, String wanted, SpecPath at, SortedMap<String, SpecPath> known) {
    unknown(
        UNKNOWN_ASSET,
        "asset '" + from + "' depends on '" + wanted + "', which is not declared",
        wanted,
        at,
        "no asset has this key",
        known);
  }

  /** An input table that is neither made here nor declared. */
  void unknownTable(String from, String wanted, SpecPath at, SortedMap<String, SpecPath> known) {
    unknown(
        UNKNOWN_TABLE,
        "asset '"
            + from
            + "' reads the table '"
            + wanted
            + "', which nothing here makes or declares",
        wanted,
        at,
        "no output and no entry of 'tables' has this name",
        known);
  }

  /** A resource, pool, partition set, catalog, param or job that is not declared. */
  void unknownName(
      String user, String what, String wanted, SpecPath at, SortedMap<String, SpecPath> known) {
    unknown(
        UNKNOWN_NAME,
        user + " names the " + what + " '" + wanted + "', which is not declared",
        wanted,
        at,
        "no " + what + " has this name",
        known);
  }

  /** A second asset with the same key. */
  void duplicateAsset(String key, SpecPath first, SpecPath second) {
    out.add(
        new Diagnostic(
            DUPLICATE_ASSET,
            Severity.ERROR,
            "two assets have the key '" + key + "'",
            Optional.of(second.field("key")),
            locator.valueAt(second.field("key")),
            "the second one",
            related(first.field("key"), "the first one"),
            "give one of them another key, or remove it"));
  }

  /** Assets that wait for each other; {@code path} ends with the asset that it begins with. */
  void cycle(List<String> path, List<SpecPath> edges) {
    List<Diagnostic.Related> others =
        edges.stream()
            .skip(1)
            .flatMap(
                edge ->
                    locator
                        .valueAt(edge)
                        .map(span -> new Diagnostic.Related(span, "and this"))
                        .stream())
            .toList();
    out.add(
        new Diagnostic(
            CYCLE,
            Severity.ERROR,
            "assets depend on each other: " + String.join(" → ", path),
            Optional.of(edges.getFirst()),
            locator.valueAt(edges.getFirst()),
            "this dependency closes the circle",
            others,
            "remove one of these dependencies"));
  }

  /** Two partition sets without a mapping that follows from them. */
  void noMapping(String from, String to, String why, SpecPath at) {
    out.add(
        new Diagnostic(
            NO_MAPPING,
            Severity.ERROR,
            "which partitions of '" + to + "' does a partition of '" + from + "' need? " + why,
            Optional.of(at),
            locator.valueAt(at),
            "no mapping follows from the two partition sets",
            List.of(),
            "write {asset: " + to + ", mapping: all}, or give both assets the same partitions"));
  }

  /** A selector that names no asset. */
  void nothingSelected(
      String job,
      String selector,
      SpecPath at,
      Optional<String> key,
      SortedMap<String, SpecPath> known) {
    Optional<String> near = key.flatMap(wanted -> NearestName.to(wanted, known.keySet()));
    out.add(
        new Diagnostic(
            NOTHING_SELECTED,
            Severity.ERROR,
            "job '" + job + "' selects '" + selector + "', which no asset matches",
            Optional.of(at),
            locator.valueAt(at),
            "nothing matches",
            near.map(name -> related(known.get(name), "a similar key is declared here"))
                .orElse(List.of()),
            near.map(name -> "write '" + selector.replace(key.orElseThrow(), name) + "'")
                .orElse("a selector is a key, +key, key+, group:g, tag:k=v, kind:k or *")));
  }

  /** An input of an asset that writes no table, or several. */
  void noTableToRead(String from, String to, int outputs, SpecPath at) {
    out.add(
        new Diagnostic(
            NO_TABLE_TO_READ,
            Severity.ERROR,
            "asset '"
                + from
                + "' reads '"
                + to
                + "', which writes "
                + (outputs == 0 ? "no table" : "several tables"),
            Optional.of(at),
            locator.valueAt(at),
            outputs == 0 ? "there is nothing to read" : "which of them?",
            List.of(),
            outputs == 0
                ? "name it under 'deps' if it only has to come first, or declare its 'outputs'"
                : "name the table: {table: …}"));
  }

  private void unknown(
      Code code,
      String message,
      String wanted,
      SpecPath at,
      String label,
      SortedMap<String, SpecPath> known) {
    Optional<String> near = NearestName.to(wanted, known.keySet());
    out.add(
        new Diagnostic(
            code,
            Severity.ERROR,
            message,
            Optional.of(at),
            locator.valueAt(at),
            label,
            near.map(name -> related(known.get(name), "a similar name is declared here"))
                .orElse(List.of()),
            near.map(name -> "write '" + name + "', or run 'regauge explain " + code.id() + "'")
                .orElse("declare it, or run 'regauge explain " + code.id() + "'")));
  }

  private List<Diagnostic.Related> related(
      @org.jspecify.annotations.Nullable SpecPath at, String label) {
    return at == null
        ? List.of()
        : locator
            .valueAt(at)
            .map(span -> List.of(new Diagnostic.Related(span, label)))
            .orElse(List.of());
  }
}
