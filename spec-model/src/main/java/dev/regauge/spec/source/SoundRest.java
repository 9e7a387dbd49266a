package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.Severity;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.form.TextFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A product without its entries that could not be read: each asset, job, set or resource with a
 * mistake is left out whole, so that the later stages judge the others in the same run.
 *
 * @param product what is left
 * @param sources where it is written; positions in lists are those of what is left
 */
public record SoundRest(ProductSpec product, SourceMap sources, Omissions omissions) {

  /** A mistake in one of these changes what the rest means. */
  private static final List<String> WHOLE =
      List.of("apiVersion", "kind", "include", "mode", "platform");

  /** Returns the rest, unless a mistake concerns the product as a whole. */
  static Optional<SoundRest> of(
      Node.Mapping tree, SourceMap all, List<Diagnostic> found, NotSupportedYet later) {
    Entries entries = new Entries(tree);
    SortedSet<Integer> omitted = new TreeSet<>();
    for (Diagnostic finding : found) {
      if (finding.severity() == Severity.ERROR) {
        Entry entry = finding.span().map(entries::at).orElse(null);
        if (entry == null || entry.position() < 0 || WHOLE.contains(entry.section())) {
          return Optional.empty();
        }
        omitted.add(entry.number());
      }
    }
    omitted.addAll(entries.broken());
    Node.Mapping rest = entries.without(omitted);
    Diagnostics anew = new FoundDiagnostics();
    Optional<ProductSpec> product = new SpecBinder(later, new OtherWords(), anew).bind(rest);
    return product
        .filter(_ -> !anew.hasErrors())
        .map(spec -> new SoundRest(spec, all.of(rest), entries.omissions(omitted)));
  }

  /** What was left out, to know a finding that only follows from that. */
  public static final class Omissions {
    private final Entries entries;
    private final SortedSet<Integer> omitted;
    private final Optional<Pattern> names;
    private final boolean isNameless;

    private Omissions(
        Entries entries, SortedSet<Integer> omitted, SortedSet<String> names, boolean isNameless) {
      this.entries = entries;
      this.omitted = omitted;
      this.isNameless = isNameless;
      this.names =
          names.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  Pattern.compile(
                      "(?<![A-Za-z0-9_/.-])("
                          + String.join("|", names.stream().map(Pattern::quote).toList())
                          + ")(?![A-Za-z0-9_/.-])"));
    }

    /** Whether a finding is of an entry that was left out, or of what names one. */
    public boolean explain(Diagnostic finding, SourceMap sources) {
      if (isNameless && finding.code().id().startsWith("RG-LINK-")) {
        return true;
      }
      if (names.filter(name -> name.matcher(finding.message()).find()).isPresent()) {
        return true;
      }
      List<Span> places = new ArrayList<>();
      finding.span().ifPresent(places::add);
      finding.related().forEach(related -> places.add(related.span()));
      return places.stream().anyMatch(place -> isOmitted(place) || namesOmitted(place, sources));
    }

    private boolean isOmitted(Span place) {
      Entry entry = entries.at(place);
      return entry != null && omitted.contains(entry.number());
    }

    private boolean namesOmitted(Span place, SourceMap sources) {
      if (names.isEmpty()) {
        return false;
      }
      String line = sources.line(place.file(), place.line()).orElse("");
      int from = Math.min(line.length(), line.offsetByCodePoints(0, before(line, place.column())));
      int length = Math.min(place.length(), line.codePointCount(from, line.length()));
      String text = line.substring(from, line.offsetByCodePoints(from, length));
      return names.get().matcher(text).find();
    }

    private static int before(String line, int column) {
      return Math.min(column - 1, line.codePointCount(0, line.length()));
    }
  }

  /** An entry of a section; position -1: the section's own key. */
  private record Entry(int number, String section, int position, Node node, String name) {}

  /** Every entry by the place at which it begins. */
  private static final class Entries {
    private final Node.Mapping tree;
    private final List<Entry> all = new ArrayList<>();
    private final SortedMap<String, TreeMap<Span, Entry>> starts = new TreeMap<>();

    private Entries(Node.Mapping tree) {
      this.tree = tree;
      for (int i = 0; i < tree.size(); i++) {
        String section = tree.key(i).text();
        if (!section.startsWith(SpecBinder.DERIVED)) {
          add(section, -1, tree.key(i), tree.key(i), "");
        }
        switch (tree.value(i)) {
          case Node.Sequence list -> {
            for (int n = 0; n < list.items().size(); n++) {
              Node item = list.items().get(n);
              add(section, n, item, item, nameOf(item));
            }
          }
          case Node.Mapping map -> {
            for (int n = 0; n < map.size(); n++) {
              add(section, n, map.key(n), map.value(n), map.key(n).text());
            }
          }
          case Node.Scalar _, Node.Broken _ -> {}
        }
      }
    }

    private void add(String section, int position, Node start, Node node, String name) {
      Entry entry = new Entry(all.size(), section, position, node, name);
      all.add(entry);
      Comparator<Span> byPlace = Comparator.comparingInt(Span::line);
      starts
          .computeIfAbsent(start.file(), _ -> new TreeMap<>(byPlace.thenComparingInt(Span::column)))
          .put(start.span(), entry);
    }

    /** Returns the entry that a place is in, or null when there is none. */
    private @Nullable Entry at(Span place) {
      TreeMap<Span, Entry> ofFile = starts.get(place.file());
      var found = ofFile == null ? null : ofFile.floorEntry(place);
      return found == null ? null : found.getValue();
    }

    private static String nameOf(Node node) {
      if (!(node instanceof Node.Mapping map)) {
        return "";
      }
      for (String field : List.of("key", "name")) {
        if (map.get(field) instanceof Node.Scalar name && !name.isNull()) {
          return name.text();
        }
      }
      return map.get("metadata") instanceof Node.Mapping metadata ? nameOf(metadata) : "";
    }

    /** Returns the entries that hold something unreadable: one finding may stand for many. */
    private List<Integer> broken() {
      return all.stream()
          .filter(entry -> entry.position() >= 0 && isBroken(entry.node()))
          .map(Entry::number)
          .toList();
    }

    private static boolean isBroken(Node node) {
      return switch (node) {
        case Node.Broken _ -> true;
        case Node.Scalar _ -> false;
        case Node.Sequence list -> list.items().stream().anyMatch(Entries::isBroken);
        case Node.Mapping map ->
            IntStream.range(0, map.size()).anyMatch(i -> isBroken(map.value(i)));
      };
    }

    /** Returns the tree without those entries. */
    private Node.Mapping without(SortedSet<Integer> omitted) {
      SortedSet<String> touched = new TreeSet<>();
      omitted.forEach(number -> touched.add(all.get(number).section()));
      Node.Mapping rest = Node.Mapping.from(tree);
      for (int i = 0; i < tree.size(); i++) {
        String section = tree.key(i).text();
        rest.add(
            tree.key(i), touched.contains(section) ? kept(section, i, omitted) : tree.value(i));
      }
      return rest;
    }

    private Node kept(String section, int at, SortedSet<Integer> omitted) {
      SortedSet<Integer> positions = new TreeSet<>();
      for (int number : omitted) {
        if (all.get(number).section().equals(section)) {
          positions.add(all.get(number).position());
        }
      }
      return switch (tree.value(at)) {
        case Node.Sequence list -> {
          List<Node> items = new ArrayList<>();
          for (int n = 0; n < list.items().size(); n++) {
            if (!positions.contains(n)) {
              items.add(list.items().get(n));
            }
          }
          yield Node.Sequence.from(list, items);
        }
        case Node.Mapping map -> {
          Node.Mapping entries = Node.Mapping.from(map);
          for (int n = 0; n < map.size(); n++) {
            if (!positions.contains(n)) {
              entries.add(map.key(n), map.value(n));
            }
          }
          yield entries;
        }
        case Node.Scalar scalar -> scalar;
        case Node.Broken broken -> broken;
      };
    }

    private Omissions omissions(SortedSet<Integer> omitted) {
      SortedSet<String> names = new TreeSet<>();
      boolean isNameless = false;
      for (int number : omitted) {
        Entry entry = all.get(number);
        if (entry.name().isEmpty()) {
          isNameless |= entry.node() instanceof Node.Mapping;
          continue;
        }
        names.add(entry.name());
        MeantText.of(entry.name(), TextFormat.ASSET_KEY).ifPresent(names::add);
        names.add(entry.name().replace('/', '.'));
        names.add(entry.name().replace('/', '_'));
        addTables(entry.node(), names);
      }
      return new Omissions(this, omitted, names, isNameless);
    }

    private static void addTables(Node asset, SortedSet<String> names) {
      if (asset instanceof Node.Mapping map && map.get("outputs") instanceof Node.Sequence list) {
        for (Node output : list.items()) {
          if (output instanceof Node.Mapping fields
              && fields.get("table") instanceof Node.Scalar table) {
            names.add(table.text());
          }
        }
      }
    }
  }
}
