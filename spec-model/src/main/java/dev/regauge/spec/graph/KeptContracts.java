package dev.regauge.spec.graph;

import dev.regauge.spec.model.ExternalSpec;
import dev.regauge.spec.model.ExternalSpec.KeptContractSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.contract.ContractDocument;
import dev.regauge.spec.model.contract.ContractDocument.ServiceLevel;
import dev.regauge.spec.model.contract.PromisedTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The contracts of what is made elsewhere, as far as their files could be read. */
public final class KeptContracts {

  private final ProductSpec product;
  private final SortedMap<String, ContractDocument> contracts = new TreeMap<>();

  KeptContracts(ProductSpec product, ProductFiles files) {
    this.product = product;
    product
        .external()
        .forEach(
            (key, external) ->
                external
                    .contract()
                    .map(KeptContractSpec::file)
                    .flatMap(files::text)
                    .flatMap(ContractDocument::read)
                    .ifPresent(contract -> contracts.put(key, contract)));
  }

  /** Returns the contract of an external thing. */
  public Optional<ContractDocument> of(String external) {
    return Optional.ofNullable(contracts.get(external));
  }

  /** Returns how hard an external thing's contract is enforced: {@code off}, warn or strict. */
  public String enforcement(String external) {
    return written(external).flatMap(KeptContractSpec::enforcement).orElse("warn");
  }

  /** Returns where an external thing's contract is kept; empty when it has none. */
  public String file(String external) {
    return written(external).map(KeptContractSpec::file).orElse("");
  }

  private Optional<KeptContractSpec> written(String external) {
    return Optional.ofNullable(product.external().get(external)).flatMap(ExternalSpec::contract);
  }

  /** Returns what an external thing's contract promises of its table. */
  public Optional<PromisedTable> tableOf(String external) {
    return Optional.ofNullable(product.external().get(external))
        .flatMap(ExternalSpec::table)
        .flatMap(table -> of(external).flatMap(contract -> contract.table(table)));
  }

  /**
   * Returns what the contracts that are enforced promise of a table, by the table's name; nothing
   * where two of them differ.
   */
  public Optional<PromisedTable> promised(String table) {
    List<PromisedTable> found =
        product.external().entrySet().stream()
            .filter(entry -> entry.getValue().table().equals(Optional.of(table)))
            .map(entry -> entry.getKey())
            .filter(key -> !enforcement(key).equals("off"))
            .flatMap(key -> tableOf(key).stream())
            .distinct()
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /** Returns the product whose external things may be as old as their contracts say. */
  ProductSpec completed(ProductSpec written) {
    if (contracts.isEmpty()) {
      return written;
    }
    SortedMap<String, ExternalSpec> external = new TreeMap<>(written.external());
    contracts.forEach(
        (key, contract) ->
            tableOf(key)
                .flatMap(contract::freshness)
                .filter(_ -> !enforcement(key).equals("off"))
                .flatMap(ServiceLevel::seconds)
                .ifPresent(
                    seconds ->
                        external.computeIfPresent(
                            key,
                            (_, spec) ->
                                spec.freshness().isPresent() || spec.table().isEmpty()
                                    ? spec
                                    : spec.withFreshness(Duration.ofSeconds(seconds).toString()))));
    return written.withExternal(external);
  }
}
