package dev.regauge.spec.plan;

import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where secrets lie whose source is {@code vault} or {@code external-secrets}. */
public record SecretStoresPlan(
    Optional<VaultPlan> vault, Optional<ExternalSecretsPlan> externalSecrets) {

  /**
   * A Vault with a key-value engine of version 2; one of token and appRole is there.
   *
   * @param path what stands before each secret's name; empty = nothing
   */
  public record VaultPlan(
      Value address,
      String mount,
      String path,
      Optional<String> namespace,
      Optional<Value> token,
      Optional<AppRolePlan> appRole) {

    /** Returns all that a step has to know, and to be allowed, before it can ask. */
    public List<Value> values() {
      return Stream.of(
              Stream.of(address),
              token.stream(),
              appRole.stream().flatMap(role -> Stream.of(role.roleId(), role.secretId())))
          .flatMap(values -> values)
          .toList();
    }
  }

  /** A login by a role that is given to programs. */
  public record AppRolePlan(Value roleId, Value secretId, String mount) {}

  /** A store of the External Secrets operator. */
  public record ExternalSecretsPlan(String store, String kind, long refreshSeconds, String path) {}
}
