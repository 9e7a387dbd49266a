package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.model.contract.PromisedTable.PromisedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the columns of a contract's table, each with what its rules narrow. */
final class ContractColumns {

  private final Node.Mapping table;
  private final Diagnostics out;

  /** The columns of a key that says no positions have them in the file's order. */
  private int keys;

  ContractColumns(Node.Mapping table, Diagnostics out) {
    this.table = table;
    this.out = out;
  }

  Optional<PromisedColumn> column(Node item) {
    if (!(item instanceof Node.Mapping map)) {
      out.add(ContractProblems.noContract(item, "a column is a map", "write its name and type"));
      return Optional.empty();
    }
    ContractWords words = new ContractWords(map, out);
    Optional<Node.Scalar> name = words.required("name", "the column's name", "name: customer_id");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> physical = words.text("physicalType");
    Optional<String> logical = words.text("logicalType");
    Optional<ContractWords> options = words.inside("logicalTypeOptions");
    Optional<List<String>> types =
        ContractTypes.of(
            physical,
            logical,
            options.flatMap(one -> one.text("format")),
            options.flatMap(one -> one.flag("timezone")));
    String written = physical.or(() -> logical).orElse("none");
    Node typeAt = placeOfType(map).orElse(name.get());
    if (types.isEmpty()) {
      out.add(ContractProblems.unknownType(typeAt, name.get().text(), written));
    }
    Optional<Integer> position = Optional.empty();
    if (words.isTrue("primaryKey")) {
      keys++;
      position =
          words.number("primaryKeyPosition").filter(at -> at > 0).or(() -> Optional.of(keys));
    }
    return Optional.of(
        new PromisedColumn(
            name.get().text(),
            words.text("physicalName"),
            types.orElse(List.of()),
            written,
            words.isTrue("required") || words.isTrue("primaryKey"),
            words.isTrue("unique"),
            position,
            words.text("description"),
            words.text("classification"),
            validValues(words, name.get().text()),
            options.flatMap(one -> one.text("pattern")),
            ContractParts.of(map),
            name.get().span(),
            typeAt.span()));
  }

  private static Optional<Node> placeOfType(Node.Mapping column) {
    for (String field : List.of("physicalType", "logicalType")) {
      if (column.get(field) instanceof Node node) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  /**
   * The values that a rule of the column allows, or a rule of the table about this column alone.
   */
  private List<String> validValues(ContractWords column, String name) {
    List<String> values = new ArrayList<>(valuesOf(column.items("quality"), Optional.empty()));
    values.addAll(valuesOf(new ContractWords(table, out).items("quality"), Optional.of(name)));
    return values.stream().distinct().sorted().toList();
  }

  private List<String> valuesOf(List<Node> rules, Optional<String> column) {
    List<String> values = new ArrayList<>();
    for (Node item : rules) {
      if (!(item instanceof Node.Mapping rule)) {
        continue;
      }
      ContractWords words = new ContractWords(rule, out);
      Optional<ContractWords> arguments = words.inside("arguments");
      boolean isMeant =
          column.isEmpty()
              || arguments.map(one -> texts(one.items("properties"))).equals(column.map(List::of));
      if (isMeant && words.text("metric").equals(Optional.of("invalidValues"))) {
        arguments.ifPresent(one -> values.addAll(texts(one.items("validValues"))));
      }
    }
    return values;
  }

  private static List<String> texts(List<Node> nodes) {
    return nodes.stream()
        .filter(Node.Scalar.class::isInstance)
        .map(node -> ((Node.Scalar) node).text())
        .toList();
  }
}
