package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ExternalSpec;
import dev.regauge.spec.model.ExternalSpec.ForeignPortSpec;
import dev.regauge.spec.model.contract.ContractDocument;
import java.util.Optional;

/**
 * The contract that a product keeps of a port is the one that the port's {@code contract} names: by
 * its id, or by its id and version, {@code urn:acme:crm:customers:1.0.0}.
 */
final class ContractsAreTheOnesNamed implements Rule {

  private static final Code CODE = new Code("RG-RULE-441");

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
            (key, external) ->
                named(external)
                    .ifPresent(
                        name ->
                            graph
                                .contracts()
                                .of(key)
                                .filter(contract -> !isNamed(contract, name))
                                .ifPresent(
                                    contract -> out.add(other(graph, key, name, contract)))));
  }

  private static Optional<String> named(ExternalSpec external) {
    return external.port().flatMap(ForeignPortSpec::contract);
  }

  private static boolean isNamed(ContractDocument contract, String name) {
    return name.equals(contract.id()) || name.equals(whole(contract));
  }

  private static String whole(ContractDocument contract) {
    return contract.id() + ":" + contract.version();
  }

  private static Diagnostic other(
      SpecGraph graph, String key, String name, ContractDocument contract) {
    boolean isOtherVersion = name.startsWith(contract.id() + ":");
    SpecPath at = SpecPath.of("external").entry(key).field("port").field("contract");
    return Diagnostic.error(
            CODE,
            "external '"
                + key
                + "' names the contract '"
                + name
                + "' and keeps '"
                + whole(contract)
                + "'")
        .at(at, graph.locator())
        .label(isOtherVersion ? "another version" : "another contract")
        .related(
            Optional.of(isOtherVersion ? contract.versionAt() : contract.idAt()), "the one kept")
        .help("write '" + whole(contract) + "', or keep the contract that is meant");
  }
}
