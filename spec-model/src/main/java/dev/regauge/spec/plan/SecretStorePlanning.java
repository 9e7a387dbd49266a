package dev.regauge.spec.plan;

import dev.regauge.spec.model.SecretStoresSpec;
import dev.regauge.spec.model.SecretStoresSpec.ExternalSecretsSpec;
import dev.regauge.spec.model.SecretStoresSpec.VaultSpec;
import dev.regauge.spec.plan.SecretStoresPlan.AppRolePlan;
import dev.regauge.spec.plan.SecretStoresPlan.ExternalSecretsPlan;
import dev.regauge.spec.plan.SecretStoresPlan.VaultPlan;
import java.util.Optional;

/** Plans where secrets are fetched from. */
final class SecretStorePlanning {

  private SecretStorePlanning() {}

  static Optional<SecretStoresPlan> plan(SecretStoresSpec spec) {
    return spec.vault().isEmpty() && spec.externalSecrets().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SecretStoresPlan(
                spec.vault().map(SecretStorePlanning::vault),
                spec.externalSecrets().map(SecretStorePlanning::external)));
  }

  private static VaultPlan vault(VaultSpec spec) {
    return new VaultPlan(
        spec.address(),
        spec.mount().orElseThrow(),
        spec.path().orElseThrow(),
        spec.namespace(),
        ValueJson.present(spec.token()),
        spec.appRole()
            .map(
                role ->
                    new AppRolePlan(role.roleId(), role.secretId(), role.mount().orElseThrow())));
  }

  private static ExternalSecretsPlan external(ExternalSecretsSpec spec) {
    return new ExternalSecretsPlan(
        spec.store(),
        spec.kind().orElseThrow(),
        Durations.seconds(spec.refresh().orElseThrow()),
        spec.path().orElseThrow());
  }
}
