package dev.regauge.spec.verdict;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.rule.Checked;
import dev.regauge.spec.schema.SpecShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Included files and what {@code check} says of them: those of the corpus, the full example's own,
 * changed in every field, the full example itself in a part, changed like the product, and some
 * that only a part can be.
 */
final class PartCorpus {

  /** What needs more than the file. */
  private static final Set<String> OF_OTHER_FILES =
      Set.of(
          "RG-READ-024", // a file that is missing
          "RG-READ-025", // a path that leads out
          "RG-READ-026", // the asset of a check, elsewhere in the file
          "RG-READ-054", // a name that another file gives, too
          "RG-READ-067"); // a service that another file does not give

  private static final String HEAD = "apiVersion: regauge.dev/v1\nkind: DataProduct\n";
  private static final String NAME = "metadata: {name: shop}\n";

  /** Parts as people write and miswrite them, beside a product that says nothing of the same. */
  private static final List<String> WRITTEN =
      List.of(
          "{}",
          "[]",
          "apiVersion: regauge.dev/v1",
          "apiVersion: null\nassets: null\ndefaults: null",
          "apiVersion: regauge.dev/v1\nkind: DataProduct\nmetadata: {name: more}",
          "kind: Manifest",
          "kind: null",
          "kind: [Service]",
          "include: [more.yaml]",
          "include: null",
          "jobs: [{name: daily, triggers: [{cron: '0 6 * * *'}]}]",
          "jobs: [{nam: daily}]",
          "job: []",
          "params: {rate: 0.2, since: {type: date}}",
          "params: {rate: {type: money}}",
          "pools: {api: 0}",
          "defaults: {retry: 2}",
          "defaults: {retry: {max: many}}",
          "assets: [{key: a/b, cron: '@daily', run: {sql: 'select 1 as id'}}]",
          "assets: [{key: a/b, run: {sql: 'select 1 as id', command: x}}]",
          "checks: [{not_null: id}]",
          "services: []",
          "kind: Topic",
          "kind: Service\nassets: []");

  private final List<Judged> judged = new ArrayList<>();
  private final Path folder;

  private PartCorpus(Path folder) {
    this.folder = folder;
  }

  /** Returns all of them; the folder holds the files of the full example. */
  static List<Judged> read(List<Path> products, Path folder) throws IOException {
    PartCorpus corpus = new PartCorpus(folder);
    for (Path product : products) {
      corpus.addIncluded(product);
    }
    for (String part : List.of("services/trino.yaml", "topics/orders.yaml")) {
      corpus.addChanged(part);
    }
    corpus.addProductInAPart();
    Nothings others = new Nothings();
    for (String service : Nothings.OTHER_SERVICES) {
      others.walk(FullExample.loaded(service), SpecShape.service());
    }
    corpus.addNothings(others, HEAD + NAME + "include: [part.yaml]\n", "part.yaml");
    for (String text : WRITTEN) {
      corpus.add(text, HEAD + NAME + "include: [part.yaml]\n", "part.yaml", text);
    }
    // What a product needs of a map may stand in either file.
    String named = "metadata: {name: shop, owner: 'team:shop'}";
    corpus.add(named, HEAD + "include: [part.yaml]\n", "part.yaml", named);
    String owned = "metadata: {owner: 'team:shop'}";
    corpus.add(owned, HEAD + NAME + "include: [part.yaml]\n", "part.yaml", owned);
    String nobody = "metadata: [shop]";
    corpus.add(nobody, HEAD + "include: [part.yaml]\n", "part.yaml", nobody);
    return corpus.judged;
  }

  private void addIncluded(Path product) {
    Checked checked = Checked.file(product);
    for (String name : checked.document().sources().files()) {
      if (checked.document().sources().includeOf(name).isPresent()) {
        add(product + " with " + name, checked, name);
      }
    }
  }

  private void addChanged(String name) throws IOException {
    String text = Files.readString(folder.resolve(name));
    Object tree = FullExample.tree(name);
    String product = HEAD + NAME + "include: [" + name + "]\n";
    List<Mutation> all = new ArrayList<>(Mutation.deletions(tree));
    all.addAll(Mutation.corruptions(tree));
    for (Mutation mutation : all) {
      add(mutation.toString(), product, name, FullExample.dumped(mutation.appliedTo(tree)));
    }
    Nothings nothings = new Nothings();
    walk(nothings, name);
    addNothings(nothings, product, name);
    Files.writeString(folder.resolve(name), text);
  }

  /** Visits a part of the full example. */
  static void walk(Nothings nothings, String name) throws IOException {
    nothings.walk(
        FullExample.tree(name),
        name.startsWith("topics/") ? SpecShape.topic() : SpecShape.service());
  }

  private void addNothings(Nothings nothings, String product, String name) throws IOException {
    for (Nothings.Changed changed : nothings.changed()) {
      add(changed.id(), product, name, changed.yaml());
    }
  }

  /** All of the product but what names it stands in a part. */
  private void addProductInAPart() throws IOException {
    Object tree = FullExample.tree();
    for (List<Mutation> all : List.of(Mutation.deletions(tree), Mutation.corruptions(tree))) {
      for (Mutation mutation : FullExample.chosen(all)) {
        if (!Set.of("apiVersion", "kind", "metadata", "include")
            .contains(String.valueOf(mutation.path().getFirst()))) {
          Map<Object, Object> product = new LinkedHashMap<>();
          Map<Object, Object> part = new LinkedHashMap<>((Map<?, ?>) mutation.appliedTo(tree));
          for (String field : List.of("apiVersion", "kind", "metadata")) {
            product.put(field, part.remove(field));
          }
          part.remove("include");
          product.put("include", List.of("services/*.yaml", "topics/*.yaml", "part.yaml"));
          String text = FullExample.dumped(part);
          add(mutation.toString(), FullExample.dumped(product), "part.yaml", text);
        }
      }
    }
  }

  private void add(String id, String product, String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    add(name + ": " + id, Checked.text(folder, product), name);
  }

  private void add(String id, Checked checked, String name) {
    List<Diagnostic> ofTheFile =
        checked.findings().stream()
            .filter(found -> found.span().filter(span -> span.file().equals(name)).isPresent())
            .toList();
    String text = checked.document().sources().text(name).orElseThrow();
    Judged.of(id, text, ofTheFile, OF_OTHER_FILES).ifPresent(judged::add);
  }
}
