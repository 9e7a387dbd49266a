package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.contract.PromisedTable;
import java.util.stream.Collectors;

/** The contract of an external thing is about the table that is read. */
final class ContractsDescribeTheirTable implements Rule {

  private static final Code CODE = new Code("RG-RULE-440");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    graph
        .product()
        .external()
        .forEach(
            (key, external) -> {
              if (external.contract().isEmpty()) {
                return;
              }
              SpecPath at = SpecPath.of("external").entry(key);
              if (external.table().isEmpty()) {
                out.add(
                    Diagnostic.error(CODE, "external '" + key + "' has a contract and no table")
                        .at(at.field("contract"), graph.locator())
                        .label("nothing can be held to it")
                        .help("name its table"));
                return;
              }
              graph
                  .contracts()
                  .of(key)
                  .filter(contract -> contract.table(external.table().get()).isEmpty())
                  .ifPresent(
                      contract ->
                          out.add(
                              Diagnostic.error(
                                      CODE,
                                      "the contract of external '"
                                          + key
                                          + "' says nothing of the table '"
                                          + external.table().get()
                                          + "'")
                                  .at(at.field("table"), graph.locator())
                                  .label("no schema object is this table")
                                  .related(
                                      contract.tables().stream().findFirst().map(PromisedTable::at),
                                      "the contract's first table")
                                  .help(
                                      "it is about "
                                          + contract.tables().stream()
                                              .map(
                                                  table ->
                                                      table.physicalName().orElse(table.name()))
                                              .collect(Collectors.joining(", "))
                                          + ": name one of them, or keep another contract")));
            });
  }
}
