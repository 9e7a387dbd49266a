package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.TextFormat;
import java.util.Optional;

/**
 * Where secrets lie whose source is neither the cluster nor the environment. A reference names its
 * store by {@code source}, and never holds a secret; nor does this.
 */
public record SecretStoresSpec(
    Optional<VaultSpec> vault, Optional<ExternalSecretsSpec> externalSecrets) {

  /**
   * A Vault whose secrets the step itself fetches when it begins, from a key-value engine of
   * version 2.
   *
   * @param address where it listens, such as {@code {env: VAULT_ADDR}}
   * @param mount the path of the key-value engine
   * @param path what stands before each secret's name
   * @param namespace of a Vault that has some
   * @param token the login; or {@code appRole} is
   */
  public record VaultSpec(
      Value address,
      @Format(TextFormat.ONE_LINE) Optional<String> mount,
      @Format(TextFormat.ONE_LINE) Optional<String> path,
      @Format(TextFormat.ONE_LINE) Optional<String> namespace,
      Optional<Value> token,
      Optional<AppRoleSpec> appRole) {}

  /**
   * A login by a role that is given to programs.
   *
   * @param mount the path of the login method
   */
  public record AppRoleSpec(
      Value roleId, Value secretId, @Format(TextFormat.ONE_LINE) Optional<String> mount) {}

  /**
   * A store of the External Secrets operator, which makes Secrets of the cluster from it.
   *
   * @param store the name of the SecretStore or ClusterSecretStore
   * @param refresh how often the operator looks for another value
   * @param path what stands before each secret's name in the store
   */
  public record ExternalSecretsSpec(
      @Format(TextFormat.SECRET_NAME) String store,
      @Choice({"ClusterSecretStore", "SecretStore"}) Optional<String> kind,
      @Format(TextFormat.DURATION) Optional<String> refresh,
      @Format(TextFormat.ONE_LINE) Optional<String> path) {}
}
