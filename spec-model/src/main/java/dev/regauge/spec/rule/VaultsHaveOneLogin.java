package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.SecretStoresSpec.VaultSpec;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.model.Value.SecretRef;
import java.util.Set;
import java.util.TreeSet;

/** A step logs in to a Vault in one way, by a secret that it does not have to fetch from there. */
final class VaultsHaveOneLogin implements Rule {

  private static final Code CODE = new Code("RG-RULE-482");

  private static final SpecPath VAULT = SpecPath.of("secretStores", "vault");

  private static final Set<String> AT_HAND =
      new TreeSet<>(Set.of(SecretRef.KUBERNETES, SecretRef.ENVIRONMENT, SecretRef.EXTERNAL));

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    graph.product().secretStores().vault().ifPresent(vault -> check(vault, graph, out));
  }

  private static void check(VaultSpec vault, SpecGraph graph, Diagnostics out) {
    if (vault.token().isPresent() == vault.appRole().isPresent()) {
      boolean hasBoth = vault.token().isPresent();
      out.add(
          Diagnostic.error(CODE, hasBoth ? "the Vault has two logins" : "the Vault has no login")
              .at(hasBoth ? VAULT.field("appRole") : VAULT, graph.locator())
              .label(hasBoth ? "'token' is one too" : "nobody may ask it anything")
              .help(
                  hasBoth
                      ? "leave token or appRole out"
                      : "add token: {secretRef: vault/token}, or an appRole"));
    }
    checkPlace(vault.address(), VAULT.field("address"), graph, out);
    vault
        .appRole()
        .ifPresent(
            role -> checkPlace(role.roleId(), VAULT.field("appRole").field("roleId"), graph, out));
    vault.token().ifPresent(token -> checkSecret(token, VAULT.field("token"), graph, out));
    vault
        .appRole()
        .ifPresent(
            role ->
                checkSecret(role.secretId(), VAULT.field("appRole").field("secretId"), graph, out));
  }

  /**
   * What a login needs and need be no secret; if it is one, it lies elsewhere than in the Vault.
   */
  private static void checkPlace(Value value, SpecPath path, SpecGraph graph, Diagnostics out) {
    if (value instanceof Value.SecretRef) {
      checkSecret(value, path, graph, out);
    }
  }

  private static void checkSecret(Value value, SpecPath path, SpecGraph graph, Diagnostics out) {
    if (value instanceof Value.SecretRef secret && AT_HAND.contains(secret.source())) {
      return;
    }
    boolean isFetched = value instanceof Value.SecretRef;
    out.add(
        Diagnostic.error(
                CODE,
                isFetched
                    ? "the login of a Vault cannot be fetched from a store that steps ask"
                    : "the login of a Vault is a secret")
            .at(path, graph.locator())
            .secret()
            .label(isFetched ? "not known before the login" : "no reference to a secret")
            .help("write {secretRef: vault/token}, a Secret of the cluster or a variable"));
  }
}
