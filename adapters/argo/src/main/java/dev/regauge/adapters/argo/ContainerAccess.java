package dev.regauge.adapters.argo;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import java.util.List;

/**
 * What a step needs that runs somebody else's image in a pod beside its own: a token of an account
 * that may do just that, where clients look for one, and its own pod's name, to which the other
 * belongs.
 */
record ContainerAccess(ProductNames names) {
  private static final String TOKEN = "containers";
  private static final String TOKEN_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";

  /** Returns what the account may do, in its namespace. */
  static List<PolicyRule> rights() {
    return List.of(
        rule("pods", List.of("create", "delete", "get")), rule("pods/log", List.of("get")));
  }

  private static PolicyRule rule(String resource, List<String> verbs) {
    return new PolicyRuleBuilder()
        .withApiGroups("")
        .withResources(resource)
        .withVerbs(verbs)
        .build();
  }

  /** Returns the token, which only those pods mount whose step asks for it. */
  Volume token() {
    return new VolumeBuilder()
        .withName(TOKEN)
        .withNewSecret()
        .withSecretName(AccessLowering.tokenOf(names.containersAccount()))
        .endSecret()
        .build();
  }

  /** Gives a step's container the token and its pod's name. */
  static ContainerBuilder give(ContainerBuilder container) {
    return container
        .addAllToEnv(
            List.of(
                ofPod("REGAUGE_POD_NAME", "metadata.name"),
                ofPod("REGAUGE_POD_UID", "metadata.uid")))
        .addNewVolumeMount()
        .withName(TOKEN)
        .withMountPath(TOKEN_FOLDER)
        .withReadOnly(true)
        .endVolumeMount();
  }

  private static EnvVar ofPod(String variable, String field) {
    return new EnvVarBuilder()
        .withName(variable)
        .withNewValueFrom()
        .withNewFieldRef(null, field)
        .endValueFrom()
        .build();
  }
}
