package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.model.Document;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
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
   * Returns two accounts: the steps' own, which has no rights and no token, and the one whose token
   * Argo's containers use to report a step's outputs.
   */
  List<Document> accounts() {
    String executor = names.executorAccount();
    ObjectMeta tokenOwner = meta(executor + ".service-account-token");
    tokenOwner.setAnnotations(Map.of("kubernetes.io/service-account.name", executor));
    return List.of(
        new Document.Core(
            new ServiceAccountBuilder()
                .withMetadata(meta(names.stepAccount()))
                .withAutomountServiceAccountToken(false)
                .build()),
        new Document.Core(
            new ServiceAccountBuilder()
                .withMetadata(meta(executor))
                .withAutomountServiceAccountToken(false)
                .build()),
        // Kubernetes fills it in; Argo looks for it by this name and mounts it into its own
        // containers only.
        new Document.Core(
            new SecretBuilder()
                .withMetadata(tokenOwner)
                .withType("kubernetes.io/service-account-token")
                .build()),
        new Document.Core(
            new RoleBuilder()
                .withMetadata(meta(executor))
                .addNewRule()
                .withApiGroups("argoproj.io")
                .withResources("workflowtaskresults")
                .withVerbs("create", "patch")
                .endRule()
                .build()),
        new Document.Core(
            new RoleBindingBuilder()
                .withMetadata(meta(executor))
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", executor)
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName(executor)
                .endSubject()
                .build()));
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
