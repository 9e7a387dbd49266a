package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.model.Document;
import dev.regauge.adapters.spi.Polled;
import dev.regauge.spec.plan.ContainerRuns;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who may do what, and how much at once: accounts, their rights, and the limits of the pools. */
record AccessLowering(ExecutionPlan plan, ProductNames names) {

  /**
   * Returns the accounts: the steps' own, which has no rights and no token, the one whose token
   * Argo's containers use to report a step's outputs, and where triggers are looked for the one
   * that starts runs, and where steps run containers the one that makes their pods.
   */
  List<Document> accounts() {
    List<Document> accounts = new ArrayList<>();
    accounts.add(account(names.stepAccount()));
    accounts.addAll(
        withToken(names.executorAccount(), ofArgo("workflowtaskresults", "create", "patch")));
    if (Polled.isNeeded(plan)) {
      accounts.addAll(withToken(names.submitterAccount(), ofArgo("workflows", "create")));
    }
    if (ContainerRuns.areIn(plan)) {
      accounts.addAll(withToken(names.containersAccount(), ContainerAccess.rights()));
    }
    return accounts;
  }

  /** Returns the right to do something with one kind of Argo's objects. */
  private static List<PolicyRule> ofArgo(String resource, String... verbs) {
    return List.of(
        new PolicyRuleBuilder()
            .withApiGroups("argoproj.io")
            .withResources(resource)
            .withVerbs(verbs)
            .build());
  }

  private Document account(String name) {
    return new Document.Core(
        new ServiceAccountBuilder()
            .withMetadata(meta(name))
            .withAutomountServiceAccountToken(false)
            .build());
  }

  /** Returns an account that may do this and nothing else. */
  private List<Document> withToken(String account, List<PolicyRule> rights) {
    ObjectMeta tokenOwner = meta(tokenOf(account));
    tokenOwner.setAnnotations(Map.of("kubernetes.io/service-account.name", account));
    return List.of(
        account(account),
        // Kubernetes fills it in; Argo looks for the executor's by this name and mounts it into its
        // own containers only.
        new Document.Core(
            new SecretBuilder()
                .withMetadata(tokenOwner)
                .withType("kubernetes.io/service-account-token")
                .build()),
        new Document.Core(new RoleBuilder().withMetadata(meta(account)).withRules(rights).build()),
        new Document.Core(
            new RoleBindingBuilder()
                .withMetadata(meta(account))
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", account)
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName(account)
                .endSubject()
                .build()));
  }

  /** Returns the Secret with an account's token. */
  static String tokenOf(String account) {
    return account + ".service-account-token";
  }

  /** Returns a ConfigMap for each pool, and one for the jobs of which several runs may go on. */
  List<Document> limits() {
    List<Document> limits = new ArrayList<>();
    plan.pools()
        .values()
        .forEach(
            pool ->
                limits.add(
                    limit(
                        names.pool(pool),
                        Map.of(EnvironmentLowering.SLOTS, String.valueOf(pool.slots())))));
    SortedMap<String, String> runs = new TreeMap<>();
    for (JobPlan job : plan.jobs()) {
      if (job.maxActiveRuns() > 1) {
        runs.put(job.name(), String.valueOf(job.maxActiveRuns()));
      }
    }
    if (!runs.isEmpty()) {
      limits.add(limit(names.other("runs"), runs));
    }
    return limits;
  }

  private Document limit(String name, Map<String, String> data) {
    return new Document.Core(
        new ConfigMapBuilder().withMetadata(meta(name)).withData(data).build());
  }

  private ObjectMeta meta(String name) {
    return new ObjectMetaBuilder().withName(name).withLabels(RunParameters.labels(names)).build();
  }
}
