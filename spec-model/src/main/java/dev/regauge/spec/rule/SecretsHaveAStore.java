package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.SecretStoresSpec;
import dev.regauge.spec.model.Value.SecretRef;
import java.util.Map;
import java.util.TreeMap;

/** A secret of a Vault, or of the External Secrets operator, has a store that the product names. */
final class SecretsHaveAStore implements Rule {

  private static final Code CODE = new Code("RG-RULE-480");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    SecretStoresSpec stores = graph.product().secretStores();
    Map<String, String> missing = new TreeMap<>();
    if (stores.vault().isEmpty()) {
      missing.put(
          SecretRef.VAULT, "vault: {address: {env: VAULT_ADDR}, token: {secretRef: vault/token}}");
    }
    if (stores.externalSecrets().isEmpty()) {
      missing.put(SecretRef.EXTERNAL, "externalSecrets: {store: platform}");
    }
    Locator written = graph.locator();
    SecretSources.in(
        written,
        (source, place) -> {
          String example = missing.get(source);
          if (example != null) {
            out.add(
                Diagnostic.error(CODE, "no store is named for secrets of source '" + source + "'")
                    .at(place, written)
                    .label("fetched from nowhere")
                    .help("add secretStores: {" + example + "}"));
          }
        });
  }
}
