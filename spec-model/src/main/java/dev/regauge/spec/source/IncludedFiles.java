package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.model.form.Wildcards;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Joins the files that a product includes to its tree: one namespace (spec.md 6).
 *
 * <p>A file with {@code kind} is that object; one without holds fields of the product, whose lists
 * and maps join. The files come in the order of their names, so that the order on a disk changes
 * nothing.
 */
final class IncludedFiles {

  private static final int MOST_FILES = 10_000;
  private static final long LARGEST_FILE = 64L << 20;

  private final RootFolder root;
  private final String productFile;
  private final SourceMap sources;
  private final Diagnostics out;
  private final ServiceOverrides overrides = new ServiceOverrides();

  IncludedFiles(RootFolder root, String productFile, SourceMap sources, Diagnostics out) {
    this.root = root;
    this.productFile = productFile;
    this.sources = sources;
    this.out = out;
  }

  /** Joins everything that {@code include} names. */
  void joinTo(Node.Mapping product) {
    if (!(product.get("include") instanceof Node.Sequence patterns)) {
      return; // there is none, or the binder says what is wrong with it
    }
    Map<String, Span> files = new LinkedHashMap<>();
    int number = 0;
    for (Node item : patterns.items()) {
      SpecPath path = SpecPath.of("include").at(number++);
      if (item instanceof Node.Scalar pattern && TextFormat.PATH_PATTERN.matches(pattern.text())) {
        for (String file : named(pattern, path)) {
          files.putIfAbsent(file, pattern.span());
        }
      }
    }
    new TreeSet<>(files.keySet())
        .forEach(file -> join(product, file, files.getOrDefault(file, product.span())));
  }

  /** Joins the files that others than the author add; they are said to come from the product. */
  void joinTo(Node.Mapping product, SpecAdditions additions, String name) {
    for (SpecAdditions.Added added : additions.files(name, out)) {
      SourceFile file = new SourceFile(added.name(), added.text());
      sources.addIncluded(file, product.span());
      FoundDiagnostics found = new FoundDiagnostics();
      Optional<Node.Mapping> tree = TreeReader.read(file, found);
      found.sorted().forEach(out::add);
      if (tree.isPresent() && isAllowed(tree.get(), added, additions)) {
        join(product, tree.get(), product.span());
      }
    }
  }

  /** Changes the services by the files that say so; when all files are joined. */
  void override(Node.Mapping product) {
    Node services = product.get(SpecBinder.DERIVED + "services");
    overrides.mergeInto(services instanceof Node.Sequence list ? list : null, out);
  }

  private boolean isAllowed(Node.Mapping tree, SpecAdditions.Added file, SpecAdditions additions) {
    boolean isObject = tree.positionOf("kind") >= 0;
    boolean isSound = true;
    for (int i = 0; i < tree.size(); i++) {
      String field = isObject ? "kind" : tree.key(i).text();
      if (!field.equals("apiVersion") && !file.fields().contains(field)) {
        out.add(additions.refused(file, field, tree.key(i).span()));
        isSound = false;
      }
    }
    return isSound;
  }

  private List<String> named(Node.Scalar written, SpecPath path) {
    String pattern = written.text();
    boolean isPattern = Wildcards.isPattern(pattern);
    if (!isPattern && root.stateOf(pattern) == RootFolder.State.OUTSIDE) {
      FieldProblems.Place place = new FieldProblems.Place(path, written.span(), "the product");
      out.add(FieldProblems.outsideRoot(place, pattern));
      return List.of();
    }
    SortedSet<String> found = new TreeSet<>();
    boolean isAllSeen = true;
    if (isPattern) {
      RootFolder.Hits hits = root.list(pattern, MOST_FILES + 1);
      found.addAll(hits.paths());
      found.remove(productFile);
      isAllSeen = hits.unreadable().isEmpty();
      hits.unreadable()
          .forEach(
              (hidden, reason) -> out.add(FileProblems.unreadable(hidden, reason, written.span())));
    } else if (root.stateOf(pattern) == RootFolder.State.FILE) {
      found.add(pattern);
    }
    if (found.isEmpty() && isAllSeen) {
      out.add(IncludeProblems.includesNothing(pattern, written.span(), isPattern));
    }
    if (found.size() > MOST_FILES) {
      out.add(FileProblems.tooLarge(written.span(), "the list of files", MOST_FILES, "files"));
      return List.of();
    }
    return isPattern ? readable(found, written, path) : List.copyOf(found);
  }

  /** Returns those hits of a pattern that are files; each other is told like one named outright. */
  private List<String> readable(SortedSet<String> hits, Node.Scalar pattern, SpecPath path) {
    FieldProblems.Place place = new FieldProblems.Place(path, pattern.span(), "the product");
    List<String> files = new ArrayList<>();
    for (String hit : hits) {
      switch (root.stateOf(hit)) {
        case FILE -> files.add(hit);
        case OUTSIDE -> out.add(FieldProblems.outsideRoot(place, hit));
        case FOLDER, MISSING -> out.add(IncludeProblems.hitsNoFile(hit, pattern.span()));
      }
    }
    return Collections.unmodifiableList(files);
  }

  private void join(Node.Mapping product, String name, Span include) {
    if (name.equals(productFile)) {
      out.add(IncludeProblems.notIncludable("product file in it", include, include));
      return;
    }
    switch (root.read(name, LARGEST_FILE)) {
      case RootFolder.Content.Bytes(byte[] bytes) -> join(product, name, bytes, include);
      case RootFolder.Content.TooLarge _ ->
          out.add(FileProblems.tooLarge(include, "'" + name + "'", LARGEST_FILE >> 20, "MiB"));
      case RootFolder.Content.Unreadable(String reason) ->
          out.add(FileProblems.unreadable(name, reason, include));
    }
  }

  private void join(Node.Mapping product, String name, byte[] bytes, Span include) {
    Optional<String> text = StrictText.decode(name, bytes, out);
    if (text.isEmpty()) {
      sources.addIncluded(new SourceFile(name, StrictText.shown(bytes)), include);
      return;
    }
    SourceFile file = new SourceFile(name, text.get());
    sources.addIncluded(file, include);
    FoundDiagnostics found = new FoundDiagnostics();
    Optional<Node.Mapping> tree = TreeReader.read(file, found);
    found.sorted().stream()
        .map(
            finding ->
                finding.code().equals(ReadCodes.NOT_A_MAP)
                    ? IncludeProblems.nothingToJoin(finding, include)
                    : finding)
        .forEach(out::add);
    tree.ifPresent(read -> join(product, read, include));
  }

  private void join(Node.Mapping product, Node.Mapping tree, Span include) {
    int kind = tree.positionOf("kind");
    if (kind < 0) {
      joinFields(product, tree, include);
      return;
    }
    String word = tree.value(kind) instanceof Node.Scalar scalar ? scalar.text() : "";
    switch (word) {
      case "Service" -> derivedList(product, "services", tree).items().add(tree);
      case "Topic" -> derivedList(product, "topics", tree).items().add(tree);
      case ServiceOverrides.KIND -> overrides.add(tree, include);
      default ->
          out.add(
              IncludeProblems.notIncludable(
                  "kind "
                      + (word.isEmpty()
                          ? "but Service, ServiceOverride and Topic"
                          : "'" + word + "'"),
                  tree.value(kind).span(),
                  include));
    }
  }

  private static Node.Sequence derivedList(Node.Mapping product, String field, Node origin) {
    String key = SpecBinder.DERIVED + field;
    if (product.get(key) instanceof Node.Sequence list) {
      return list;
    }
    Node.Sequence list = Node.Sequence.from(origin, List.of());
    product.add(Node.Scalar.from(origin, key), list);
    return list;
  }

  private void joinFields(Node.Mapping product, Node.Mapping tree, Span include) {
    for (int i = 0; i < tree.size(); i++) {
      Node.Scalar key = tree.key(i);
      int known = product.positionOf(key.text());
      if (key.text().equals("include")) {
        out.add(IncludeProblems.notIncludable("'include'", key.span(), include));
      } else if (known < 0) {
        product.add(key, tree.value(i));
      } else if (!isSameVersion(key.text(), product.value(known), tree.value(i))) {
        joinField(product, known, key, tree.value(i));
      }
    }
    if (tree.hasLostEntries()) {
      product.markLostEntries();
    }
  }

  private static boolean isSameVersion(String key, Node first, Node second) {
    return key.equals("apiVersion")
        && first instanceof Node.Scalar one
        && second instanceof Node.Scalar two
        && one.text().equals(two.text());
  }

  private void joinField(Node.Mapping product, int known, Node.Scalar key, Node value) {
    Node first = product.value(known);
    if (isNothing(value)) {
      return;
    }
    if (isNothing(first)) {
      product.replace(known, value);
    } else if (first instanceof Node.Sequence list && value instanceof Node.Sequence more) {
      list.items().addAll(more.items());
    } else if (first instanceof Node.Mapping map && value instanceof Node.Mapping more) {
      joinEntries(key.text(), map, more);
    } else {
      out.add(
          IncludeProblems.inTwoFiles(
              "'" + ScalarBinder.shown(key.text()) + "'", key.span(), product.key(known).span()));
    }
  }

  private void joinEntries(String field, Node.Mapping map, Node.Mapping more) {
    for (int i = 0; i < more.size(); i++) {
      Node.Scalar key = more.key(i);
      int same = map.positionOf(key.text());
      if (same < 0) {
        map.add(key, more.value(i));
      } else {
        out.add(
            IncludeProblems.inTwoFiles(
                "'" + ScalarBinder.shown(key.text()) + "' of '" + field + "'",
                key.span(),
                map.key(same).span()));
      }
    }
    if (more.hasLostEntries()) {
      map.markLostEntries();
    }
  }

  private static boolean isNothing(@Nullable Node node) {
    return node instanceof Node.Scalar scalar && scalar.isNull();
  }
}
