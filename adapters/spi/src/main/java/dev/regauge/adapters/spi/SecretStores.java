package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.SecretStoresPlan;
import dev.regauge.spec.plan.SecretStoresPlan.ExternalSecretsPlan;
import java.util.List;
import java.util.Optional;

/**
 * Secrets of other stores than the cluster: the step asks a Vault itself, the same under every
 * engine; those of the External Secrets operator are Secrets of the cluster that it makes.
 */
public final class SecretStores {

  /** The source of what a step fetches from a Vault. */
  public static final String VAULT = Value.SecretRef.VAULT;

  /** The source of what the External Secrets operator makes Secrets of. */
  public static final String EXTERNAL = Value.SecretRef.EXTERNAL;

  private SecretStores() {}

  /** Whether the step alone gets at the secret, or finds it in its environment. */
  public static boolean carries(FeatureUse use) {
    return use.feature() == Feature.SECRET_STORE && (isOf(VAULT, use) || isOf(EXTERNAL, use));
  }

  /**
   * Returns the answer to a secret of such a store.
   *
   * @param mounted how the steps of an engine get a Secret of the cluster
   */
  public static Support support(FeatureUse use, String mounted) {
    if (isOf(VAULT, use)) {
      return new Support.Emulated("the step asks the Vault for it when it begins");
    }
    if (isOf(EXTERNAL, use)) {
      return new Support.Approximated(
          "the bundle's secrets/ has an ExternalSecret, of which the External Secrets operator"
              + " makes a Secret where it is installed; "
              + mounted);
    }
    return new Support.Unsupported(
        "no step asks such a store",
        "write source: external-secrets, whose store may be one of Infisical");
  }

  /** Returns where the secrets of the operator are, as sentences for the bundle's reader. */
  public static List<String> words(ExecutionPlan plan) {
    return external(plan).isEmpty()
        ? List.of()
        : List.of(
            "The folder secrets has objects for the External Secrets operator (kubectl apply -k"
                + " secrets, in the namespace of the steps), which makes a Secret of each. They"
                + " hold no secret, and nothing applies them by itself.");
  }

  /** Returns the operator's store; empty where no secret is of it. */
  public static Optional<ExternalSecretsPlan> external(ExecutionPlan plan) {
    return plan.secretStores().flatMap(SecretStoresPlan::externalSecrets);
  }

  private static boolean isOf(String source, FeatureUse use) {
    return use.values().get("source") instanceof Value.Text(String text) && text.equals(source);
  }
}
