package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostic.Absence;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.diagnostic.SpecPath;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The linker's findings, one factory for each code. */
final class LinkFindings {

  private static final String SELECTORS =
      "a selector is a key, a pattern of keys (bronze/*), group:g, tag:k=v, kind:k, owner:o or *,"
          + " with + in front or behind; a comma joins what must hold at once";

  private final Locator locator;
  private final Diagnostics out;

  LinkFindings(Locator locator, Diagnostics out) {
    this.locator = locator;
    this.out = out;
  }

  /** A reference to an asset that nobody declared. */
  void unknownAsset(String from, String wanted, SpecPath at, SortedMap<String, SpecPath> known) {
    unknown(
        LinkCodes.UNKNOWN_ASSET,
        "asset '" + from + "' depends on '" + wanted + "', which is not declared",
        wanted,
        at,
        "no asset has this key",
        "declare it as an asset, or under 'external' if it is made elsewhere",
        without(from, known),
        "assets",
        "external");
  }

  /** An asset that depends on itself is no help. */
  private static SortedMap<String, SpecPath> without(
      String key, SortedMap<String, SpecPath> known) {
    SortedMap<String, SpecPath> others = new TreeMap<>(known);
    others.remove(key);
    return others;
  }

  /** An input table that is neither made here nor declared. */
  void unknownTable(String from, String wanted, SpecPath at, SortedMap<String, SpecPath> known) {
    unknown(
        LinkCodes.UNKNOWN_TABLE,
        "asset '"
            + from
            + "' reads the table '"
            + wanted
            + "', which nothing here makes or declares",
        wanted,
        at,
        "no output and no entry of 'tables' has this name",
        "declare it: tables: [{name: " + wanted + "}]",
        known,
        "assets",
        "external",
        "tables");
  }

  /** A resource, pool, partition set, catalog, param or job that is not declared. */
  void unknownName(
      String user, String what, String wanted, SpecPath at, SortedMap<String, SpecPath> known) {
    unknown(
        LinkCodes.UNKNOWN_NAME,
        user + " names the " + what + " '" + wanted + "', which is not declared",
        wanted,
        at,
        "no " + what + " has this name",
        "declare it" + declaration(what, wanted),
        known,
        declaring(what));
  }

  /** Returns the product's fields that may declare the things of that kind. */
  private static String[] declaring(String what) {
    return switch (what) {
      case "partition set" -> new String[] {"partitions"};
      case "resource", "catalog" -> new String[] {"resources", "catalogs"};
      case "pool", "param", "alert", "sensor", "service" -> new String[] {what + "s"};
      case "job" -> new String[] {"jobs", "assets"};
      default -> new String[] {"assets", "external", "tables"};
    };
  }

  /** Returns how the things of that kind are declared, as far as two words can show it. */
  private static String declaration(String what, String name) {
    String field =
        switch (what) {
          case "partition set" -> "partitions: {" + name + ": {daily: 2025-01-01}}";
          case "pool" -> "pools: {" + name + ": 1}";
          case "param" -> "params: {" + name + ": {type: string}}";
          case "resource" -> "resources: {" + name + ": {type: postgres}}";
          case "catalog" -> "catalogs: {" + name + ": {type: rest, uri: {env: CATALOG_URI}}}";
          default -> "";
        };
    return field.isEmpty() ? "" : " at the top of the product, such as " + field;
  }

  /** A second asset with the same key. */
  void duplicateAsset(String key, SpecPath first, SpecPath second) {
    out.add(
        Diagnostic.error(LinkCodes.DUPLICATE_ASSET, "two assets have the key '" + key + "'")
            .at(second, locator)
            .label("the second one")
            .related(locator.valueAt(first), "the first one")
            .help("give one of them another key, or remove it"));
  }

  /** Assets that wait for each other; {@code path} ends with the asset that it begins with. */
  void cycle(List<String> path, List<SpecPath> edges) {
    boolean isOwn = edges.size() == 1;
    Diagnostic finding =
        Diagnostic.error(
                LinkCodes.CYCLE,
                isOwn
                    ? "asset '" + path.getFirst() + "' depends on itself"
                    : "assets depend on each other: " + String.join(" → ", path))
            .at(edges.getFirst(), locator)
            .label(depends(path, 0))
            .help(isOwn ? "remove this dependency" : "remove one of these dependencies");
    for (int i = 1; i < edges.size(); i++) {
      finding = finding.related(locator.valueAt(edges.get(i)), depends(path, i));
    }
    out.add(finding);
  }

  private static String depends(List<String> path, int step) {
    return "'" + path.get(step) + "' depends on '" + path.get(step + 1) + "'";
  }

  /** Two partition sets without a mapping that follows from them. */
  void noMapping(String from, String to, String why, String help, SpecPath at) {
    out.add(
        Diagnostic.error(
                LinkCodes.NO_MAPPING,
                "which partitions of '" + to + "' does a partition of '" + from + "' need? " + why)
            .at(at, locator)
            .label("no mapping follows from the two partition sets")
            .help(help));
  }

  /** One upstream asset with two mappings. */
  void twoMappings(String from, AssetNode.Edge first, AssetNode.Edge second) {
    out.add(
        Diagnostic.error(
                LinkCodes.TWO_MAPPINGS,
                "asset '"
                    + from
                    + "' depends on '"
                    + second.upstream()
                    + "' with the mappings '"
                    + first.mapping().text()
                    + "' and '"
                    + second.mapping().text()
                    + "'")
            .at(second.path(), locator)
            .label("mapping '" + second.mapping().text() + "'")
            .related(locator.valueAt(first.path()), "mapping '" + first.mapping().text() + "'")
            .help("write the same mapping at both places, or name the asset once"));
  }

  /** An input from outside that says no table. */
  void noTableOutside(String from, String external, SpecPath at) {
    out.add(
        Diagnostic.error(
                LinkCodes.NO_TABLE_OUTSIDE,
                "asset '"
                    + from
                    + "' reads '"
                    + external
                    + "', which lies outside and has no table")
            .at(at, locator)
            .label("what would be read?")
            .related(locator.keyAt(SpecPath.of("external").entry(external)), "it is declared here")
            .help("write its 'table', or name it under 'deps' if it only has to come first")
            .missing(Absence.from("external")));
  }

  /** A text that is no selector. */
  void wrongSelector(String user, String selector, String problem, SpecPath at) {
    out.add(
        Diagnostic.error(
                LinkCodes.WRONG_SELECTOR,
                user + " selects '" + selector + "', which is no selector: " + problem)
            .at(at, locator)
            .label("no selector")
            .help(SELECTORS));
  }

  /** A selector that names no asset. */
  void nothingSelected(
      String user,
      String selector,
      SpecPath at,
      Optional<String> key,
      SortedMap<String, SpecPath> known) {
    Optional<String> near = key.flatMap(wanted -> NearestName.to(wanted, known.keySet()));
    Diagnostic finding =
        Diagnostic.error(
                LinkCodes.NOTHING_SELECTED,
                user + " selects '" + selector + "', which no asset matches")
            .at(at, locator)
            .label("nothing matches")
            .help(
                near.map(name -> "write '" + selector.replace(key.orElseThrow(), name) + "'")
                    .orElse(SELECTORS))
            .missing(Absence.from("assets"));
    out.add(
        near.map(name -> finding.related(declared(known, name), "a similar key is declared here"))
            .orElse(finding));
  }

  /** An input of an asset that writes no table, or several. */
  void noTableToRead(String from, String to, List<String> tables, SpecPath at) {
    boolean isNone = tables.isEmpty();
    out.add(
        Diagnostic.error(
                LinkCodes.NO_TABLE_TO_READ,
                "asset '"
                    + from
                    + "' reads '"
                    + to
                    + "', which writes "
                    + (isNone ? "no table" : "several tables"))
            .at(at, locator)
            .label(isNone ? "there is nothing to read" : "which of them?")
            .help(
                isNone
                    ? "name it under 'deps' if it only has to come first, or declare its 'outputs'"
                    : "name the table: {table: " + String.join("} or {table: ", tables) + "}")
            .missing(Absence.from("assets")));
  }

  private void unknown(
      Code code,
      String message,
      String wanted,
      SpecPath at,
      String label,
      String otherwise,
      SortedMap<String, SpecPath> known,
      String... declaring) {
    Optional<String> near = NearestName.to(wanted, known.keySet());
    Diagnostic finding =
        Diagnostic.error(code, message)
            .at(at, place(at))
            .label(label)
            .help(
                near.map(name -> "write '" + name + "'").orElse(otherwise)
                    + ", or run 'regauge explain "
                    + code.id()
                    + "'")
            .missing(Absence.of(wanted, declaring));
    out.add(
        near.map(name -> finding.related(declared(known, name), "a similar name is declared here"))
            .orElse(finding));
  }

  private Optional<Span> declared(SortedMap<String, SpecPath> known, String name) {
    return Optional.ofNullable(known.get(name)).flatMap(this::place);
  }

  /** A name that is a map's key stands at the key, another one is a value. */
  private Optional<Span> place(SpecPath path) {
    return path.text().endsWith("]") ? locator.keyAt(path) : locator.valueAt(path);
  }
}
