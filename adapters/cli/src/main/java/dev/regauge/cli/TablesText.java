package dev.regauge.cli;

import dev.regauge.engine.PrettyJson;
import dev.regauge.plugins.api.catalog.PlannedTable;
import dev.regauge.plugins.api.catalog.TableChange;
import dev.regauge.plugins.api.catalog.TableFinding;
import dev.regauge.plugins.api.catalog.TablesPlan;
import dev.regauge.spec.diagnostic.Severity;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Prints what is to be done, or was done, for a product's tables. */
final class TablesText {
  private final Terminal terminal;

  TablesText(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Prints the tables, and under each its changes. */
  void print(TablesPlan plan, boolean isDone) {
    SortedSet<String> refused = refused(plan);
    int changed = 0;
    for (PlannedTable table : plan.tables()) {
      if (refused.contains(table.name())) {
        terminal.dataLine(table.name() + " in " + table.catalog() + ": refused, left as it is");
        continue;
      }
      terminal.dataLine(head(table));
      table.pending().forEach(change -> terminal.dataLine("  " + change.line()));
      changed += table.pending().isEmpty() ? 0 : 1;
    }
    if (!refused.isEmpty()) {
      terminal.talkLine(
          (refused.size() == 1 ? "1 table is" : refused.size() + " tables are")
              + " refused, so nothing is changed");
      return;
    }
    terminal.talkLine(
        changed == 0
            ? "nothing to change"
            : changed
                + (changed == 1 ? " table" : " tables")
                + (isDone ? " changed" : " to change"));
  }

  private static SortedSet<String> refused(TablesPlan plan) {
    SortedSet<String> refused = new TreeSet<>();
    for (TableFinding finding : plan.findings()) {
      if (finding.owner().equals("tables") && finding.diagnostic().severity() == Severity.ERROR) {
        refused.add(finding.name());
      }
    }
    return refused;
  }

  private static String head(PlannedTable table) {
    String name = table.name() + " in " + table.catalog();
    return switch (table.state()) {
      case declared ->
          name
              + (table.pending().isEmpty() ? ": as declared" : ":")
              + (table.changes().isEmpty() ? " (by the lock)" : "");
      case from_data -> name + ": its first data decide the columns";
      case no_longer_declared -> name + ": no longer declared, left as it is";
    };
  }

  /** Prints the same as JSON. */
  void json(TablesPlan plan, String findings) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", 1);
    tree.put("isLockCurrent", plan.isLockCurrent());
    SortedSet<String> refused = refused(plan);
    ArrayNode tables = tree.putArray("tables");
    for (PlannedTable table : plan.tables()) {
      ObjectNode node = tables.addObject();
      node.put("name", table.name());
      node.put("catalog", table.catalog());
      node.put("state", refused.contains(table.name()) ? "refused" : table.state().name());
      changes(node.putArray("lockChanges"), table.lockChanges());
      table.changes().ifPresent(all -> changes(node.putArray("changes"), all));
    }
    tree.set("findings", PrettyJson.tree(findings));
    terminal.data(PrettyJson.text(tree));
  }

  private static void changes(ArrayNode nodes, List<TableChange> changes) {
    for (TableChange change : changes) {
      ObjectNode node = nodes.addObject();
      node.put("kind", change.kind().name());
      if (!change.column().isEmpty()) {
        node.put("column", change.column());
      }
      node.put("text", change.text());
    }
  }
}
