package dev.regauge.cli;

import dev.regauge.engine.PrettyJson;
import dev.regauge.spec.diagnostic.Display;
import dev.regauge.spec.imports.Fate;
import dev.regauge.spec.imports.Survival;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of each field of an import, for people and for programs.
 *
 * @param product the file that was written
 */
record SurvivalReport(Survival survival, Path product) {

  /** A line for each field, and one for all. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Survival.Row row : survival.rows()) {
      String line =
          String.format(
              Locale.ROOT,
              "%-14s  %s:%d:%d  %s%s%s",
              row.fate().words(),
              row.at().file(),
              row.at().line(),
              row.at().column(),
              row.field(),
              row.to().isEmpty() ? "" : " -> " + row.to(),
              row.note().isEmpty() ? "" : " (" + row.note() + ")");
      text.append(Display.lines(line)).append('\n');
    }
    text.append(Display.lines("wrote " + product)).append(": ");
    for (Fate fate : Fate.values()) {
      text.append(fate.ordinal() == 0 ? "" : ", ")
          .append(survival.count(fate))
          .append(' ')
          .append(fate == Fate.NEEDS_A_PERSON ? "for a person" : fate.words());
    }
    return text.append('\n').toString();
  }

  /** The same as JSON: {@code version}, {@code wrote}, {@code counts}, {@code fields}. */
  String json() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", 1);
    tree.putArray("wrote").add(product.toString());
    ObjectNode counts = tree.putObject("counts");
    for (Fate fate : Fate.values()) {
      counts.put(name(fate), survival.count(fate));
    }
    ArrayNode fields = tree.putArray("fields");
    for (Survival.Row row : survival.rows()) {
      ObjectNode field = fields.addObject();
      field.put("file", row.at().file());
      field.put("line", row.at().line());
      field.put("column", row.at().column());
      field.put("field", row.field());
      field.put("fate", name(row.fate()));
      if (!row.to().isEmpty()) {
        field.put("to", row.to());
      }
      if (!row.note().isEmpty()) {
        field.put("note", row.note());
      }
    }
    return PrettyJson.text(tree);
  }

  private static String name(Fate fate) {
    return fate.words().replace(' ', '-');
  }
}
