package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.CodePlaces;
import dev.regauge.spec.model.DbtManifest;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.form.TextFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files that a product names. It looks at the tree, since a product with other mistakes
 * has files all the same.
 */
final class ProductFiles {

  private static final List<String> LOCKS = List.of("uv.lock", "requirements.txt");

  private final RootFolder root;
  private final SourceMap sources;
  private final Diagnostics out;
  private final SortedMap<String, String> texts = new TreeMap<>();
  private final SortedSet<String> absent = new TreeSet<>();

  ProductFiles(RootFolder root, SourceMap sources, Diagnostics out) {
    this.root = root;
    this.sources = sources;
    this.out = out;
  }

  ReferencedFiles read(Node.Mapping product) {
    if (product.get("assets") instanceof Node.Sequence assets) {
      int number = 0;
      for (Node asset : assets.items()) {
        SpecPath path = SpecPath.of("assets").at(number++).field("run").field("sql").field("file");
        Node.Scalar file = text(inside(inside(inside(asset, "run"), "sql"), "file"));
        if (file != null) {
          readText(file, path, "asset '" + nameOf(asset) + "'");
        }
        readCode(inside(asset, "run"));
        readDbt(inside(inside(asset, "run"), "dbt"));
        namedFiles(asset, SpecPath.of("assets").at(number - 1));
      }
    }
    readPlatform(product);
    readContracts(product);
    Node code = product.get("code");
    if (code != null && inside(code, "paths") instanceof Node.Sequence paths) {
      int number = 0;
      for (Node path : paths.items()) {
        Node.Scalar name = text(path);
        if (name != null) {
          isThere(name, SpecPath.of("code", "paths").at(number), "the code");
        }
        number++;
      }
    }
    return new ReferencedFiles(texts, lock(code));
  }

  /** Files that an asset names and that only its step reads must be there, too. */
  private void namedFiles(Node asset, SpecPath path) {
    String owner = "asset '" + nameOf(asset) + "'";
    Node run = inside(asset, "run");
    SpecPath runs = path.field("run");
    isThere(text(inside(inside(run, "dbt"), "project")), runs.field("dbt").field("project"), owner);
    Node.Scalar app = text(inside(inside(run, "spark"), "app"));
    if (app != null) {
      SpecPath at = runs.field("spark").field("app");
      readText(CodePlaces.ofApplication(app.text()), app.span(), at, owner);
    }
    Node.Scalar condition = text(inside(inside(inside(asset, "when"), "sql"), "file"));
    isThere(condition, path.field("when").field("sql").field("file"), owner);
  }

  /** Files that services and topics name must be there; a later issue carries them on. */
  private void readPlatform(Node.Mapping product) {
    if (product.get(SpecBinder.DERIVED + "services") instanceof Node.Sequence services) {
      for (int i = 0; i < services.items().size(); i++) {
        Node service = services.items().get(i);
        SpecPath path = SpecPath.of("services").at(i);
        if (inside(service, "files") instanceof Node.Sequence files) {
          for (int n = 0; n < files.items().size(); n++) {
            SpecPath at = path.field("files").at(n).field("source");
            isThere(text(inside(files.items().get(n), "source")), at, "the service");
          }
        }
        SpecPath context = path.field("build").field("context");
        isThere(text(inside(inside(service, "build"), "context")), context, "the service");
      }
    }
    if (product.get(SpecBinder.DERIVED + "topics") instanceof Node.Sequence topics) {
      for (int i = 0; i < topics.items().size(); i++) {
        SpecPath at = SpecPath.of("topics").at(i).field("schema");
        isThere(text(inside(topics.items().get(i), "schema")), at, "the topic");
      }
    }
  }

  /** Reads the contracts of what is made elsewhere; what is wrong with one is said at its lines. */
  private void readContracts(Node.Mapping product) {
    if (!(product.get("external") instanceof Node.Mapping external)) {
      return;
    }
    for (int i = 0; i < external.size(); i++) {
      String key = external.key(i).text();
      Node.Scalar file = text(inside(inside(external.value(i), "contract"), "file"));
      SpecPath path = SpecPath.of("external").entry(key).field("contract").field("file");
      if (file == null || texts.containsKey(file.text()) || !isThere(file, path, key)) {
        continue;
      }
      switch (root.read(file.text(), TreeReader.LONGEST_TEXT)) {
        case RootFolder.Content.Bytes(byte[] bytes) -> {
          ContractReader.Read read = ContractReader.read(file.text(), bytes, out);
          sources.addKept(read.sources());
          read.contract().ifPresent(contract -> texts.put(file.text(), contract.text()));
        }
        case RootFolder.Content.TooLarge _ ->
            out.add(
                FileProblems.tooLarge(
                    file.span(), "'" + file.text() + "'", TreeReader.LONGEST_TEXT, "bytes"));
        case RootFolder.Content.Unreadable(String reason) ->
            out.add(FileProblems.unreadable(file.text(), reason, file.span()));
      }
    }
  }

  private Optional<String> lock(@Nullable Node code) {
    Node.Scalar written = text(inside(code, "lock"));
    if (written == null) {
      return LOCKS.stream().filter(name -> root.stateOf(name) == RootFolder.State.FILE).findFirst();
    }
    return isThere(written, SpecPath.of("code", "lock"), "the code")
        ? Optional.of(written.text())
        : Optional.empty();
  }

  /**
   * Reads the code that an asset runs, for its version. Silent when there is none: it may come from
   * a package, and the bundle's own test tries every reference.
   */
  private void readCode(@Nullable Node run) {
    Node.Scalar entrypoint = text(inside(inside(run, "python"), "entrypoint"));
    if (entrypoint != null && TextFormat.ENTRYPOINT.matches(entrypoint.text())) {
      readFirst(CodePlaces.ofEntrypoint(entrypoint.text()));
    }
    Node.Scalar source = text(inside(inside(run, "dlt"), "source"));
    if (source != null && TextFormat.FUNCTION.matches(source.text())) {
      readFirst(CodePlaces.ofEntrypoint(CodePlaces.ofSource(source.text())));
    }
    readConnector(inside(run, "connector"));
    if (inside(inside(run, "command"), "argv") instanceof Node.Sequence words) {
      for (Node item : words.items()) {
        Node.Scalar word = text(item);
        if (word != null && TextFormat.PATH.matches(CodePlaces.ofWord(word.text()))) {
          readFirst(List.of(CodePlaces.ofWord(word.text())));
        }
      }
    }
  }

  /** Whether a connector of that type is a module of the product's own. */
  static boolean hasConnector(RootFolder root, String type) {
    return TextFormat.NAME.matches(type)
        && CodePlaces.ofEntrypoint(CodePlaces.ofConnector(type, Optional.empty())).stream()
            .anyMatch(file -> root.stateOf(file) == RootFolder.State.FILE);
  }

  private void readConnector(@Nullable Node connector) {
    Node.Scalar type = text(inside(connector, "type"));
    Node.Scalar own = text(inside(connector, "entrypoint"));
    if (type != null
        && TextFormat.NAME.matches(type.text())
        && (own == null || TextFormat.ENTRYPOINT.matches(own.text()))) {
      Optional<String> named = Optional.ofNullable(own).map(Node.Scalar::text);
      readFirst(CodePlaces.ofEntrypoint(CodePlaces.ofConnector(type.text(), named)));
    }
  }

  /** Reads what dbt wrote about the project of a model, once for all of its models. */
  private void readDbt(@Nullable Node run) {
    if (run == null) {
      return;
    }
    Node.Scalar written = text(inside(run, "project"));
    String project = written == null ? RunSpec.Dbt.PROJECT : written.text();
    if (TextFormat.PATH.matches(project)) {
      texts.computeIfAbsent(
          DbtManifest.pathIn(project), _ -> new DbtManifestReader(root).read(project).text());
    }
  }

  private void readFirst(List<String> candidates) {
    for (String name : candidates) {
      if (texts.containsKey(name)) {
        return;
      }
      if (!absent.contains(name) && root.stateOf(name) == RootFolder.State.FILE) {
        if (root.read(name, TreeReader.LONGEST_TEXT)
            instanceof RootFolder.Content.Bytes(byte[] bytes)) {
          texts.put(name, new String(bytes, StandardCharsets.UTF_8));
        }
        return;
      }
      absent.add(name);
    }
  }

  private void readText(Node.Scalar file, SpecPath path, String owner) {
    readText(file.text(), file.span(), path, owner);
  }

  private void readText(String name, Span span, SpecPath path, String owner) {
    if (texts.containsKey(name) || !isThere(name, span, path, owner)) {
      return;
    }
    Span start = new Span(name, 1, 1, 1);
    FieldProblems.Place place = new FieldProblems.Place(path, span, owner);
    switch (root.read(name, TreeReader.LONGEST_TEXT)) {
      case RootFolder.Content.Bytes(byte[] bytes) -> {
        Optional<String> text = StrictText.decode(name, bytes, out);
        text.ifPresent(decoded -> texts.put(name, decoded));
        String shown = text.orElseGet(() -> StrictText.shown(bytes));
        sources.add(new SourceFile(name, shown));
      }
      case RootFolder.Content.TooLarge _ ->
          out.add(FileProblems.tooLarge(start, "'" + name + "'", TreeReader.LONGEST_TEXT, "bytes"));
      case RootFolder.Content.Unreadable(String reason) ->
          out.add(
              root.stateOf(name) == RootFolder.State.FILE
                  ? FileProblems.unreadable(name, reason, span)
                  : FieldProblems.missingFile(place, name));
    }
  }

  private boolean isThere(Node.@Nullable Scalar file, SpecPath path, String owner) {
    return file != null && isThere(file.text(), file.span(), path, owner);
  }

  private boolean isThere(String name, Span span, SpecPath path, String owner) {
    if (!TextFormat.PATH.matches(name)) {
      return false; // the binder says so
    }
    FieldProblems.Place place = new FieldProblems.Place(path, span, owner);
    Optional<Diagnostic> problem =
        switch (root.stateOf(name)) {
          case MISSING -> Optional.of(FieldProblems.missingFile(place, name));
          case OUTSIDE -> Optional.of(FieldProblems.outsideRoot(place, name));
          case FILE, FOLDER -> Optional.empty();
        };
    problem.ifPresent(out::add);
    return problem.isEmpty();
  }

  private static String nameOf(Node asset) {
    Node.Scalar key = text(inside(asset, "key"));
    return key == null ? "" : ScalarBinder.shown(key.text());
  }

  private static @Nullable Node inside(@Nullable Node node, String field) {
    return node instanceof Node.Mapping map ? map.get(field) : null;
  }

  private static Node.@Nullable Scalar text(@Nullable Node node) {
    return node instanceof Node.Scalar scalar && !scalar.isNull() ? scalar : null;
  }
}
