package dev.regauge.engine.ledger;

import dev.regauge.engine.PrettyJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Prints a ledger as JSON, as text for a terminal, and as tables in Markdown and HTML. */
public final class LedgerPrinter {
  private LedgerPrinter() {}

  /** Returns the ledger as JSON, one entry for each leaf and target, and one for each use. */
  public static String json(Ledger ledger) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", 1);
    tree.put("product", ledger.product());
    var entries = tree.putArray("entries");
    for (Ledger.Leaf entry : ledger.leaves()) {
      ObjectNode node = entries.addObject();
      WrittenLeaf.Place place = entry.leaf().place();
      node.put("path", entry.leaf().path());
      node.put("file", place.file()).put("line", place.line()).put("column", place.column());
      entry.address().ifPresent(address -> node.put("address", address));
      put(entry.maker(), entry.feature(), entry.outcome(), node);
      if (!entry.also().isEmpty()) {
        entry.also().forEach(node.putArray("also")::add);
      }
    }
    var uses = tree.putArray("uses");
    for (Ledger.Use use : ledger.uses()) {
      ObjectNode node = uses.addObject();
      node.put("address", use.address());
      node.put("written", use.isWritten());
      put(use.maker(), use.feature(), use.outcome(), node);
    }
    var ticks = tree.putArray("ticks");
    for (TickDifference difference : ledger.ticks()) {
      ObjectNode node = ticks.addObject();
      node.put("job", difference.job());
      node.put("cron", difference.cron());
      node.put("timezone", difference.zone());
      node.put("target", difference.maker().target());
      difference.missed().stream().map(Object::toString).forEach(node.putArray("missed")::add);
      difference.added().stream().map(Object::toString).forEach(node.putArray("added")::add);
      node.put("effect", difference.effect());
    }
    return PrettyJson.text(tree);
  }

  private static void put(
      Ledger.Maker maker, String feature, Ledger.Outcome outcome, ObjectNode node) {
    node.put("target", maker.target());
    node.put("adapter", maker.adapter());
    node.put("adapterVersion", maker.adapterVersion());
    node.put("feature", feature);
    node.put("status", word(outcome.status()));
    outcome.how().ifPresent(text -> node.put("how", text));
    outcome.difference().ifPresent(text -> node.put("difference", text));
    outcome.why().ifPresent(text -> node.put("why", text));
    outcome.instead().ifPresent(text -> node.put("instead", text));
    outcome.accepted().ifPresent(text -> node.put("accepted", text));
  }

  /**
   * Returns how many values of each status each target has, then every value with its place and
   * what becomes of it, then what the defaults ask for and no target has natively.
   */
  public static String text(Ledger ledger) {
    StringBuilder text = new StringBuilder();
    counts(ledger)
        .forEach(
            (target, byStatus) -> {
              List<String> parts = new ArrayList<>();
              byStatus.forEach((status, count) -> parts.add(count + " " + word(status)));
              text.append(target).append(": ").append(String.join(", ", parts)).append('\n');
            });
    for (LedgerRows.Row row : LedgerRows.ofLeaves(ledger)) {
      text.append('\n').append(row.place()).append("  ").append(row.name());
      print(row, text);
    }
    List<LedgerRows.Row> defaults =
        LedgerRows.ofDefaults(ledger).stream().filter(row -> !row.isAllNative()).toList();
    if (!defaults.isEmpty()) {
      text.append("\nby default:\n");
    }
    for (LedgerRows.Row row : defaults) {
      text.append('\n').append(row.name());
      print(row, text);
    }
    if (!ledger.ticks().isEmpty()) {
      text.append("\nwhere clocks change:\n");
    }
    for (TickDifference difference : ledger.ticks()) {
      text.append('\n').append(tickName(difference)).append("  cron_trigger on ");
      text.append(difference.maker().target()).append(": ").append(difference.words());
      text.append("\n    ").append(difference.effect()).append('\n');
    }
    return text.toString();
  }

  private static String tickName(TickDifference difference) {
    return "jobs[" + difference.job() + "] " + difference.cron() + " " + difference.zone();
  }

  /** What several targets do alike is said once. */
  private static void print(LedgerRows.Row row, StringBuilder text) {
    text.append("  ").append(row.feature());
    if (row.isAllNative()) {
      text.append(": native\n");
      return;
    }
    text.append('\n');
    SortedMap<String, List<String>> targets = new TreeMap<>();
    row.outcomes()
        .forEach(
            (target, outcome) ->
                targets.computeIfAbsent(words(outcome), _ -> new ArrayList<>()).add(target));
    targets.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getValue().getFirst()))
        .forEach(
            entry ->
                text.append("    ")
                    .append(String.join(", ", entry.getValue()))
                    .append(": ")
                    .append(entry.getKey())
                    .append('\n'));
  }

  /** Returns a table with one row for each value, then one for what the defaults ask for. */
  public static String markdown(Ledger ledger) {
    List<String> targets = ledger.targets();
    StringBuilder text = new StringBuilder("| value | where | feature |");
    targets.forEach(target -> text.append(' ').append(target).append(" |"));
    text.append("\n|---|---|---|").append("---|".repeat(targets.size())).append('\n');
    for (LedgerRows.Row row : LedgerRows.all(ledger)) {
      text.append("| `").append(cell(row.name())).append("` | ").append(cell(row.place()));
      text.append(" | ").append(row.feature()).append(" |");
      for (String target : targets) {
        text.append(' ');
        text.append(cell(row.at(target).map(LedgerPrinter::words).orElse(""))).append(" |");
      }
      text.append('\n');
    }
    ledger.ticks().stream()
        .map(LedgerPrinter::tickLine)
        .forEach(line -> text.append("\n- ").append(cell(line)).append('\n'));
    return text.toString();
  }

  private static String tickLine(TickDifference difference) {
    return tickName(difference)
        + " on "
        + difference.maker().target()
        + ": "
        + difference.words()
        + "; "
        + difference.effect();
  }

  /** Returns the same table as a page of its own, which loads nothing. */
  public static String html(Ledger ledger) {
    List<String> targets = ledger.targets();
    String title = "Ledger of " + escaped(ledger.product());
    StringBuilder text = new StringBuilder();
    text.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    text.append(title).append("</title>\n<style>\n");
    text.append("table { border-collapse: collapse; font: 14px sans-serif; }\n");
    text.append("td, th { border: 1px solid #bbb; padding: 2px 6px; text-align: left; }\n");
    text.append(".approximated { background: #fff3c4; }\n.refused { background: #ffd6d6; }\n");
    text.append("</style>\n</head>\n<body>\n<h1>").append(title).append("</h1>\n<table>\n<tr>");
    text.append("<th>value</th><th>where</th><th>feature</th>");
    targets.forEach(target -> text.append("<th>").append(escaped(target)).append("</th>"));
    text.append("</tr>\n");
    for (LedgerRows.Row row : LedgerRows.all(ledger)) {
      text.append("<tr><td><code>").append(escaped(row.name())).append("</code></td><td>");
      text.append(escaped(row.place())).append("</td><td>").append(row.feature()).append("</td>");
      for (String target : targets) {
        Optional<Ledger.Outcome> outcome = row.at(target);
        text.append("<td class=\"");
        text.append(outcome.map(found -> word(found.status())).orElse("")).append("\">");
        text.append(escaped(outcome.map(LedgerPrinter::words).orElse(""))).append("</td>");
      }
      text.append("</tr>\n");
    }
    text.append("</table>\n");
    ledger.ticks().stream()
        .map(LedgerPrinter::tickLine)
        .forEach(line -> text.append("<p>").append(escaped(line)).append("</p>\n"));
    return text.append("</body>\n</html>\n").toString();
  }

  private static String words(Ledger.Outcome outcome) {
    List<String> remarks = new ArrayList<>();
    outcome.how().ifPresent(remarks::add);
    outcome.difference().ifPresent(remarks::add);
    outcome.why().ifPresent(remarks::add);
    outcome.instead().ifPresent(text -> remarks.add("instead: " + text));
    outcome.accepted().ifPresent(text -> remarks.add("accepted: " + text));
    return remarks.isEmpty()
        ? word(outcome.status())
        : word(outcome.status()) + ": " + String.join("; ", remarks);
  }

  private static SortedMap<String, SortedMap<Ledger.Status, Integer>> counts(Ledger ledger) {
    SortedMap<String, SortedMap<Ledger.Status, Integer>> counts = new TreeMap<>();
    for (Ledger.Leaf leaf : ledger.leaves()) {
      counts
          .computeIfAbsent(leaf.maker().target(), _ -> new TreeMap<>())
          .merge(leaf.outcome().status(), 1, Integer::sum);
    }
    return counts;
  }

  private static String word(Ledger.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
