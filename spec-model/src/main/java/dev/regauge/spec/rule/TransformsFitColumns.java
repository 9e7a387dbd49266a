package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TableSpec.PartitionFieldSpec;
import java.util.List;

/** A partition transform fits its column's type, as Iceberg's specification has it. */
final class TransformsFitColumns implements TableRule {

  private static final Code CODE = new Code("RG-RULE-035");
  private static final List<String> DAYS = List.of("date", "timestamp", "timestamptz");
  private static final List<String> INSTANTS = List.of("timestamp", "timestamptz");
  private static final List<String> CUT = List.of("int", "long", "decimal", "string", "binary");
  private static final List<String> HASHED =
      List.of(
          "int",
          "long",
          "decimal",
          "date",
          "time",
          "timestamp",
          "timestamptz",
          "string",
          "uuid",
          "fixed",
          "binary");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(TableColumns table, SpecGraph graph, Diagnostics out) {
    for (int i = 0; i < table.partitionBy().size(); i++) {
      PartitionFieldSpec field = table.partitionBy().get(i);
      String transform = field.transform().orElse("identity");
      SpecPath at = table.path().field("partitionBy").at(i).field("transform");
      table
          .typeOf(field.column())
          .map(TransformsFitColumns::bare)
          .filter(type -> !takes(bare(transform), type))
          .ifPresent(
              type ->
                  out.add(
                      Diagnostic.error(
                              CODE,
                              "the transform "
                                  + transform
                                  + " does not take the column '"
                                  + field.column()
                                  + "' of type "
                                  + type)
                          .at(at, graph.locator())
                          .label("not for " + type)
                          .help("use another transform, or another column")));
    }
  }

  private static boolean takes(String transform, String type) {
    return switch (transform) {
      case "year", "month", "day" -> DAYS.contains(type);
      case "hour" -> INSTANTS.contains(type);
      case "truncate" -> CUT.contains(type);
      case "bucket" -> HASHED.contains(type);
      default -> !List.of("list", "map", "struct").contains(type);
    };
  }

  /** Returns {@code decimal} for {@code decimal(9,2)}, {@code bucket} for {@code bucket[16]}. */
  private static String bare(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("([<".indexOf(text.charAt(i)) >= 0) {
        return text.substring(0, i);
      }
    }
    return text;
  }
}
