package dev.regauge.spec.resolve;

import static dev.regauge.spec.resolve.SpecResolver.or;

import dev.regauge.spec.model.SecretStoresSpec;
import dev.regauge.spec.model.SecretStoresSpec.AppRoleSpec;
import dev.regauge.spec.model.SecretStoresSpec.ExternalSecretsSpec;
import dev.regauge.spec.model.SecretStoresSpec.VaultSpec;

/**
 * What the stores of secrets are when a product says nothing of it: as their own makers have it.
 */
final class SecretStoreDefaults {

  private SecretStoreDefaults() {}

  static SecretStoresSpec of(SecretStoresSpec spec) {
    return new SecretStoresSpec(
        spec.vault().map(SecretStoreDefaults::vault),
        spec.externalSecrets().map(SecretStoreDefaults::external));
  }

  private static VaultSpec vault(VaultSpec spec) {
    return new VaultSpec(
        spec.address(),
        or(spec.mount(), "secret"),
        or(spec.path(), ""),
        spec.namespace(),
        spec.token(),
        spec.appRole()
            .map(
                role ->
                    new AppRoleSpec(role.roleId(), role.secretId(), or(role.mount(), "approle"))));
  }

  private static ExternalSecretsSpec external(ExternalSecretsSpec spec) {
    return new ExternalSecretsSpec(
        spec.store(),
        or(spec.kind(), "ClusterSecretStore"),
        or(spec.refresh(), "PT1H"),
        or(spec.path(), ""));
  }
}
