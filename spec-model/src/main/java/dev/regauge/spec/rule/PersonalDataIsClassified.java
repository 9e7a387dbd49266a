package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TableSpec.ColumnSpec;
import java.util.List;

/** A column that tells of a person is classified so. */
final class PersonalDataIsClassified implements TableRule {

  private static final Code CODE = new Code("RG-RULE-064");

  @Override
  public Code code() {
    return CODE;
  }

  private static final List<String> OF_PERSONS = List.of("pii", "phi", "sensitive");

  @Override
  public void check(TableColumns table, SpecGraph graph, Diagnostics out) {
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnSpec column = table.columns().get(i);
      String said = column.classification().orElse("internal");
      if (column.piiType().isPresent() && !OF_PERSONS.contains(said)) {
        out.add(
            Diagnostic.error(
                    CODE,
                    "the column '"
                        + column.name()
                        + "' tells of a person, but its classification is "
                        + said)
                .at(table.path().field("columns").at(i).field("piiType"), graph.locator())
                .label("a kind of personal data")
                .help("write 'classification: pii' too, or remove 'piiType'"));
      }
    }
  }
}
