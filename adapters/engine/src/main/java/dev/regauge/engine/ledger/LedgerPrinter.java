package dev.regauge.engine.ledger;

import dev.regauge.engine.PrettyJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Prints a ledger as JSON, as text for a terminal and as a Markdown table. */
public final class LedgerPrinter {
  private LedgerPrinter() {}

  /** Returns the ledger as JSON, one entry for each use and target. */
  public static String json(Ledger ledger) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", 1);
    tree.put("product", ledger.product());
    var entries = tree.putArray("entries");
    for (Ledger.Entry entry : ledger.entries()) {
      ObjectNode node = entries.addObject();
      node.put("path", entry.path());
      node.put("target", entry.target());
      node.put("adapter", entry.adapter());
      node.put("adapterVersion", entry.adapterVersion());
      node.put("feature", entry.feature());
      node.put("status", word(entry.status()));
      entry.how().ifPresent(text -> node.put("how", text));
      entry.difference().ifPresent(text -> node.put("difference", text));
      entry.why().ifPresent(text -> node.put("why", text));
      entry.instead().ifPresent(text -> node.put("instead", text));
      entry.accepted().ifPresent(text -> node.put("accepted", text));
    }
    return PrettyJson.text(tree);
  }

  /** Returns how much of each status each target has, then everything that is not native. */
  public static String text(Ledger ledger) {
    StringBuilder text = new StringBuilder();
    counts(ledger)
        .forEach(
            (target, byStatus) -> {
              List<String> parts = new ArrayList<>();
              byStatus.forEach((status, count) -> parts.add(count + " " + word(status)));
              text.append(target).append(": ").append(String.join(", ", parts)).append('\n');
            });
    for (Ledger.Entry entry : ledger.entries()) {
      if (entry.status() != Ledger.Status.NATIVE) {
        text.append(
            String.format(
                Locale.ROOT,
                "\n%s  %s on %s: %s\n",
                entry.path(),
                entry.feature(),
                entry.target(),
                word(entry.status())));
        remarks(entry).forEach(remark -> text.append("    ").append(remark).append('\n'));
      }
    }
    return text.toString();
  }

  /** Returns a table with one row for each use and one column for each target. */
  public static String markdown(Ledger ledger) {
    SortedSet<String> targets = new TreeSet<>();
    SortedMap<String, SortedMap<String, Ledger.Entry>> rows = new TreeMap<>();
    for (Ledger.Entry entry : ledger.entries()) {
      targets.add(entry.target());
      rows.computeIfAbsent(
              "| `" + cell(entry.path()) + "` | " + entry.feature(), _ -> new TreeMap<>())
          .put(entry.target(), entry);
    }
    StringBuilder text = new StringBuilder("| where | feature |");
    targets.forEach(target -> text.append(' ').append(target).append(" |"));
    text.append("\n|---|---|").append("---|".repeat(targets.size())).append('\n');
    rows.forEach(
        (start, byTarget) -> {
          text.append(start).append(" |");
          for (String target : targets) {
            Optional<Ledger.Entry> entry = Optional.ofNullable(byTarget.get(target));
            text.append(' ').append(entry.map(LedgerPrinter::inTable).orElse("")).append(" |");
          }
          text.append('\n');
        });
    return text.toString();
  }

  private static String inTable(Ledger.Entry entry) {
    List<String> remarks = remarks(entry);
    return remarks.isEmpty()
        ? word(entry.status())
        : word(entry.status()) + ": " + cell(String.join("; ", remarks));
  }

  private static List<String> remarks(Ledger.Entry entry) {
    List<String> remarks = new ArrayList<>();
    entry.how().ifPresent(remarks::add);
    entry.difference().ifPresent(remarks::add);
    entry.why().ifPresent(remarks::add);
    entry.instead().ifPresent(text -> remarks.add("instead: " + text));
    entry.accepted().ifPresent(text -> remarks.add("accepted: " + text));
    return remarks;
  }

  private static SortedMap<String, SortedMap<Ledger.Status, Integer>> counts(Ledger ledger) {
    SortedMap<String, SortedMap<Ledger.Status, Integer>> counts = new TreeMap<>();
    ledger
        .entries()
        .forEach(
            entry ->
                counts
                    .computeIfAbsent(entry.target(), _ -> new TreeMap<>())
                    .merge(entry.status(), 1, Integer::sum));
    return counts;
  }

  private static String word(Ledger.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
