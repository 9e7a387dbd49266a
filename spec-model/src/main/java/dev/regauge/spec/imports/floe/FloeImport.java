package dev.regauge.spec.imports.floe;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.SecretForms;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.imports.Fate;
import dev.regauge.spec.imports.FlowText;
import dev.regauge.spec.imports.ImportProblems;
import dev.regauge.spec.imports.Survival;
import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.source.ForeignTree;
import dev.regauge.spec.source.ForeignTree.Entries;
import dev.regauge.spec.source.ForeignTree.Entry;
import dev.regauge.spec.source.ForeignTree.Items;
import dev.regauge.spec.source.ForeignTree.Text;
import dev.regauge.spec.source.SpecFormatter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Brings the ingestion of floe's files (seed 002) into a product: {@code ingestion} of pipelines,
 * and {@code plugins.ingestion} of the one manifest.
 *
 * <p>Whatever no field of the spec says is a row of the report. What only a person can know is left
 * out of the product where {@code check} asks for it.
 */
public final class FloeImport {

  /** A product's file with what became of each field. */
  public record Imported(String product, Survival survival) {}

  private static final String CATALOG = "lake";

  private final FoundDiagnostics out = new FoundDiagnostics();
  private final Survival survival = new Survival();
  private final List<FloeMap> files = new ArrayList<>();
  private final List<FloeItem> items = new ArrayList<>();
  private final Map<String, Object> metadata = new LinkedHashMap<>();
  private final FloePlatform platform = new FloePlatform();
  private Optional<Span> manifest = Optional.empty();
  private String catalogType = "jdbc";

  private FloeImport() {}

  /**
   * Reads trees of files; touches no disk.
   *
   * @param trees by the file's name, as {@link ForeignTree#read} gave them
   * @param asked the product's name; empty = what a pipeline says
   * @param folder the name of a product that nobody names
   * @return nothing when something cannot be imported, which is reported
   */
  public static Optional<Imported> read(
      Map<String, Entries> trees, Optional<String> asked, String folder, Diagnostics out) {
    FloeImport made = new FloeImport();
    trees.values().forEach(made::takeFile);
    Optional<Imported> imported = made.imported(trees, asked, folder);
    made.out.sorted().forEach(out::add);
    return made.out.hasErrors() ? Optional.empty() : imported;
  }

  private void takeFile(Entries tree) {
    searchSecrets(tree);
    FloeMap file = new FloeMap(tree, "", out);
    files.add(file);
    boolean isPipeline = file.has("ingestion");
    boolean isManifest = file.map("plugins").filter(it -> it.has("ingestion")).isPresent();
    if (!isPipeline && !isManifest) {
      out.add(
          ImportProblems.nothing(
              tree.span(),
              "the file has neither 'ingestion' nor 'plugins.ingestion'",
              "name the pipeline's file, and the platform's manifest"));
    }
    for (Entry entry : tree.entries()) {
      switch (entry.key().text()) {
        case "ingestion" -> {}
        case "plugins" -> file.map("plugins").ifPresent(this::plugins);
        case "apiVersion", "kind" -> head(entry);
        case "metadata" -> {
          if (isPipeline) {
            file.map("metadata").ifPresent(this::metadata);
          } else {
            lose(entry, "metadata", "it is about the platform");
          }
        }
        default -> lose(entry, entry.key().text(), "only ingestion is imported");
      }
    }
  }

  /** What looks like a secret is refused wherever it stands: nobody shall copy it further. */
  private void searchSecrets(ForeignTree tree) {
    switch (tree) {
      case Entries map -> map.entries().forEach(entry -> searchSecrets(entry.value()));
      case Items list -> list.items().forEach(this::searchSecrets);
      case Text text ->
          SecretForms.wordsOf(text.text())
              .ifPresent(
                  words ->
                      out.add(
                          ImportProblems.secret(
                              text.span(),
                              "this looks like " + words,
                              "keep it in a Secret of Kubernetes, write that Secret's name, and"
                                  + " change the value: it is known now")));
    }
  }

  private void head(Entry entry) {
    String field = entry.key().text();
    survival.add(entry.key().span(), field, Fate.MAPPED, field);
  }

  private void lose(Entry entry, String field, String why) {
    survival.add(entry.key().span(), field, Fate.LOST, "", why);
  }

  private void plugins(FloeMap plugins) {
    for (Entry entry : plugins.all()) {
      String name = entry.key().text();
      switch (name) {
        case "ingestion" -> {
          manifest.ifPresent(
              first ->
                  out.add(
                      ImportProblems.twice(
                          entry.key().span(),
                          first,
                          "two manifests say what ingestion is",
                          "name the one that holds for this pipeline")));
          if (manifest.isEmpty()) {
            manifest = Optional.of(entry.key().span());
            plugins.map(name).ifPresent(it -> platform.read(it, survival));
          }
        }
        case "catalog" -> catalog(plugins, entry);
        default -> lose(entry, plugins.path(name), "only ingestion is imported");
      }
    }
  }

  /** The kind of the catalog is the platform's; where it lies is every environment's own. */
  private void catalog(FloeMap plugins, Entry entry) {
    String path = plugins.path("catalog");
    Optional<String> type =
        entry.value() instanceof Entries map
                && map.get("type").map(Entry::value).orElse(null) instanceof Text text
            ? Optional.of(text.text())
            : Optional.empty();
    if (type.filter(it -> List.of("polaris", "rest").contains(it)).isPresent()) {
      catalogType = "rest";
      survival.add(
          entry.key().span(),
          path,
          Fate.APPROXIMATED,
          "catalogs." + CATALOG,
          "a REST catalog; where it lies is said by the variables CATALOG_URI and WAREHOUSE");
    } else {
      lose(entry, path, "say in catalogs." + CATALOG + " which one it is");
    }
  }

  private void metadata(FloeMap map) {
    for (Entry entry : map.all()) {
      String field = entry.key().text();
      TextFormat form =
          switch (field) {
            case "name", "domain" -> TextFormat.PRODUCT_NAME;
            case "version" -> TextFormat.VERSION;
            case "owner" -> TextFormat.ONE_LINE;
            case "description" -> TextFormat.FREE;
            default -> null;
          };
      if (form != null
          && entry.value() instanceof Text text
          && form.matches(text.text())
          && !metadata.containsKey(field)) {
        metadata.put(field, text.text());
        survival.add(text.span(), map.path(field), Fate.KEPT, "metadata." + field);
      } else {
        lose(entry, map.path(field), "the product's metadata has no place for it");
      }
    }
  }

  private Optional<Imported> imported(
      Map<String, Entries> trees, Optional<String> asked, String folder) {
    Map<String, Span> names = new TreeMap<>();
    Map<String, Span> tables = new TreeMap<>();
    for (FloeMap file : files) {
      for (FloeMap map : file.maps("ingestion")) {
        FloeItem item = new FloeItem(map, platform, survival);
        item.read();
        items.add(item);
        item.name().ifPresent(it -> once(names, it, "are called", "call one otherwise"));
        item.destination()
            .ifPresent(it -> once(tables, it, "write to", "a table has one producer: choose one"));
      }
    }
    if (items.isEmpty() && !out.hasErrors()) {
      Span at = manifest.orElseGet(() -> files.getFirst().at("ingestion"));
      out.add(
          ImportProblems.nothing(
              at, "no file says what is loaded", "name a file with 'ingestion: [- name: …]' too"));
    }
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("name", asked.orElseGet(() -> String.valueOf(metadata.getOrDefault("name", folder))));
    metadata.forEach(head::putIfAbsent);
    return out.hasErrors()
        ? Optional.empty()
        : Optional.of(new Imported(text(head, List.copyOf(trees.keySet())), survival));
  }

  private void once(Map<String, Span> seen, Text text, String what, String help) {
    Span first = seen.putIfAbsent(text.text(), text.span());
    if (first != null) {
      out.add(
          ImportProblems.twice(
              text.span(), first, "two ingestions " + what + " '" + text.text() + "'", help));
    }
  }

  private String text(Map<String, Object> head, List<String> from) {
    StringBuilder text = new StringBuilder();
    List<String> names =
        from.stream()
            .map(name -> name.substring(name.lastIndexOf('/') + 1))
            // A comment ends with its line, whatever a file is called.
            .map(name -> name.replaceAll("[^\\x20-\\x7e]", "?"))
            .toList();
    text.append("# Imported by 'regauge import floe' from ")
        .append(String.join(", ", names))
        .append(".\napiVersion: regauge.dev/v1\nkind: DataProduct\n")
        .append("metadata: ")
        .append(FlowText.of(head))
        .append('\n');
    if (items.stream().anyMatch(FloeItem::isOwnCode)) {
      text.append("code: {paths: [src]}\n");
    }
    text.append("# Where the tables lie is said by each environment.\ncatalogs:\n  ")
        .append(CATALOG)
        .append(": {type: ")
        .append(catalogType)
        .append(", uri: {env: CATALOG_URI}, warehouse: {env: WAREHOUSE}}\nassets:\n");
    items.forEach(item -> item.write(text));
    text.append("# No file of floe's says when it runs: give it triggers.\n")
        .append("jobs:\n  - {name: ingestion, select: [\"group:ingestion\"]}\n");
    return inNormalForm(text.toString());
  }

  /** What waits for a person has no normal form yet; it is left as it was put together. */
  private static String inNormalForm(String yaml) {
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    return new SpecFormatter()
        .format("product.yaml", bytes, new FoundDiagnostics())
        .text()
        .orElse(yaml);
  }
}
