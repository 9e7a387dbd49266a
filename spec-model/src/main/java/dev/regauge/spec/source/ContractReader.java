package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.model.contract.ContractDocument;
import dev.regauge.spec.model.contract.PromisedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads data contracts of the Open Data Contract Standard, version 3.
 *
 * <p>Members that nobody here judges are left alone, for later versions of the standard add some.
 * What is judged and wrong is a finding at its place in the contract.
 */
public final class ContractReader {

  private static final String HOW =
      "ask who made it for a contract of the Open Data Contract Standard, version 3";

  /** A contract with its text; none when it has errors, which are reported. */
  public record Read(Optional<ContractDocument> contract, SourceMap sources) {}

  private final FoundDiagnostics out = new FoundDiagnostics();

  private ContractReader() {}

  /** Reads the bytes of a file that goes by that name; touches no disk. */
  public static Read read(String name, byte[] bytes, Diagnostics out) {
    ContractReader reader = new ContractReader();
    Optional<String> text = StrictText.decode(name, bytes, reader.out);
    SourceMap sources = new SourceMap(null);
    SourceFile file = new SourceFile(name, text.orElseGet(() -> StrictText.shown(bytes)));
    sources.add(file);
    Optional<ContractDocument> contract =
        text.flatMap(_ -> TreeReader.read(file, reader.out)).flatMap(reader::contract);
    reader.out.sorted().forEach(out::add);
    return new Read(reader.out.hasErrors() ? Optional.empty() : contract, sources);
  }

  private Optional<ContractDocument> contract(Node.Mapping tree) {
    ContractWords words = new ContractWords(tree, out);
    Optional<Node.Scalar> kind = words.required("kind", "the kind", "kind: DataContract");
    if (kind.isPresent() && !kind.get().text().equals("DataContract")) {
      out.add(
          ContractProblems.noContract(
              kind.get(), "its kind is '" + kind.get().text() + "', not DataContract", HOW));
      return Optional.empty();
    }
    words
        .required("apiVersion", "the standard's version", "apiVersion: v3.1.0")
        .filter(version -> !version.text().matches("v3\\.[0-9]+\\.[0-9]+(-.+)?"))
        .ifPresent(
            version ->
                out.add(
                    ContractProblems.noContract(
                        version, "'" + version.text() + "' is no version 3 of the standard", HOW)));
    Optional<Node.Scalar> id = words.required("id", "an id", "id: urn:acme:crm:customers");
    Optional<Node.Scalar> version = words.required("version", "a version", "version: 1.0.0");
    Optional<Node.Scalar> status = words.required("status", "a status", "status: active");
    List<PromisedTable> tables = tables(tree);
    List<ContractDocument.ServiceLevel> levels = levels(tree);
    if (id.isEmpty() || version.isEmpty() || status.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ContractDocument(
            id.get().text(),
            version.get().text(),
            status.get().text(),
            tables,
            levels,
            ContractParts.roles(words),
            tree.span(),
            id.get().span(),
            version.get().span(),
            status.get().span()));
  }

  private List<PromisedTable> tables(Node.Mapping tree) {
    List<PromisedTable> tables = new ArrayList<>();
    if (!(tree.get("schema") instanceof Node.Sequence objects) || objects.items().isEmpty()) {
      Node at = tree.get("schema");
      out.add(
          ContractProblems.noContract(
              at == null ? tree : at,
              "it says no table in 'schema'",
              "ask who made it for the tables and their columns"));
      return tables;
    }
    for (Node item : objects.items()) {
      if (item instanceof Node.Mapping object) {
        table(object)
            .ifPresent(
                table -> {
                  if (tables.stream().anyMatch(table::isCalledAs)) {
                    out.add(
                        ContractProblems.noContract(
                            item, "two tables are called '" + table.called() + "'", HOW));
                  }
                  tables.add(table);
                });
      } else {
        out.add(ContractProblems.noContract(item, "a schema object is a map", HOW));
      }
    }
    return List.copyOf(tables);
  }

  private Optional<PromisedTable> table(Node.Mapping object) {
    ContractWords words = new ContractWords(object, out);
    Optional<Node.Scalar> named = words.required("name", "the table's name", "name: customers");
    List<PromisedTable.PromisedColumn> columns = new ArrayList<>();
    SortedSet<String> known = new TreeSet<>();
    ContractColumns reader = new ContractColumns(object, out);
    for (Node item : words.items("properties")) {
      reader
          .column(item)
          .ifPresent(
              column -> {
                if (known.add(column.name())) {
                  columns.add(column);
                } else {
                  out.add(
                      ContractProblems.noContract(
                          item, "two columns are called '" + column.name() + "'", HOW));
                }
              });
    }
    return named.map(
        table ->
            new PromisedTable(
                table.text(),
                words.text("physicalName"),
                words.text("description"),
                columns,
                ContractParts.rules(object, words),
                table.span()));
  }

  private List<ContractDocument.ServiceLevel> levels(Node.Mapping tree) {
    List<ContractDocument.ServiceLevel> levels = new ArrayList<>();
    for (Node item : new ContractWords(tree, out).items("slaProperties")) {
      if (item instanceof Node.Mapping level) {
        ContractWords words = new ContractWords(level, out);
        Optional<Node.Scalar> property =
            words.required("property", "the promise's name", "property: latency");
        Optional<Node.Scalar> value = words.required("value", "the promise", "value: 24");
        if (property.isPresent() && value.isPresent()) {
          ContractDocument.ServiceLevel one =
              new ContractDocument.ServiceLevel(
                  property.get().text(),
                  value.get().text(),
                  words.text("unit"),
                  words.text("element"),
                  ContractWords.seconds(value.get().text(), words.text("unit")),
                  value.get().span());
          if (one.isFreshness() && !one.canBeWatched()) {
            out.add(ContractProblems.noFreshness(value.get(), one.name()));
          }
          levels.add(one);
        }
      } else {
        out.add(ContractProblems.noContract(item, "a service level is a map", HOW));
      }
    }
    return List.copyOf(levels);
  }
}
