package dev.regauge.spec.plan;

import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.KeptContracts;
import dev.regauge.spec.model.contract.ContractDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Plans the checks by which a step asks whether what it reads of others keeps its contract. */
final class ContractChecks {

  private final KeptContracts contracts;

  ContractChecks(KeptContracts contracts) {
    this.contracts = contracts;
  }

  /**
   * Returns an asset's own checks, and after them one for each input under a contract. The gate is
   * among its own ones: what others deliver is no part of the score of what is made here.
   */
  List<CheckPlan> after(List<CheckPlan> own, AssetNode asset) {
    SortedSet<String> taken = new TreeSet<>();
    own.forEach(check -> taken.add(check.name()));
    SortedSet<String> asked = new TreeSet<>();
    List<CheckPlan> checks = new ArrayList<>();
    for (AssetNode.Input input : asset.inputs()) {
      input
          .external()
          .filter(external -> !contracts.enforcement(external).equals("off"))
          .filter(external -> asksAnything(external) && asked.add(external))
          .ifPresent(external -> checks.add(check(free(input.as(), taken), external)));
    }
    checks.sort((one, other) -> one.name().compareTo(other.name()));
    List<CheckPlan> all = new ArrayList<>(own);
    all.addAll(checks);
    return List.copyOf(all);
  }

  /** A contract that says no columns promises none. */
  private boolean asksAnything(String external) {
    return contracts.tableOf(external).filter(table -> !table.columns().isEmpty()).isPresent();
  }

  private static String free(String input, SortedSet<String> taken) {
    String name = "contract_" + input;
    String free = name;
    for (int i = 2; !taken.add(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  private CheckPlan check(String name, String external) {
    String onFail = contracts.enforcement(external).equals("strict") ? "block" : "warn";
    Optional<ContractDocument> contract = contracts.of(external);
    return CheckPlanning.unscoped(
        name,
        onFail,
        "completeness",
        CheckPlanning.weightOf(onFail),
        contract.map(
            one ->
                "The table of "
                    + external
                    + " has what "
                    + one.id()
                    + " "
                    + one.version()
                    + " promises"),
        new CheckPlan.Contract(external));
  }
}
