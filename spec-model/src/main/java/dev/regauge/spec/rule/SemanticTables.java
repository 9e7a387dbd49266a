package dev.regauge.spec.rule;

import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec.SemanticModel;
import dev.regauge.spec.model.SemanticText;
import dev.regauge.spec.model.SemanticText.Reference;
import dev.regauge.spec.model.SemanticText.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of the product that a semantic model reads.
 *
 * @param unread those that its asset does not come after
 * @param columns of the one table whose columns the model has unchanged; empty = not known
 */
record SemanticTables(SortedSet<String> unread, SortedSet<String> columns) {

  private static final Pattern WHOLE_TABLE =
      Pattern.compile(
          "\\s*select\\s+\\*\\s+from\\s+([a-z0-9_.]+)\\s*(?:where\\b.*)?;?\\s*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

  static SemanticTables of(SpecGraph graph, AssetNode asset, SemanticModel model) {
    SortedSet<String> before = new TreeSet<>();
    asset.inputs().forEach(input -> before.add(input.table()));
    asset.upstream().stream()
        .flatMap(edge -> graph.asset(edge.upstream()).stream())
        .flatMap(producer -> producer.outputs().stream())
        .forEach(output -> before.add(output.table()));
    String sql = model.sql().map(SqlBinds::plain).orElse("");
    SortedSet<String> unread = new TreeSet<>();
    SortedSet<String> columns = new TreeSet<>();
    Optional<String> whole = model.table().or(() -> whole(sql));
    for (AssetNode producer : graph.writtenAssets()) {
      for (AssetNode.Output output : producer.outputs()) {
        boolean isRead =
            model.table().map(output.table()::equals).orElseGet(() -> names(sql, output.table()));
        if (isRead && !before.contains(output.table())) {
          unread.add(output.table());
        }
      }
    }
    for (TableColumns table : TableColumns.of(graph)) {
      if (whole.filter(table.table()::equals).isPresent()) {
        table.columns().forEach(column -> columns.add(column.name()));
        if (!columns.isEmpty()) {
          columns.addAll(PartitionColumns.of(graph.product(), table.partitionSet()).keySet());
          columns.addAll(table.metadataColumns());
        }
      }
    }
    return new SemanticTables(unread, columns);
  }

  /** Returns the column that an expression is, where it is one alone. */
  static Optional<String> columnOf(SemanticText text) {
    String words =
        switch (text.parts().size()) {
          case 1 -> text.parts().getFirst() instanceof Words(String only) ? only.strip() : "";
          case 2 ->
              text.parts().getFirst() instanceof Reference reference
                      && reference.names().equals(List.of(SemanticText.SELF))
                      && text.parts().getLast() instanceof Words(String rest)
                      && rest.startsWith(".")
                  ? rest.substring(1).strip()
                  : "";
          default -> "";
        };
    return Optional.of(words)
        .filter(name -> NAME.matcher(name).matches())
        .map(name -> name.toLowerCase(Locale.ROOT));
  }

  private static Optional<String> whole(String sql) {
    Matcher matcher = WHOLE_TABLE.matcher(sql);
    return matcher.matches()
        ? Optional.of(matcher.group(1).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  private static boolean names(String sql, String table) {
    return Pattern.compile(
            "(?<![\\w.\"])" + Pattern.quote(table) + "(?![\\w\"])", Pattern.CASE_INSENSITIVE)
        .matcher(sql)
        .find();
  }
}
